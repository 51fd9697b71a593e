import { overlap, parseCidr } from "../../inventory/api-rules/cidr";
import type { Resource } from "../../inventory/model";
import { listAt, numberAt, textAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf, trusted } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { TEMPLATES } from "./template";

const NATS = ["compute.RouterNat"];
const ADDRESSES = ["compute.GlobalAddress"];
const CONNECTIONS = ["servicenetworking.Connection"];

export const networkRules: readonly PolicyRule[] = [
  {
    id: "R21",
    title: "Every region with instances has a NAT, none smaller than the primary's",
    severity: "error",
    source: "background knowledge: instances without an address of their own get out only by it",
    fix: "declare router and NAT in each region, with the same ports",
    scope: "system",
    applies: {
      to: "an instance template",
      when: (context) => every(context, TEMPLATES).length > 0,
    },
    breaches: (context) => [...withoutNat(context), ...smallerNats(context)],
  },
  {
    id: "R38",
    title: "The range for managed services is large enough, overlaps nothing and is kept",
    severity: "error",
    source:
      "Google's page on private services access: /24 at least, /16 recommended; replacing the connection cuts every database off",
    fix: "use a /16 of its own, and give the connection the option protect",
    scope: "system",
    applies: {
      to: "private services access",
      when: (context) => every(context, CONNECTIONS).length > 0,
    },
    breaches: (context) => [
      ...every(context, ADDRESSES)
        .filter(({ inputs }) => textAt(inputs, "purpose") === "VPC_PEERING")
        .flatMap((range) => rangeFaults(context, range)),
      ...every(context, CONNECTIONS).flatMap((connection) =>
        broken(
          !connection.protect,
          connection,
          "",
          "isn't protected: without it every database is cut off; give the option protect",
        ),
      ),
    ],
  },
];

function withoutNat(context: PolicyContext): PolicyBreach[] {
  const served = every(context, NATS).map(regionOf);
  const seen = new Set<string | undefined>();
  return trusted(context, TEMPLATES).flatMap((template) => {
    const region = regionOf(template);
    const isFirst = !seen.has(region);
    seen.add(region);
    return broken(
      region !== undefined && isFirst && !served.includes(region),
      template,
      "region",
      `"${region}" has no NAT, so its instances can't fetch their images; declare a router and a NAT`,
    );
  });
}

function smallerNats(context: PolicyContext): PolicyBreach[] {
  const nats = trusted(context, NATS);
  const [wanted] = nats.filter((nat) => regionOf(nat) === context.situation.primary);
  if (wanted === undefined) return [];
  return nats.flatMap((nat) =>
    ["minPortsPerVm", "maxPortsPerVm", "natIps"].flatMap((path) => {
      const [is, most] = [countAt(nat, path), countAt(wanted, path)];
      return broken(
        is !== undefined && most !== undefined && is < most,
        nat,
        path,
        `"${is}" is less than the primary region's "${most}", so a failover runs out of ports; use the same`,
      );
    }),
  );
}

function countAt({ inputs }: Resource, path: string): number | undefined {
  return path === "natIps" ? listAt(inputs, path).length : numberAt(inputs, path);
}

function rangeFaults(context: PolicyContext, range: Resource): PolicyBreach[] {
  const length = numberAt(range.inputs, "prefixLength");
  const own = parseCidr(`${textAt(range.inputs, "address", "")}/${length}`);
  const hit = every(context, ["compute.Subnetwork"]).filter(({ inputs }) => {
    const subnet = parseCidr(textAt(inputs, "ipCidrRange") ?? "");
    return own !== undefined && subnet !== undefined && overlap(own, subnet);
  });
  return [
    ...broken(
      length !== undefined && length > 24,
      range,
      "prefixLength",
      `"${length}" is smaller than a /24, which one product alone may take; use 16`,
    ),
    ...broken(
      hit.length > 0,
      range,
      "address",
      `overlaps the subnet ${hit.map(({ name }) => name).join(", ")}; take another range`,
    ),
  ];
}
