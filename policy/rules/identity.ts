import type { Resource } from "../../inventory/model";
import { isBlock, isLate, textAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { TEMPLATES } from "./template";

const ACCOUNTS = ["serviceaccount.Account"];
/** R9 holds where keys are. */
const KEYS = ["encryptionKeyName", "encryption", "diskEncryptionKey"];
/** A copy is made from what it copies; once made, it stands alone. */
const ORIGINS = ["asyncPrimaryDisk"];

export const identityRules: readonly PolicyRule[] = [
  {
    id: "R25",
    title:
      "No region needs another one, and every region's workloads have their account and rights",
    severity: "error",
    source:
      "a property of the graph: what depends on a lost region can't be stood up without it. The exceptions are a replica, which needs its writer, and a disk that is made as a copy",
    fix: "refer to global things and to those of the same region alone; declare account and rights",
    scope: "system",
    applies: { to: "everything that is in a region" },
    breaches: (context) => [
      ...context.inventory.resources.flatMap((resource) => crossings(context, resource)),
      ...every(context, TEMPLATES).flatMap((template) => account(context, template)),
    ],
  },
];

function crossings(context: PolicyContext, resource: Resource): PolicyBreach[] {
  const own = regionOf(resource);
  if (own === undefined || !resource.custom) return [];
  const others = Object.keys(context.situation.regions).filter((region) => region !== own);
  const needed = resource.dependencies.flatMap((urn) => context.byUrn.get(urn) ?? []);
  return [
    ...needed
      .filter((dependency) => others.includes(regionOf(dependency) ?? ""))
      .flatMap((dependency) =>
        broken(
          true,
          resource,
          "",
          `needs the ${kindOf(dependency)} ${dependency.name} of "${regionOf(dependency)}", so "${own}" can't be stood up without that region; cut the tie`,
        ),
      ),
    ...Object.entries(resource.inputs).flatMap(([path, value]) => {
      if ([...KEYS, ...ORIGINS].includes(path)) return [];
      const text = textsIn(value).find((link) => others.some((region) => leadsTo(link, region)));
      return broken(
        text !== undefined,
        resource,
        path,
        `"${text}" is in another region than "${own}"; use what is in the same region, or global`,
      );
    }),
  ];
}

function kindOf({ type }: Resource): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function leadsTo(link: string, region: string): boolean {
  return new RegExp(`/(regions|locations)/${region}/|/zones/${region}-`).test(link);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return isLate(value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isBlock(value) ? Object.values(value).flatMap(textsIn) : [];
}

function account(context: PolicyContext, template: Resource): PolicyBreach[] {
  const email = textAt(template.inputs, "serviceAccount.email");
  if (email === undefined) return [];
  const id = email.split("@")[0];
  const own = every(context, ACCOUNTS).find(({ inputs }) => textAt(inputs, "accountId") === id);
  const isThere = own !== undefined;
  const hasRights = every(context, ["projects.IAMMember"]).some(
    ({ inputs, propertyDependencies }) =>
      textAt(inputs, "member") === `serviceAccount:${email}` ||
      (own && (propertyDependencies["member"] ?? []).includes(own.urn)),
  );
  return [
    ...broken(
      !isThere,
      template,
      "serviceAccount.email",
      `"${email}" is an account that no stack declares, so no instance starts; declare it`,
    ),
    ...broken(
      isThere && !hasRights,
      template,
      "serviceAccount.email",
      `"${email}" has no right in the project, not even to write logs; grant what it needs`,
    ),
  ];
}
