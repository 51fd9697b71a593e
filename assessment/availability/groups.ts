import type { Group, RegionPart, WorkerGroups } from "../../topology/model";
import { crowd } from "./crowd";
import { type Beliefs, failingPart, type Parts } from "./parts";
import { all, atLeast, type Structure } from "./structure";

/** Machines of one service in one region: how many stand in each zone, and how many it needs. */
interface Machines {
  readonly zones: Readonly<Record<string, number>>;
  readonly needed: number;
}

/** Machines of a group that are a part each; of more, how many work is calculated by itself. */
const MOST_PARTS = 60;

/** A service in one region, its region aside; none where it doesn't stand there. */
export function groupIn(
  beliefs: Beliefs,
  parts: Parts,
  service: string,
  region: RegionPart,
): Structure | undefined {
  const machines = machinesOf(region, service);
  if (!machines) return undefined;
  const spec = beliefs.topology.services[service]?.spec;
  const provision = beliefs.durations("machine.provision").expected;
  const repair = provision + (spec?.runs.bootTime ?? 0);
  const failure = beliefs.frequencies("machine.failure");
  const total = Object.values(machines.zones).reduce((sum, count) => sum + count, 0);
  if (total > MOST_PARTS) {
    const machine = failingPart(service, failure, repair);
    const crowded = { service, region: region.name, machine, ...machines };
    return crowd(parts, crowded, (zone) => zoneOf(beliefs, parts, zone));
  }
  return atLeast(
    machines.needed,
    Object.entries(machines.zones).flatMap(([zone, count]) =>
      Array.from({ length: count }, (_, index) =>
        all(
          zoneOf(beliefs, parts, zone),
          parts.failing(`${service} ${index + 1} in ${zone}`, failure, repair),
        ),
      ),
    ),
  );
}

/** A zone takes all that is in it along. */
export function zoneOf({ durations, frequencies }: Beliefs, parts: Parts, zone: string): Structure {
  return parts.failing(zone, frequencies("zone.loss"), durations("zone.outage").expected);
}

export function regionOf(
  { durations, frequencies }: Beliefs,
  parts: Parts,
  region: string,
): Structure {
  return parts.failing(region, frequencies("region.loss"), durations("region.outage").expected);
}

function machinesOf(region: RegionPart, service: string): Machines | undefined {
  const workers = region.workers[service];
  if (workers) return workersOf(workers);
  const group = region.groups[service] ?? region.cluster?.pods[service];
  return group ? groupOf(group) : undefined;
}

/** What the autoscaler adds comes on top; a standby that is smaller grows before it serves. */
function groupOf({ zones, capacity }: Group): Machines {
  return { zones: spread(capacity.size, zones), needed: Math.min(capacity.needed, capacity.size) };
}

/** Tasks wait: one worker is enough for them to be done, later. */
function workersOf({ groups, least }: WorkerGroups): Machines {
  return { zones: Object.fromEntries(groups.map(({ zone }) => [zone, least])), needed: 1 };
}

/** As evenly as a regional group spreads them. */
export function spread(count: number, zones: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    zones.map((zone, index) => [
      zone,
      Math.floor(count / zones.length) + (index < count % zones.length ? 1 : 0),
    ]),
  );
}
