import type { Structure } from "./structure";

/** A share that was counted, and the bounds that it lies within 95 times of 100. */
export interface Sampled {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Of a normal distribution: 95 of 100 lie so many deviations around its middle. */
const Z = 1.959964;

/** Counts how often a structure works. `uniform`: numbers from 0 to 1, of a generator with a seed. */
export function sampled(structure: Structure, runs: number, uniform: () => number): Sampled {
  let works = 0;
  for (let run = 0; run < runs; run += 1) {
    if (isUp(structure, new Map(), uniform)) works += 1;
  }
  return wilson(works, runs);
}

/** The interval of E. B. Wilson, 1927: right for shares close to 0 and 1 as well. */
export function wilson(works: number, runs: number): Sampled {
  const share = works / runs;
  const middle = (works + Z ** 2 / 2) / (runs + Z ** 2);
  const half = (Z * Math.sqrt((works * (runs - works)) / runs + Z ** 2 / 4)) / (runs + Z ** 2);
  return { share, low: middle - half, high: middle + half };
}

/** Half of the interval's width for a share and a number of runs, by the normal distribution. */
export function halfWidth(share: number, runs: number): number {
  return Z * Math.sqrt((share * (1 - share)) / runs);
}

/** Each part is drawn once in a run, wherever it stands. */
function isUp(one: Structure, drawn: Map<string, boolean>, uniform: () => number): boolean {
  if (one.is === "part") {
    const known = drawn.get(one.id);
    if (known !== undefined) return known;
    const up = uniform() < one.availability;
    drawn.set(one.id, up);
    return up;
  }
  return one.of.filter((inner) => isUp(inner, drawn, uniform)).length >= one.count;
}
