import type { Plan, Step, Term } from "../../recovery/model";
import type { Seconds } from "../../system/units";
import { type Drill, ENOUGH_DRILLS } from "./evidence";

/**
 * The plan with what drills have measured in place of what was assumed. A drill in the sandbox draws
 * its times from the same file as the plan, so it proves none.
 */
export function measuredPlan(plan: Plan, drills: readonly Drill[]): Plan {
  const real = drills.filter(({ where, of }) => where === "cloud" && of === plan.of);
  if (real.length === 0) return plan;
  return { ...plan, steps: plan.steps.map((step) => measuredStep(step, real)) };
}

function measuredStep(step: Step, drills: readonly Drill[]): Step {
  const lengths = drills
    .flatMap(({ steps }) => steps[step.id] ?? [])
    .sort((one, other) => one - other);
  const assumed = longest(step.takes);
  if (lengths.length === 0 || !assumed) return step;
  return { ...step, takes: [measuredTerm(step, assumed, lengths, newest(drills, step.id))] };
}

/** Few drills say what is usual; only enough of them say what is the worst. */
function measuredTerm(
  { takes }: Step,
  { phase, of }: Term,
  lengths: readonly Seconds[],
  asOf: string,
): Term {
  const usual = lengths[Math.floor(lengths.length / 2)] ?? 0;
  const [least = 0, most = 0] = [lengths[0], lengths.at(-1)];
  const enough = lengths.length >= ENOUGH_DRILLS;
  const assumed = (bound: "best" | "worst") => takes.reduce((sum, term) => sum + term[bound], 0);
  return {
    phase,
    of,
    what: `${takes.map(({ what }) => what).join(", ")}; measured ${times(lengths.length)}`,
    best: enough ? least : Math.min(least, assumed("best")),
    expected: usual,
    worst: enough ? most : Math.max(most, assumed("worst")),
    basis: "measured",
    source: enough ? "drills" : `drills, and until there are ${ENOUGH_DRILLS} the assumed worst`,
    asOf,
  };
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function newest(drills: readonly Drill[], step: string): string {
  const days = drills.flatMap(({ on, steps }) => (steps[step] === undefined ? [] : [on]));
  return days.sort().at(-1) ?? "";
}

function longest([first, ...rest]: readonly Term[]): Term | undefined {
  if (!first) return undefined;
  return rest.reduce((most, term) => (term.worst > most.worst ? term : most), first);
}
