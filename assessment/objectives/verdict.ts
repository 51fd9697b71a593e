import type { Seconds } from "../../system/units";
import type { Estimate } from "./estimate";

/** What an objective comes to, the worst first. */
export const VERDICTS = [
  "breached-unattainable",
  "breached-can-be-met",
  "not-assessable",
  "at-risk",
  "met-unproven",
  "met",
  "no-objective",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What decides beside the estimate. */
export interface Known {
  /** A drill that is young enough has met the objective. */
  readonly proven: boolean;
  /** Whether some change of the description meets it; nobody has looked: whether it fits at best. */
  readonly attainable?: boolean;
}

/**
 * Met: even at worst, and a drill has shown it. At risk: as a rule, but not at worst. Unknown is
 * never met; what nobody has described may still be known to be too much.
 */
export function verdictOf(
  estimate: Estimate,
  objective: Seconds | undefined,
  { proven, attainable }: Known,
): Verdict {
  if (objective === undefined) return "no-objective";
  if (estimate.is === "unknown") return "not-assessable";
  const breached = (possible: boolean): Verdict =>
    possible ? "breached-can-be-met" : "breached-unattainable";
  if (estimate.is === "never") return breached(attainable ?? false);
  const { best, expected, worst, open } = estimate;
  if (expected.seconds > objective) return breached(attainable ?? best.seconds <= objective);
  if (open.length > 0) return "not-assessable";
  if (worst.seconds > objective) return "at-risk";
  return proven ? "met" : "met-unproven";
}

/** Below 0: the first is worse. */
export function compareVerdicts(one: Verdict, other: Verdict): number {
  return VERDICTS.indexOf(one) - VERDICTS.indexOf(other);
}

export function isBreached(verdict: Verdict): boolean {
  return verdict === "breached-unattainable" || verdict === "breached-can-be-met";
}
