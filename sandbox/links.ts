import { isObject, type Json, type JsonObject } from "./json";
import type { CloudResource } from "./model";

/** How the Compute API calls the collection of a kind in its links. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  Address: "addresses",
  Autoscaler: "autoscalers",
  BackendBucket: "backendBuckets",
  BackendService: "backendServices",
  Disk: "disks",
  Firewall: "firewalls",
  ForwardingRule: "forwardingRules",
  GlobalAddress: "addresses",
  GlobalForwardingRule: "forwardingRules",
  HealthCheck: "healthChecks",
  Image: "images",
  Instance: "instances",
  InstanceGroup: "instanceGroups",
  InstanceGroupManager: "instanceGroupManagers",
  InstanceTemplate: "instanceTemplates",
  MachineImage: "machineImages",
  ManagedSslCertificate: "sslCertificates",
  Network: "networks",
  NetworkEndpointGroup: "networkEndpointGroups",
  RegionAutoscaler: "autoscalers",
  RegionBackendService: "backendServices",
  RegionDisk: "disks",
  RegionHealthCheck: "healthChecks",
  RegionInstanceGroupManager: "instanceGroupManagers",
  RegionInstanceTemplate: "instanceTemplates",
  RegionNetworkEndpointGroup: "networkEndpointGroups",
  RegionSslCertificate: "sslCertificates",
  RegionSslPolicy: "sslPolicies",
  RegionTargetHttpProxy: "targetHttpProxies",
  RegionTargetHttpsProxy: "targetHttpsProxies",
  RegionUrlMap: "urlMaps",
  Reservation: "reservations",
  ResourcePolicy: "resourcePolicies",
  Router: "routers",
  SSLCertificate: "sslCertificates",
  SSLPolicy: "sslPolicies",
  SecurityPolicy: "securityPolicies",
  Snapshot: "snapshots",
  Subnetwork: "subnetworks",
  TargetHttpProxy: "targetHttpProxies",
  TargetHttpsProxy: "targetHttpsProxies",
  URLMap: "urlMaps",
};

const KNOWN = new Set([...Object.values(COLLECTIONS), "instanceGroups"]);

/** What the service computes about a resource itself, by which others refer to it. */
const OWN_LINKS = ["id", "selfLink", "selfLinkUnique", "instanceGroup"];

/**
 * A link in the one form that all compare by, such as `projects/p/global/networks/n`: full URLs,
 * `//service/…` names and those with `?uniqueId=…` mean the same. Undefined if it is no link.
 */
export function linkOf(text: string): string | undefined {
  const start = text.indexOf("projects/");
  if (start < 0 || !LEAD.test(text.slice(0, start))) return undefined;
  const link = text.slice(start).split("?")[0] ?? "";
  return LINK.test(link) ? link : undefined;
}

const LEAD = /^(?:(?:https?:)?\/\/[\w.-]+\/(?:[\w-]+\/)*)?$/;
const LINK = /^projects\/[^/\s]+(?:\/[^/\s]+)+$/;

/** A link to a compute resource: whether it names something is for the cloud to know. */
export interface ComputeLink {
  readonly project: string;
  readonly location: string;
}

/** What a link says where it clearly names a compute resource. */
export function computeLink(link: string): ComputeLink | undefined {
  const parts = link.split("/");
  const [, project = "", scope] = parts;
  const [location, collection, name, more] =
    scope === "global" ? [scope, ...parts.slice(3)] : parts.slice(3);
  const scoped = scope === "global" || scope === "regions" || scope === "zones";
  if (!scoped || location === undefined || name === undefined || more !== undefined) return;
  return KNOWN.has(collection ?? "") ? { project, location } : undefined;
}

/** Links by which others may refer to a resource. */
export function linksOf(resource: CloudResource): string[] {
  const links = OWN_LINKS.flatMap((key) => {
    const value = resource.properties[key];
    return typeof value === "string" ? (linkOf(value) ?? []) : [];
  });
  const own = links.filter((link) => isOwn(resource, link));
  return [...new Set([...addressLinks(resource), ...own])];
}

/** What has no link of its own, such as a replication, has that of the disk that it is made on for id. */
function isOwn({ kind }: CloudResource, link: string): boolean {
  const [service, type = ""] = kind.split(".");
  return service !== "compute" || type in COLLECTIONS || computeLink(link) === undefined;
}

/** What the address alone says. */
function addressLinks({ kind, project, location, name }: CloudResource): string[] {
  const [service, type = ""] = kind.split(".");
  const collection = COLLECTIONS[type];
  if (service !== "compute" || collection === undefined) return [];
  const scope = scopeOf(location);
  const link = (word: string) => `projects/${project}/${scope}/${word}/${name}`;
  return collection === "instanceGroupManagers"
    ? [link(collection), link("instanceGroups")]
    : [link(collection)];
}

function scopeOf(location: string): string {
  if (location === "global") return "global";
  return /-[a-z]$/.test(location) ? `zones/${location}` : `regions/${location}`;
}

/** Every link among a resource's properties but those to itself. */
export function linksIn(properties: JsonObject): Set<string> {
  const found = new Set<string>();
  for (const [key, value] of Object.entries(properties)) {
    if (!OWN_LINKS.includes(key)) collect(value, found);
  }
  return found;
}

function collect(value: Json, found: Set<string>): void {
  if (typeof value === "string") {
    const link = linkOf(value);
    if (link !== undefined) found.add(link);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
  } else if (isObject(value)) {
    for (const item of Object.values(value)) collect(item, found);
  }
}
