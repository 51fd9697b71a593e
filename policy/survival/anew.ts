import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { textAt } from "../../inventory/values";
import { titled } from "./walk";

/** Kinds that no update brings back as they were, and why that is accepted. */
const NEVER: Readonly<Record<string, string>> = {
  "compute.Network":
    "everything stands in one network; Google refuses to delete it while it is used, and Pulumi protects it",
  "servicenetworking.Connection":
    "all databases are behind one connection; it is protected and abandoned, never deleted",
  "kms.CryptoKey":
    "a destroyed version can be had back for as long as the key says, 30 days here; Pulumi protects the key and leaves it in Google Cloud",
  "kms.KeyRing": "Google has no deletion of key rings; Pulumi protects it",
  "spanner.Instance":
    "Google refuses to delete an instance that holds backups, its databases are protected from dropping, and Pulumi protects it",
};
const RANGE =
  "the databases' range of addresses; Google refuses to release it while it is used, and Pulumi protects it";
const PUBLIC_ZONE =
  "a new zone has other name servers, which the registrar has to be told; Pulumi protects the zone";

/** Whether an update makes the same thing again once it has been deleted. */
export function isMadeAnew(resource: Resource): boolean {
  return !(kindName(resource.type) in NEVER) && special(resource) === undefined;
}

/** The steps that do it. */
export function anew(resource: Resource | undefined): string {
  return `pulumi refresh and up make ${resource ? titled(resource) : "it"} anew`;
}

/** Why the system stands on this one resource on purpose. */
export function keptOnPurpose(resource: Resource): string | undefined {
  const reason = special(resource) ?? NEVER[kindName(resource.type)];
  return resource.protect ? reason : undefined;
}

function special({ type, inputs }: Resource): string | undefined {
  const kind = kindName(type);
  if (kind === "compute.GlobalAddress" && textAt(inputs, "purpose") === "VPC_PEERING") return RANGE;
  return kind === "dns.ManagedZone" && textAt(inputs, "visibility", "public") === "public"
    ? PUBLIC_ZONE
    : undefined;
}
