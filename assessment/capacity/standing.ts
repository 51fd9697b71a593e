import type { RequestsPerSecond } from "../../system/units";
import { lostWithZone } from "../../topology/capacity";
import type { Group, Topology } from "../../topology/model";

/** What is taken away. Zones by their full name. */
export type Missing =
  | { readonly is: "nothing" }
  /** One instance of every service in every region: an upgrade takes them one by one. */
  | { readonly is: "instance" }
  | { readonly is: "zone"; readonly zone: string; readonly region: string }
  /** The rule of N+2: one zone lost, while one instance is out. */
  | { readonly is: "zone and instance"; readonly zone: string; readonly region: string }
  | { readonly is: "region"; readonly region: string };

/** The most that a service is described to get, a known peak included. */
export function demandOf(topology: Topology, service: string): RequestsPerSecond | undefined {
  const spec = topology.services[service]?.spec;
  if (!spec?.load) return undefined;
  return Math.max(spec.load.peak, ...spec.schedules.map(({ peak }) => peak));
}

/** Instances that take a service's requests at its peak, over all regions, with this missing. */
export function instancesLeft(topology: Topology, service: string, missing: Missing): number {
  const open = topology.services[service]?.backends ?? [];
  return open
    .filter(({ capacityScaler }) => capacityScaler === 1)
    .flatMap(({ region }) => groupIn(topology, service, region) ?? [])
    .reduce((sum, group) => sum + leftOf(group, missing), 0);
}

/**
 * Instances that are there once the autoscaler has made up for a lost zone: as far as its limits let
 * it, in the zones that are left. Anything else that is missing comes back by itself.
 */
export function instancesGrown(topology: Topology, service: string, missing: Missing): number {
  const open = topology.services[service]?.backends ?? [];
  const lost =
    missing.is === "zone" || missing.is === "zone and instance" ? missing.zone : undefined;
  return open
    .filter(({ capacityScaler }) => capacityScaler === 1)
    .flatMap(({ region }) => groupIn(topology, service, region) ?? [])
    .reduce((sum, group) => {
      const standing = standingOf(group);
      if (lost === undefined || !group.zones.includes(lost)) return sum + standing;
      const room = group.zones.length === 1 ? 0 : group.most - inZone(group, lost);
      return sum + Math.min(standing, Math.max(0, room));
    }, 0);
}

/** Instances, or pods, of a service in a region; none where it has no group. */
function groupIn({ regions }: Topology, service: string, region: string): Group | undefined {
  const part = regions[region];
  return part?.groups[service] ?? part?.cluster?.pods[service];
}

function leftOf(group: Group, missing: Missing): number {
  const standing = standingOf(group);
  switch (missing.is) {
    case "nothing":
      return standing;
    case "instance":
      return Math.max(0, standing - 1);
    case "zone":
      return Math.max(0, standing - inZone(group, missing.zone));
    case "zone and instance":
      // An instance that is out in a region that has lost nothing is not what the rule is about.
      return missing.region === group.region
        ? Math.max(0, standing - inZone(group, missing.zone) - 1)
        : standing;
    case "region":
      return missing.region === group.region ? 0 : standing;
  }
}

function standingOf({ scaling, least, scheduled }: Group): number {
  return scaling === "off" ? 0 : Math.max(least, ...Object.values(scheduled));
}

/** Spread evenly; the zone that has one more is the one that goes. */
function inZone(group: Group, zone: string): number {
  if (!group.zones.includes(zone)) return 0;
  return group.zones.length === 1
    ? standingOf(group)
    : lostWithZone(standingOf(group), group.zones.length);
}
