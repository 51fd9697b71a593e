import type { Backend } from "./backends";
import { distance } from "./distance";

/** Requests a second by the region they come from. */
export type Sources = Readonly<Record<string, number>>;

/** What becomes of a second's requests. */
export interface Outcome {
  /** By the region that answered. */
  readonly served: Readonly<Record<string, number>>;
  readonly failed: number;
  /** By group, as its machines see it, whether they can answer it or not. */
  readonly sent: ReadonlyMap<string, number>;
}

/**
 * Spreads requests over backends as a global load balancer does: the nearest region first, what it
 * has no room for to the next; when all are full, more to each in the measure of its capacity. Then
 * a machine that is dead fails its share, and one that gets too much fails the rest.
 */
export function balance(sources: Sources, backends: readonly Backend[]): Outcome {
  const sent = new Map(backends.map(({ group }) => [group, 0]));
  const give = (group: string, rate: number) => sent.set(group, (sent.get(group) ?? 0) + rate);
  let over = 0;
  for (const [from, rate] of Object.entries(sources)) {
    let left = rate;
    for (const there of nearestFirst(from, backends)) {
      const rooms = there.map(({ group, capacity }) => capacity - (sent.get(group) ?? 0));
      const parts = split(left, rooms);
      for (const [index, { group }] of there.entries()) give(group, parts[index] ?? 0);
      left -= parts.reduce((sum, part) => sum + part, 0);
    }
    over += left;
  }
  const total = backends.reduce((sum, { capacity }) => sum + capacity, 0);
  if (over > 0 && total > 0) {
    for (const { group, capacity } of backends) give(group, (over * capacity) / total);
  }
  return outcome(sources, backends, sent);
}

/** The backends of each region together, the nearest region first. */
function nearestFirst(from: string, backends: readonly Backend[]): readonly (readonly Backend[])[] {
  const regions = [...new Set(backends.map(({ region }) => region))];
  return regions
    .sort((a, b) => distance(from, a) - distance(from, b))
    .map((region) => backends.filter((one) => one.region === region));
}

/** As much of a rate as there is room for, each in the measure of its own; one without limits takes all. */
function split(rate: number, rooms: readonly number[]): readonly number[] {
  const open = rooms.map((room) => Math.max(0, room));
  const endless = open.indexOf(Number.POSITIVE_INFINITY);
  if (endless >= 0) return open.map((_, index) => (index === endless ? rate : 0));
  const whole = open.reduce((sum, room) => sum + room, 0);
  return whole <= rate ? open : open.map((room) => (rate * room) / whole);
}

function outcome(
  sources: Sources,
  backends: readonly Backend[],
  sent: ReadonlyMap<string, number>,
): Outcome {
  const served: Record<string, number> = {};
  let failed = Object.values(sources).reduce((sum, rate) => sum + rate, 0);
  for (const { group, region, machines, dead, rate } of backends) {
    const live = machines.length - dead;
    const reached = ((sent.get(group) ?? 0) * live) / machines.length;
    const answered = Math.min(reached, live * rate);
    served[region] = (served[region] ?? 0) + answered;
    failed -= answered;
  }
  return { served, failed: failed < HAIR ? 0 : failed, sent };
}

/** What is left when fractions that should make a whole don't quite. */
const HAIR = 1e-6;
