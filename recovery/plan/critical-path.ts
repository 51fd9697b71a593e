import type { DurationRange } from "../durations";
import type { Plan, Step, Term } from "../model";
import { onceFor } from "../../system/once";

/** Which of the three lengths of a range is meant. */
export type Bound = keyof DurationRange;

/** The longest way through a plan: it decides how long the recovery takes. */
export interface CriticalPath {
  readonly steps: readonly Step[];
  /** Of detection and all steps on the way; their sum is `seconds`. */
  readonly terms: readonly Term[];
  readonly seconds: number;
}

/** How long one step takes, in seconds. */
export function lengthOf(step: Step, bound: Bound): number {
  return step.takes.reduce((sum, term) => sum + term[bound], 0);
}

/**
 * The critical path up to one step, or through the whole plan. Each bound may have another path:
 * what is slow at worst needn't be what is slow as a rule.
 */
export function criticalPath(plan: Plan, bound: Bound, until?: string): CriticalPath {
  const ends = finishes(plan, bound);
  const noticed = noticing(plan, bound);
  const steps: Step[] = [];
  let next = until === undefined ? latest(plan.steps, ends) : stepOf(plan, until);
  while (next !== undefined) {
    steps.unshift(next);
    const before = latest(needed(plan, next), ends);
    // What is waited for is either the step before, or that somebody notices.
    const waits = before !== undefined && (next.automatic || (ends.get(before.id) ?? 0) > noticed);
    next = waits ? before : undefined;
  }
  const detection = steps[0]?.automatic ? [] : plan.detection;
  const terms = [...detection, ...steps.flatMap(({ takes }) => takes)];
  return { steps, terms, seconds: terms.reduce((sum, term) => sum + term[bound], 0) };
}

/** From the event until a person knows, in seconds. */
function noticing({ detection }: Plan, bound: Bound): number {
  return detection.reduce((sum, term) => sum + term[bound], 0);
}

/** When each step is done, in seconds after the event. */
export function finishes(plan: Plan, bound: Bound): ReadonlyMap<string, number> {
  const known = finished(plan);
  const ends = known.get(bound) ?? endsOf(plan, bound);
  known.set(bound, ends);
  return ends;
}

const finished = onceFor<Plan, Map<Bound, ReadonlyMap<string, number>>>(() => new Map());

function endsOf(plan: Plan, bound: Bound): ReadonlyMap<string, number> {
  const noticed = noticing(plan, bound);
  const ends = new Map<string, number>();
  for (const step of plan.steps) {
    const needs = step.needs.map((id) => {
      const end = ends.get(id);
      if (end === undefined) throw new Error(`step ${step.id} needs ${id}, which isn't before it`);
      return end;
    });
    const begin = step.automatic ? 0 : noticed;
    ends.set(step.id, Math.max(begin, ...needs) + lengthOf(step, bound));
  }
  return ends;
}

function needed(plan: Plan, step: Step): readonly Step[] {
  return step.needs.map((id) => stepOf(plan, id));
}

function latest(steps: readonly Step[], ends: ReadonlyMap<string, number>): Step | undefined {
  return steps.reduce<Step | undefined>(
    (last, step) =>
      last === undefined || (ends.get(step.id) ?? 0) > (ends.get(last.id) ?? 0) ? step : last,
    undefined,
  );
}

function stepOf(plan: Plan, id: string): Step {
  const step = plan.steps.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`the plan has no step ${id}`);
  return step;
}
