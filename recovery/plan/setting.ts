import type { Seconds } from "../../system/units";
import type { Topology } from "../../topology/model";
import type { Durations } from "../durations";
import type { Phase, Term } from "../model";

/** What every planner knows: what exists, and how long things take. */
export interface Setting {
  readonly topology: Topology;
  readonly durations: Durations;
}

/** A term out of the file of durations, times an amount where the line is per unit. */
export function known(
  { durations }: Setting,
  phase: Phase,
  id: string,
  of: string,
  what: string,
  amount = 1,
): Term {
  const { best, expected, worst, basis, source, asOf } = durations(id);
  return {
    phase,
    of,
    what,
    best: best * amount,
    expected: expected * amount,
    worst: worst * amount,
    basis,
    source,
    asOf,
  };
}

/** A term that the description gives: the same at best and at worst. */
export function declared(phase: Phase, seconds: Seconds, of: string, what: string): Term {
  return {
    phase,
    of,
    what,
    best: seconds,
    expected: seconds,
    worst: seconds,
    basis: "declared",
    source: "the system description",
  };
}
