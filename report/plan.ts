import type { Colors } from "picocolors/types";
import type { DurationRange } from "../recovery/durations";
import type { Loss, Plan, Step } from "../recovery/model";
import { type Bound, criticalPath, finishes, lengthOf } from "../recovery/plan/critical-path";

const BOUNDS = ["best", "expected", "worst"] as const satisfies readonly Bound[];

/** A plan as a person reads it before deciding: what is done in which order, how long that takes, what is lost. */
export function planText(plan: Plan, colors: Colors): string {
  const path = new Set(criticalPath(plan, "expected").steps.map(({ id }) => id));
  const width = Math.max(...plan.steps.map(({ id }) => id.length));
  return [
    `${colors.bold(plan.title)}  ${plan.system}, ${plan.verb}`,
    "",
    ...detectionLines(plan),
    ...plan.steps.map((step) => stepLine(plan, step, width, path.has(step.id), colors)),
    "",
    `* on the critical path; in all ${rangeOf(plan)} (best to worst)`,
    ...lossLines(plan),
    ...obligationLines(plan),
  ].join("\n");
}

/** How long a whole plan takes, from the event on. */
export function lengthsOf(plan: Plan, until?: string): DurationRange {
  const [best, expected, worst] = BOUNDS.map((bound) => criticalPath(plan, bound, until).seconds);
  return { best: best ?? 0, expected: expected ?? 0, worst: worst ?? 0 };
}

function rangeOf(plan: Plan): string {
  const { best, expected, worst } = lengthsOf(plan);
  return `${short(expected)}, ${short(best)} to ${short(worst)}`;
}

function detectionLines({ detection }: Plan): string[] {
  if (detection.length === 0) return [];
  const seconds = detection.reduce((sum, { expected }) => sum + expected, 0);
  return [
    `  until somebody knows: ${short(seconds)} (${detection.map(({ what }) => what).join("; ")})`,
  ];
}

function stepLine(plan: Plan, step: Step, width: number, critical: boolean, colors: Colors) {
  const end = finishes(plan, "expected").get(step.id) ?? 0;
  const own = step.automatic ? "by itself" : short(lengthOf(step, "expected"));
  const mark = critical ? colors.bold("*") : " ";
  const needs = step.needs.length === 0 ? "" : colors.dim(`  after ${step.needs.join(", ")}`);
  return `${mark} ${step.id.padEnd(width)}  ${own.padStart(9)}  done at ${short(end).padStart(8)}  ${step.title}${needs}`;
}

/** What is lost, by store, in seconds of writes. */
export function lossLines({ loss }: Pick<Plan, "loss">): string[] {
  return Object.entries(loss).map(([store, one]) => `loses of ${store}: ${lossText(one)}`);
}

/** A loss in words: unknown is never shown as nothing. */
function lossText({ seconds, why }: Loss): string {
  if (seconds === "unknown") return `unknown: ${why}`;
  if (seconds.worst === 0) return `nothing: ${why}`;
  return `${short(seconds.expected)} of writes, ${short(seconds.best)} to ${short(seconds.worst)}: ${why}`;
}

export function obligationLines({ obligations }: Pick<Plan, "obligations">): string[] {
  return obligations.map(({ title, because }) => `afterwards: ${title}; ${because}`);
}

/** Minutes and seconds such as `12:05`, or hours before them. */
export function short(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
