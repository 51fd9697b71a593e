import { parseDurations } from "../recovery/durations";
import type { Topology } from "../topology/model";
import { formatDuration } from "../system/units";
import { nearest } from "../system/nearest";
import { assess, type Assessment } from "./assess";
import { type Drill, parseDrill } from "./objectives/evidence";
import type { Finding } from "./objectives/finding";
import { isBreached } from "./objectives/verdict";
import { answersOf, countsOf, outcomeOf } from "./summary";

export { isEvidence } from "./objectives/evidence";

/** What a deployment does about breaches: nothing, say so, or refuse. */
const GATES = ["off", "warn", "fail"] as const;
export type Gate = (typeof GATES)[number];

/** Ends the message of a deployment that was refused for its objectives. */
export const REFUSED = "standby:assess is fail, so nothing is deployed";

/** What the program has read, as text. */
export interface Given {
  /** As configured; left out: warn. */
  readonly gate?: string | undefined;
  /** The file of durations. */
  readonly durations: string;
  /** The files of drills. */
  readonly drills: readonly string[];
  /** Such as `2026-11-21`. */
  readonly today: string;
}

/** What a deployment has to say about the objectives. */
export interface Gated {
  /** One text for all that is breached or at risk; none if nothing is. */
  readonly warning?: string;
  /** Why nothing is deployed. */
  readonly refusal?: string;
  /** How many objectives came to which verdict: it changes only when a verdict does. */
  readonly summary?: Readonly<Record<string, number>>;
}

/** Holds the objectives against the plans before anything is registered. */
export function gated(topology: Topology, given: Given): Gated {
  const gate = given.gate ?? "warn";
  if (!isGate(gate)) return { refusal: `standby:assess  ${notAGate(gate)}` };
  if (gate === "off") return {};
  const read = given.drills.map(parseDrill);
  const problems = read.flatMap((one) => ("problems" in one ? one.problems : []));
  if (problems.length > 0) return { refusal: problems.map((one) => `drills  ${one}`).join("\n") };
  const drills = read.flatMap((one): Drill[] => ("drill" in one ? [one.drill] : []));
  const setting = { topology, durations: parseDurations(given.durations) };
  const assessment = assess(setting, { drills, today: given.today });
  const summary = Object.fromEntries(countsOf(assessment));
  const lines = linesOf(assessment);
  const warning = lines.join("\n");
  if (lines.length === 0) return { summary };
  const refused = gate === "fail" && refusable(topology, assessment).length > 0;
  return refused ? { refusal: `${warning}\n${REFUSED}`, summary } : { warning, summary };
}

/**
 * What may stop a deployment. While a region is lost, a deployment is part of the recovery, and while
 * one is planned, of standing it up: neither is refused for what only a second region can mend.
 */
function refusable({ regions }: Topology, assessment: Assessment): readonly Finding[] {
  const states = Object.values(regions).map(({ state }) => state);
  if (states.includes("lost") || outcomeOf(assessment) !== "breached") return [];
  return answersOf(assessment).filter(
    ({ verdict, estimate }) =>
      isBreached(verdict) && !(estimate.is === "never" && states.includes("planned")),
  );
}

function linesOf(assessment: Assessment): readonly string[] {
  const wrong = assessment.lint.filter(({ is }) => is === "wrong");
  const shown = answersOf(assessment).filter(
    ({ verdict }) => isBreached(verdict) || verdict === "at-risk",
  );
  const nothing = shown.filter(({ estimate }) => estimate.is === "never");
  const rest = shown.filter((finding) => !nothing.includes(finding));
  const lines = [
    ...wrong.map(({ path, message }) => `${path}  ${message}`),
    ...rest.map(lineOf),
    ...together(nothing),
  ];
  if (lines.length === 0) return [];
  return [...lines, `standby assess says what takes the time, and what to change`];
}

function lineOf({ of, event, metric, objective, estimate, verdict }: Finding): string {
  const asked = formatDuration(objective?.seconds ?? 0);
  const known =
    estimate.is === "known"
      ? `${formatDuration(estimate.expected.seconds)} expected, ${formatDuration(estimate.worst.seconds)} at worst`
      : estimate.because;
  return `${objective?.path}  "${asked}" for ${of} at ${event} is ${verdict.replaceAll("-", " ")}: ${metric.toUpperCase()} ${known}`;
}

/** One reason for many objectives is one line. */
function together(findings: readonly Finding[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { estimate, of } of findings) {
    const because = estimate.is === "known" ? "" : estimate.because;
    const names = reasons.get(because) ?? [];
    reasons.set(because, names.includes(of) ? names : [...names, of]);
  }
  return [...reasons].map(([because, names]) => `${names.join(", ")}: ${because}`);
}

function isGate(text: string): text is Gate {
  return GATES.some((gate) => gate === text);
}

function notAGate(text: string): string {
  const meant = nearest(text, GATES);
  const fix = meant === undefined ? "" : `; did you mean "${meant}"?`;
  return `"${text}" is not one of ${GATES.join(", ")}${fix}`;
}
