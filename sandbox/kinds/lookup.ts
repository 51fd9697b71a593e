import type { Cloud } from "../cloud";
import { at, isObject, type Json, type JsonObject } from "../json";
import type { CloudResource } from "../model";

/** What a collection in a link holds: in all regions at once, in one region, in one zone. */
const COLLECTIONS: Readonly<
  Record<string, readonly [global: string, region: string, zone: string]>
> = {
  addresses: ["compute.GlobalAddress", "compute.Address", ""],
  backendServices: ["compute.BackendService", "compute.RegionBackendService", ""],
  disks: ["", "compute.RegionDisk", "compute.Disk"],
  healthChecks: ["compute.HealthCheck", "compute.RegionHealthCheck", ""],
  instanceGroupManagers: ["", "compute.RegionInstanceGroupManager", "compute.InstanceGroupManager"],
  instanceGroups: ["", "compute.RegionInstanceGroupManager", "compute.InstanceGroupManager"],
  instanceTemplates: ["compute.InstanceTemplate", "compute.RegionInstanceTemplate", ""],
  networkEndpointGroups: ["", "", "compute.NetworkEndpointGroup"],
  networks: ["compute.Network", "", ""],
  resourcePolicies: ["", "compute.ResourcePolicy", ""],
  snapshots: ["compute.Snapshot", "", ""],
  subnetworks: ["", "compute.Subnetwork", ""],
  targetHttpProxies: ["compute.TargetHttpProxy", "compute.RegionTargetHttpProxy", ""],
  targetHttpsProxies: ["compute.TargetHttpsProxy", "compute.RegionTargetHttpsProxy", ""],
  urlMaps: ["compute.URLMap", "compute.RegionUrlMap", ""],
};

const LINK = /projects\/([^/]+)\/(global|(?:regions|zones)\/[^/]+)\/(\w+)\/([^/?]+)$/;

/** What each link means, whether it exists or not: each request follows the same ones. */
const IDS = new Map<string, string | undefined>();

/** The resource that a link or an id such as `projects/p/regions/r/disks/d` means, if it exists. */
export function byLink(cloud: Cloud, link: Json | undefined): CloudResource | undefined {
  if (typeof link !== "string") return undefined;
  if (!IDS.has(link)) IDS.set(link, idIn(link));
  const id = IDS.get(link);
  return id === undefined ? undefined : cloud.find(id);
}

function idIn(link: string): string | undefined {
  const [, project, scope = "", collection = "", name] = LINK.exec(link.split("?")[0] ?? "") ?? [];
  const kinds = COLLECTIONS[collection];
  if (!kinds || project === undefined || name === undefined) return undefined;
  const [word = "", place = "global"] = scope.split("/");
  const kind = kinds[word === "zones" ? 2 : word === "regions" ? 1 : 0];
  return `${kind}:${project}/${place}/${name}`;
}

/** Whether a link means this resource. */
export function means(cloud: Cloud, link: Json | undefined, { id }: CloudResource): boolean {
  return byLink(cloud, link)?.id === id;
}

/** The last part of a link, or a plain name as it is. */
export function lastPart(link: string): string {
  return link.slice(link.lastIndexOf("/") + 1);
}

/** A number at a path; what is given as text counts too, as APIs write long numbers so. */
export function numberAt(value: Json | undefined, path: string): number | undefined {
  const found = at(value, path);
  if (typeof found === "number") return found;
  return typeof found === "string" && found !== "" && Number.isFinite(Number(found))
    ? Number(found)
    : undefined;
}

export function textAt(value: Json | undefined, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** The blocks of a list; one that is given without its list counts as a list of one. */
export function blocksAt(value: Json | undefined, path: string): readonly JsonObject[] {
  const found = at(value, path);
  if (isObject(found)) return [found];
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The texts of a list, or a single one. */
export function textsAt(value: Json | undefined, path: string): readonly string[] {
  const found = at(value, path);
  if (typeof found === "string") return [found];
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}
