import { regionOf } from "../../address";
import type { Cloud } from "../../cloud";
import { groups, type Machine, stateOf } from "./machine";
import type { GroupPolicy } from "./policy";

/** Where machines can be had for a group, and where not and why. */
export interface Room {
  readonly open: readonly string[];
  readonly refused: Readonly<Record<string, string>>;
}

/** Zones that are there; those without machines to give are named with Google's reason. */
export function roomFor(cloud: Cloud, { region, zones }: GroupPolicy): Room {
  const refused: Record<string, string> = {};
  const open = zones.filter((zone) => !cloud.faults.isLost(zone));
  const full = quotaReached(cloud, region);
  for (const zone of open) {
    if (full) refused[zone] = "QUOTA_EXCEEDED";
    for (const fault of cloud.faults.active()) {
      if (fault.kind === "no-capacity" && fault.zone === zone) {
        refused[zone] = "ZONE_RESOURCE_POOL_EXHAUSTED";
      }
    }
  }
  return { open, refused };
}

function quotaReached(cloud: Cloud, region: string): boolean {
  const limits = [...cloud.faults.active()].flatMap((fault) =>
    fault.kind === "quota" && fault.metric === "instances" && fault.region === region
      ? [fault.most]
      : [],
  );
  return limits.length > 0 && machinesIn(cloud, region) >= Math.min(...limits);
}

function machinesIn(cloud: Cloud, region: string): number {
  let count = 0;
  for (const group of groups(cloud)) {
    if (regionOf(group.location) === region) count += stateOf(cloud, group.id).machines.length;
  }
  return count;
}

/**
 * The zone of the next machine: the emptiest one. A group that keeps its zones even waits for a zone
 * that has none to give; with the other shapes the others take over (Google's page on regional groups). What stands in
 * a zone that isn't there is counted, and the rest is for the others.
 */
export function zoneFor(
  { shape }: GroupPolicy,
  { open, refused }: Room,
  machines: readonly Machine[],
  size: number,
): string | undefined {
  const free = open.filter((zone) => refused[zone] === undefined);
  const counts = countsOf(open, machines);
  if (shape === "ANY_SINGLE_ZONE") {
    return free.find((zone) => (counts.get(zone) ?? 0) > 0) ?? free[0];
  }
  if (shape !== "EVEN") return emptiest(free, counts);
  const away = machines.filter(({ zone }) => !open.includes(zone)).length;
  const share = Math.ceil((size - away) / open.length);
  return emptiest(
    free.filter((zone) => (counts.get(zone) ?? 0) < share),
    counts,
  );
}

function emptiest(zones: readonly string[], counts: ReadonlyMap<string, number>) {
  const count = (zone: string) => counts.get(zone) ?? 0;
  return [...zones].sort((a, b) => count(a) - count(b))[0];
}

/** Machines by zone. */
export function countsOf(
  zones: readonly string[],
  machines: readonly Machine[],
): ReadonlyMap<string, number> {
  const counts = new Map(zones.map((zone) => [zone, 0]));
  for (const { zone } of machines) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return counts;
}

/** Those to take out: what doesn't answer, then one by one from the fullest zone, the newest first. */
export function victims(
  zones: readonly string[],
  machines: readonly Machine[],
  count: number,
): readonly Machine[] {
  const left = [...machines].sort(
    (a, b) =>
      Number(a.answers) - Number(b.answers) ||
      b.startedAt - a.startedAt ||
      (a.name < b.name ? -1 : 1),
  );
  const chosen: Machine[] = [];
  while (chosen.length < count) {
    const counts = countsOf(zones, left);
    const fullest = Math.max(...counts.values());
    const place = left.findIndex(({ zone, answers }) => !answers || counts.get(zone) === fullest);
    chosen.push(...left.splice(Math.max(0, place), 1));
  }
  return chosen;
}
