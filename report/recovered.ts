import type { DurationRange } from "../recovery/durations";
import type { Plan, Step } from "../recovery/model";
import { criticalPath } from "../recovery/plan/critical-path";
import type { System } from "../system/schema/system";
import { lossLines, obligationLines, short } from "./plan";

/** When what was carried out began and was done, in Unix milliseconds. */
export interface CarriedOut {
  readonly steps: readonly { readonly step: string; readonly done: number }[];
  readonly left: readonly string[];
}

/**
 * How a recovery went: when each service and store was back, counted from the first step, against
 * what the plan predicts from there on and what is asked for. Detection is not in it: nobody here
 * knows when the event came.
 */
export function recoveredText(
  plan: Plan,
  { steps, left }: CarriedOut,
  since: number,
  { objectives }: Pick<System, "objectives">,
): string {
  const done = new Map(steps.map((one) => [one.step, one.done]));
  const last = Math.max(since, ...done.values());
  const restoring = plan.steps.filter(({ restores, automatic }) => restores && !automatic);
  return [
    left.length > 0 ? `stopped as asked; left: ${left.join(", ")}` : `${plan.title}: done`,
    `in all: ${short((last - since) / 1000)}, ${rangeText(within(plan, undefined))}`,
    ...restoring.flatMap((step) => {
      const at = done.get(step.id);
      if (at === undefined) return [];
      return (step.restores ?? []).map((of) =>
        backLine(of, (at - since) / 1000, within(plan, step), objectiveOf(objectives, of, plan)),
      );
    }),
    ...(left.length > 0 ? [] : [...lossLines(plan), ...obligationLines(plan)]),
  ].join("\n");
}

/** What the plan predicts from its first step on, up to one step or in all. */
function within(plan: Plan, step: Step | undefined): DurationRange {
  const own = { ...plan, detection: [] };
  const length = (bound: keyof DurationRange) => criticalPath(own, bound, step?.id).seconds;
  return { best: length("best"), expected: length("expected"), worst: length("worst") };
}

function backLine(
  of: string,
  seconds: number,
  predicted: DurationRange,
  objective: number | undefined,
): string {
  const asked =
    objective === undefined ? "no objective" : `objective ${short(objective)} from the event on`;
  const late = seconds > predicted.worst ? ": longer than predicted" : "";
  return `${of} is back after ${short(seconds)}, ${rangeText(predicted)}, ${asked}${late}`;
}

function rangeText({ best, expected, worst }: DurationRange): string {
  return `predicted ${short(expected)}, ${short(best)} to ${short(worst)}`;
}

function objectiveOf(objectives: System["objectives"], of: string, { event }: Plan) {
  for (const one of objectives) {
    if ("when" in one && one.of === of && one.when === event && one.rto !== undefined)
      return one.rto;
  }
  return undefined;
}
