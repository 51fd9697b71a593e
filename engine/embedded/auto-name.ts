import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** How a kind of resource is named by its provider when the program gives no name. */
export interface AutoName {
  /** The input that takes the name. */
  readonly property: string;
  /** Most characters that the name may have. */
  readonly max: number;
  /** Whether the logical name is lower-cased first. */
  readonly lower: boolean;
}

/** Rules of naming by type token; `undefined` where names are never made up. */
export type AutoNames = (type: string) => AutoName | undefined;

const FIELDS = path.join(__dirname, "../../inventory/fields");
const LONGEST = 255; // the bridge's own limit, where the provider sets none

const LOWERED = { property: "name", max: 63, lower: true };
const SPECIAL: Readonly<Record<string, AutoName>> = {
  "compute.BackendService": LOWERED,
  "compute.HttpHealthCheck": LOWERED,
  "compute.HttpsHealthCheck": LOWERED,
  "compute.Network": LOWERED,
  "compute.Router": LOWERED,
  "compute.RouterNat": LOWERED,
  "compute.SecurityPolicy": LOWERED,
  "compute.Subnetwork": LOWERED,
  "compute.TargetHttpProxy": LOWERED,
  "compute.TargetHttpsProxy": LOWERED,
  "compute.URLMap": LOWERED,
  "serviceaccount.Account": { property: "accountId", max: 30, lower: false },
  "storage.Bucket": { property: "name", max: 222, lower: false },
};

// Here `name` says which thing is meant, or has a form that can't be made up: never invent one.
const REFERENCES = new Set([
  "compute.DiskResourcePolicyAttachment",
  "compute.RegionDiskResourcePolicyAttachment",
  "dns.RecordSet",
  "firestore.Database",
  "gkehub.Feature",
  "logging.Metric",
  "spanner.Database",
  "sql.Database",
  "sql.User",
]);

// Access to something says by its name what it is about.
const ACCESS = /I(am|AM)(Binding|Member|Policy)$/;

/** The rules of Google's provider: every kind with a text input `name`, read from the field rules. */
export function googleAutoNames(fields: string = FIELDS): AutoNames {
  const rules = new Map(Object.entries(SPECIAL));
  const lines = ["google.tsv", "declared.tsv"].flatMap((file) =>
    readFileSync(path.join(fields, file), "utf8").split("\n"),
  );
  for (const line of lines) {
    const [kind = "", field, type, flags = ""] = line.split("\t");
    if (field !== "name" || type !== "string" || flags.split(",").includes("OUT")) continue;
    if (REFERENCES.has(kind) || ACCESS.test(kind) || rules.has(kind)) continue;
    rules.set(kind, { property: "name", max: LONGEST, lower: false });
  }
  return (type) => rules.get(kindOf(type));
}

/** `gcp:compute/network:Network` is `compute.Network` in the field rules. */
function kindOf(type: string): string {
  const [, module, kind] = /^gcp:([^/]+)\/[^:]+:(.+)$/.exec(type) ?? [];
  return `${module}.${kind}`;
}

/**
 * The name that is made up for a resource. The provider draws its seven digits at random; here they
 * follow from the URN, so that two previews of the same program are the same.
 */
export function autoName(rule: AutoName, urn: string, logicalName: string): string {
  const prefix = `${rule.lower ? logicalName.toLowerCase() : logicalName}-`;
  if (prefix.length + 7 > rule.max) {
    const limit = `is longer than maximum length ${rule.max}`; // worded as the provider words it
    throw new Error(`name '${prefix}' plus 7 random chars ${limit}`);
  }
  return prefix + createHash("sha256").update(urn).digest("hex").slice(0, 7);
}
