import type { Service, WorkerRuntime } from "../system/schema/service";
import type { System } from "../system/schema/system";
import { runsIn, zoneLetters } from "./groups";
import type { WorkerGroups } from "./model";
import { type Naming, topicName, zonalGroupName } from "./naming";

/** The workers of a region, by service. */
export function workersOf(
  system: System,
  naming: Naming,
  region: string,
): Readonly<Record<string, WorkerGroups>> {
  const groups = Object.entries(system.services).flatMap(([name, service]) =>
    service.runs.on === "workers" && runsIn(service, region)
      ? [[name, workerGroups(system, naming, name, service, service.runs, region)] as const]
      : [],
  );
  return Object.fromEntries(groups);
}

/**
 * One group for each zone, because only a zonal autoscaler is known to follow a queue. Each sees
 * the whole backlog, so what justifies one more instance is multiplied by the number of zones that
 * work. Every region may grow to carry all of it.
 */
function workerGroups(
  system: System,
  naming: Naming,
  name: string,
  service: Service,
  runs: WorkerRuntime,
  region: string,
): WorkerGroups {
  const zones = zoneLetters(system, service, region).map((letter) => `${region}-${letter}`);
  const working = Object.keys(system.regions).filter(
    (place) =>
      runsIn(service, place) &&
      works(system, service, place) &&
      // A planned region counts in its own stack alone.
      (system.regions[place]?.state === "standing" || place === region),
  );
  const workingZones = working.flatMap((place) => zoneLetters(system, service, place)).length;
  return {
    service: name,
    region,
    groups: zones.map((zone) => ({ zone, name: zonalGroupName(naming, name, zone) })),
    subscription: topicName(naming, runs.queue),
    scaling: works(system, service, region) ? "on" : "off",
    least: 1,
    most: Math.ceil(runs.most / zones.length),
    share: runs.tasksPerInstance * Math.max(1, workingZones),
  };
}

/**
 * Whether a region takes tasks now. Workers take them without being sent any, so those that belong
 * where the writes are wait everywhere else, and a cold standby's do anyway.
 */
function works(system: System, service: Service, region: string): boolean {
  if (system.regions[region]?.state === "lost") return false;
  if (region === system.primary || service.placement === "single-zone") return true;
  return service.placement === "multi-region" && system.standby !== "cold";
}
