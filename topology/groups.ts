import type { Service } from "../system/schema/service";
import type { System } from "../system/schema/system";
import { capacity } from "./capacity";
import type { Canary, Group } from "./model";
import { groupName, type Naming } from "./naming";

/** The groups of a region, by service: one for each service that may ever run there like this. */
export function groupsOf(
  system: System,
  naming: Naming,
  region: string,
  on: "instances" | "kubernetes" = "instances",
): Readonly<Record<string, Group>> {
  const groups = Object.entries(system.services)
    .filter(([, service]) => service.runs.on === on && runsIn(service, region))
    .map(([name, service]) => [name, group(system, naming, name, service, region)] as const);
  return Object.fromEntries(groups);
}

/** Whether a service has a group in a region; one in a single zone only where its zone is named. */
export function runsIn(service: Service, region: string): boolean {
  return service.placement !== "single-zone" || service.zones?.[region] !== undefined;
}

/** Letters of the zones that a service's group is spread over. */
export function zoneLetters(system: System, service: Service, region: string): readonly string[] {
  return service.zones?.[region] ?? system.regions[region]?.zones ?? [];
}

/** Full names of a region's zones. */
export function zoneNames(system: System, region: string): readonly string[] {
  return (system.regions[region]?.zones ?? []).map((letter) => `${region}-${letter}`);
}

function group(
  system: System,
  naming: Naming,
  name: string,
  service: Service,
  region: string,
): Group {
  const sized = sizedGroup(system, naming, name, service, region);
  const canary = canaryOf(service, sized);
  return canary ? { ...sized, canary } : sized;
}

/** Its pods come on top of the others, so that these go on carrying the peak if it fails. */
function canaryOf(
  { release }: Service,
  { scaling, least }: Pick<Group, "scaling" | "least">,
): Canary | undefined {
  if (release?.next === undefined || release.canary === undefined) return undefined;
  const pods = scaling === "off" ? 0 : Math.ceil(release.canary * least);
  return { image: release.next, percent: Math.round(release.canary * 100), pods };
}

function sizedGroup(
  system: System,
  naming: Naming,
  name: string,
  service: Service,
  region: string,
): Omit<Group, "canary"> {
  const zones = zoneLetters(system, service, region).map((letter) => `${region}-${letter}`);
  const full = fullCapacity(service, zones.length);
  const peaks = peaksOf(service, zones.length);
  const shared = {
    name: groupName(naming, name, region),
    service: name,
    region,
    zones,
    capacity: full,
    scheduled: Object.fromEntries(peaks.map(([peak, { size }]) => [peak, size])),
  };
  const limits = limitsOf(service, zones.length);
  if (system.regions[region]?.state === "lost") return { ...shared, ...limits, scaling: "off" };
  if (region === system.primary) return { ...shared, ...limits, scaling: "on" };
  switch (system.standby) {
    case "hot":
      return { ...shared, ...limits, scaling: "on" };
    case "warm":
      return {
        ...shared,
        scheduled: {},
        // One for each zone; a small service is complete with fewer than a region of four zones has.
        least: Math.min(zones.length, full.size),
        most: limits.most,
        scaling: "on",
      };
    case "cold":
      return { ...shared, ...limits, scaling: "off" };
  }
}

function peaksOf({ schedules, load }: Service, zones: number) {
  return schedules.map(({ name, peak }) => {
    const perInstance = load?.perInstance ?? peak;
    return [name, capacity({ load: peak, perInstance, zones })] as const;
  });
}

/** Between which sizes an autoscaler moves, in a region that carries the whole peak. */
export function limitsOf(service: Service, zones: number) {
  const { size: least, most } = fullCapacity(service, zones);
  const peaks = peaksOf(service, zones).map(([, peak]) => peak.most);
  return { least, most: Math.max(most, ...peaks) };
}

/**
 * Every region is sized for the whole peak: in hot each serves a share of it but has to take all
 * when the other is lost, in warm and cold only the primary serves.
 */
export function fullCapacity(service: Service, zones: number) {
  const { load, runs } = service;
  if (!load) throw new Error("a service that takes requests has a load");
  const computed = capacity({ load: load.peak, perInstance: load.perInstance, zones });
  if (runs.on === "workers" || runs.size === undefined) return computed;
  const extra = runs.size - computed.size;
  return {
    ...computed,
    size: runs.size,
    most: computed.most + Math.max(0, extra),
    arithmetic: `${computed.arithmetic} = ${computed.size}; ${runs.size} described`,
  };
}
