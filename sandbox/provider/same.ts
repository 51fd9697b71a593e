import type { Json } from "../json";
import { withoutHost } from "../kinds/identity";

/** Lists whose order means nothing, by kind: Terraform's sets, from the provider's schemas. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  "certificatemanager.Certificate": ["managed.domains"],
  "compute.BackendService": ["backends", "healthChecks"],
  "compute.Firewall": [
    "allows",
    "denies",
    "destinationRanges",
    "sourceRanges",
    "sourceServiceAccounts",
    "sourceTags",
    "targetServiceAccounts",
    "targetTags",
  ],
  "compute.InstanceGroupManager": ["namedPorts", "targetPools"],
  "compute.RegionBackendService": ["backends", "healthChecks"],
  "compute.RegionInstanceGroupManager": ["distributionPolicyZones", "namedPorts", "targetPools"],
  "compute.RegionInstanceTemplate": ["serviceAccount.scopes", "tags"],
  "compute.InstanceTemplate": ["serviceAccount.scopes", "tags"],
  "compute.RouterNat": ["natIps", "rules", "subnetworks"],
  "compute.SSLPolicy": ["customFeatures"],
  "compute.SecurityPolicy": ["rules", "rules.match.config.srcIpRanges"],
  "compute.URLMap": ["hostRules", "hostRules.hosts", "pathMatchers.pathRules.paths"],
  "dns.ManagedZone": ["privateVisibilityConfig.networks"],
  "sql.DatabaseInstance": [
    "settings.databaseFlags",
    "settings.ipConfiguration.authorizedNetworks",
    "settings.ipConfiguration.pscConfigs",
  ],
  "storage.Bucket": ["lifecycleRules.condition.matchesPrefixes", "cors"],
};

/** Values that are the same in any case. */
const ANY_CASE: Readonly<Record<string, readonly string[]>> = {
  "compute.BackendService": ["protocol"],
  "compute.Firewall": ["allows.protocol", "denies.protocol"],
  "storage.Bucket": ["location", "customPlacementConfig.dataLocations"],
};

/** Names that may be led by `project:`. */
const PROJECT_LED: Readonly<Record<string, readonly string[]>> = {
  "sql.DatabaseInstance": ["masterInstanceName", "replicationCluster.failoverDrReplicaName"],
};

export function isSet(kind: string, path: string): boolean {
  return SETS[kind]?.includes(path) ?? false;
}

/** Whether the provider takes two values that aren't blocks or lists for the same. */
export function isSameValue(kind: string, path: string, one: Json, other: Json): boolean {
  if (shown(one) === shown(other)) return true;
  if (typeof one !== "string" || typeof other !== "string") return false;
  if (ANY_CASE[kind]?.includes(path)) return one.toLowerCase() === other.toLowerCase();
  if (PROJECT_LED[kind]?.includes(path)) return afterProject(one) === afterProject(other);
  return isSameLink(one, other);
}

/** Full links, partial ones and bare names: `…/global/networks/n` and `n` may name the same thing. */
function isSameLink(one: string, other: string): boolean {
  const [a, b] = [withoutHost(one), withoutHost(other)];
  if (a === b) return true;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return short !== "" && long.startsWith("projects/") && long.endsWith(`/${short}`);
}

/** A name without the `project:` that may lead it. */
export function afterProject(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** `5` and `"5"` are the same: the schema says which it is, not the value. */
function shown(value: Json): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
