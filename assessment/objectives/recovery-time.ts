import type { Plan, Term } from "../../recovery/model";
import type { Required } from "../../recovery/requires";
import { lostMeans } from "./means";
import { type Back, backAfter } from "../../recovery/plan/back";
import type { Bound } from "../../recovery/plan/critical-path";
import type { Topology } from "../../topology/model";
import { BOUNDS, type Estimate, none, type TermOf, timed, type Timed } from "./estimate";

/** How long it takes until all of `names` work again: the longest way through the plan to them. */
export function recoveryTime(plan: Plan, topology: Topology, names: readonly string[]): Estimate {
  const [best, expected, worst] = BOUNDS.map((bound) => backAfter(plan, topology, names, bound));
  if (!best || !expected || !worst) return { is: "unknown", because: "no bound was asked for" };
  const means = lostMeans(plan, topology, names);
  if (means) return { is: "never", because: lostWithIt(means, plan) };
  if ("missing" in worst) return { is: "unknown", because: nobodyBrings(worst.missing, plan) };
  if ("untouched" in worst) return none(worst.untouched);
  const open = [best, expected, worst].flatMap((back) =>
    "path" in back ? back.path.terms.flatMap(({ open }) => open ?? []) : [],
  );
  return {
    is: "known",
    best: along(best, "best"),
    expected: along(expected, "expected"),
    worst: along(worst, "worst"),
    open: [...new Set(open)],
  };
}

function along(back: Back, bound: Bound): Timed {
  if (!("path" in back)) return timed([]);
  return timed(back.path.terms.map((term) => termOf(term, bound)));
}

function termOf({ phase, of, what, basis, source, asOf, ...range }: Term, bound: Bound): TermOf {
  const seconds = range[bound];
  const dated = asOf === undefined ? {} : { asOf };
  return { phase, resource: of, what, seconds, basis, source, ...dated };
}

function lostWithIt({ what, where }: Required, { event, of }: Plan): string {
  return `the recovery from ${event ?? "this"} of ${of} needs ${what}, which is in ${where} alone`;
}

function nobodyBrings(missing: readonly string[], { event, of }: Plan): string {
  return `the plan for ${event ?? "this"} of ${of} has no step that brings ${missing.join(", ")} back`;
}
