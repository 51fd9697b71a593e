import type { Backend, Group, RegionPart, ServicePart, Topology } from "./model";
import { endpointsLink, groupLink, type Naming } from "./naming";

/** One group of instances for a region, or one group of endpoints for each of its zones. */
export function backendLinks(
  naming: Naming,
  service: string,
  { region, endpoints }: Pick<Backend, "region" | "endpoints">,
): readonly string[] {
  return (
    endpoints?.map((zone) => endpointsLink(naming, service, region, zone)) ?? [
      groupLink(naming, service, region),
    ]
  );
}

/** The same for a region that may be no backend now: pods have one in every zone, instances one. */
export function linksIn(
  { naming, regions, services }: Pick<Topology, "naming" | "regions" | "services">,
  service: string,
  region: string,
): readonly string[] {
  const pods = services[service]?.spec.runs.on === "kubernetes";
  const zones = regions[region]?.zones ?? [];
  return backendLinks(naming, service, pods ? { region, endpoints: zones } : { region });
}

/** The instances or the pods of every service that requests are sent to, in one region. */
export function groupsThere(region: RegionPart | undefined): Readonly<Record<string, Group>> {
  return { ...region?.groups, ...region?.cluster?.pods };
}

/** Whether a service runs in pods. */
export function inPods({ spec }: Pick<ServicePart, "spec">): boolean {
  return spec.runs.on === "kubernetes";
}
