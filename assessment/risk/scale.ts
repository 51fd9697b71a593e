import type { Seconds } from "../../system/units";
import type { Consequence, Likelihood } from "./matrix";

/** Times a year from which on something is A, B, C, D. */
const OFTEN: readonly (readonly [Likelihood, number])[] = [
  ["A", 4],
  ["B", 1],
  ["C", 0.2],
  ["D", 0.05],
];

/** A: every quarter or more; B: every year; C: every five years; D: every twenty; E: less. */
export function likelihoodOf(perYear: number): Likelihood {
  return OFTEN.find(([, least]) => perYear >= least)?.[0] ?? "E";
}

/** Seconds from which on an outage is 5, 4, 3, 2. */
const LONG: readonly (readonly [Consequence, Seconds])[] = [
  [5, 24 * 3600],
  [4, 4 * 3600],
  [3, 3600],
  [2, 300],
];

/** 1: under five minutes; 2: under an hour; 3: under four; 4: under a day; 5: more, or nobody knows. */
export function consequenceOf(lasts: Seconds | undefined): Consequence {
  return LONG.find(([, least]) => (lasts ?? Infinity) >= least)?.[0] ?? 1;
}
