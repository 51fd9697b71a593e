import type { Part, Parts } from "./parts";
import { all, any, type Structure } from "./structure";

/** Machines that are alike, each in one of some zones. */
export interface Crowd {
  readonly service: string;
  readonly region: string;
  /** How many each zone has, by its full name. */
  readonly zones: Readonly<Record<string, number>>;
  readonly needed: number;
  /** Of one machine, as the model has it. */
  readonly machine: Pick<Part, "availability" | "why" | "basis">;
}

/**
 * Many machines without a part for each: which zones are there decides how many machines are, and of
 * those a binomial number works. Exact: "enough of these work" is one chance for each set of zones,
 * and a smaller chance is a larger one with another part in series.
 */
export function crowd(
  parts: Parts,
  crowded: Crowd,
  zoneOf: (zone: string) => Structure,
): Structure {
  const { service, region, zones, needed, machine } = crowded;
  const sets = subsets(Object.keys(zones)).map((set) => {
    const count = set.reduce((sum, zone) => sum + (zones[zone] ?? 0), 0);
    return { set, count, chance: chanceOfEnough(count, needed, machine.availability) };
  });
  const counts = [...new Set(sets.map(({ count }) => count))].sort((a, b) => b - a);
  let sofar = 1;
  let series: readonly Structure[] = [];
  const enough = new Map<number, Structure>();
  for (const count of counts) {
    const chance = chanceOfEnough(count, needed, machine.availability);
    if (chance === 0) continue;
    const id = `${needed} of ${count} machines of ${service} in ${region}`;
    series = [...series, parts.add({ ...machine, id, availability: Math.min(1, chance / sofar) })];
    sofar = chance;
    enough.set(count, all(...series));
  }
  return any(
    ...sets.flatMap(({ set, count }) => {
      const works = enough.get(count);
      return works ? [all(...set.map(zoneOf), works)] : [];
    }),
  );
}

/** The chance that at least `needed` of `count` work, each with the same; 0 to 1. */
export function chanceOfEnough(count: number, needed: number, each: number): number {
  if (needed <= 0) return 1;
  if (count < needed || each <= 0) return 0;
  if (each >= 1) return 1;
  // From none that fails upwards, in logarithms: powers of many machines are too small for a number.
  const odds = Math.log((1 - each) / each);
  let term = count * Math.log(each);
  let sum = Math.exp(term);
  for (let failed = 1; failed <= count - needed; failed += 1) {
    term += Math.log((count - failed + 1) / failed) + odds;
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}

function subsets(names: readonly string[]): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (sets, name) => [...sets, ...sets.map((set) => [...set, name])],
    [[]],
  );
}
