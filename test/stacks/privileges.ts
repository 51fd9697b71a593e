import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import type { Scene } from "../policy/bank";

/** More than anybody needs: everything that a least-privilege review would strike out. */
export function privilegesOf({ stacks }: Scene): string[] {
  return stacks
    .flatMap(({ inventory }) => inventory.resources)
    .flatMap((resource) =>
      holes(resource).map((hole) => `${kindName(resource.type)} ${resource.name}: ${hole}`),
    );
}

function holes({ type, inputs }: Resource): string[] {
  const kind = kindName(type);
  const text = JSON.stringify(inputs);
  const found = /"(roles\/(?:owner|editor|viewer))"/.exec(text)?.[1];
  const anybody = /"(allUsers|allAuthenticatedUsers)"/.exec(text)?.[1];
  const isOpen =
    kind === "compute.Firewall" &&
    inputs["allows"] !== undefined &&
    (inputs["direction"] ?? "INGRESS") === "INGRESS" &&
    /"(0\.0\.0\.0\/0|::\/0)"/.test(JSON.stringify(inputs["sourceRanges"] ?? ["0.0.0.0/0"]));
  return [
    ...(/IAM(Binding|Policy)$/i.test(kind) ? ["takes away what others have granted"] : []),
    ...(kind === "serviceaccount.Key" ? ["a key that anybody may carry away"] : []),
    ...(found !== undefined && !/IAM(Binding|Policy)$/i.test(kind) ? [`role ${found}`] : []),
    ...(anybody === undefined ? [] : [`member ${anybody}`]),
    ...(isOpen ? ["lets 0.0.0.0/0 in"] : []),
    ...(/"accessConfigs"|"ipv4Enabled":true/.test(text) ? ["has a public address"] : []),
  ];
}
