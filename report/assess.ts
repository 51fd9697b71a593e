import type { Colors } from "picocolors/types";
import type { Assessment } from "../assessment/assess";
import { culpritOf, type Known, type TermOf, type Timed } from "../assessment/objectives/estimate";
import type { Finding } from "../assessment/objectives/finding";
import type { Lint } from "../assessment/lint/lint";
import type { Proof } from "../assessment/objectives/proof";
import { isBreached, VERDICTS, type Verdict } from "../assessment/objectives/verdict";
import type { AvailabilityFinding } from "../assessment/availability/findings";
import { answersOf, countsOfVerdicts } from "../assessment/summary";
import { PHASES } from "../recovery/model";
import { counted } from "../system/text/counted";
import { formatDuration } from "../system/units";
import { short } from "./plan";
import { wrapped } from "./wrap";

const WIDTH = 100;

/** What each verdict means, as a heading says it. */
export const MEANINGS: Readonly<Record<Verdict, string>> = {
  "breached-unattainable": "breached, and nothing described could meet it",
  "breached-can-be-met": "breached, but can be met",
  "not-assessable": "not assessable",
  "at-risk": "at risk: met as a rule, not at worst",
  "met-unproven": "met, but no drill has shown it",
  met: "met, and a drill has shown it",
  "no-objective": "no objective",
};

/** Objectives held against the plans, for a person: the worst first, each with what takes the time. */
export function assessmentText(
  assessment: Assessment,
  availability: readonly AvailabilityFinding[],
  colors: Colors,
): string {
  const { system, standby, primary, lint } = assessment;
  const answers = answersOf(assessment);
  return [
    `${colors.bold(system)}  ${standby}, writes in ${primary}`,
    ...wrapped(countsText(assessment, availability), WIDTH, "  "),
    ...lintLines(lint, "wrong", colors.red(colors.bold("objectives that are wrong in themselves"))),
    ...VERDICTS.flatMap((verdict) => {
      const findings = answers.filter((finding) => finding.verdict === verdict);
      return findings.length === 0 ? [] : section(verdict, findings, colors);
    }),
    ...lintLines(lint, "note", colors.bold("worth knowing")),
  ].join("\n");
}

/** Such as `14 objectives: 2 breached, 12 met but unproven`, those of availability with them. */
export function countsText(
  assessment: Pick<Assessment, "findings">,
  availability: readonly AvailabilityFinding[],
): string {
  const verdicts = [...answersOf(assessment), ...availability].map(({ verdict }) => verdict);
  if (verdicts.length === 0) return "no objectives are described";
  const counts = [...countsOfVerdicts(verdicts)].map(([verdict, count]) => `${count} ${verdict}`);
  return `${counted(verdicts.length, "objective")}: ${counts.join(", ").replaceAll("-", " ")}`;
}

function lintLines(lint: readonly Lint[], which: Lint["is"], heading: string): string[] {
  const shown = lint.filter(({ is }) => is === which);
  if (shown.length === 0) return [];
  return [
    "",
    heading,
    ...shown.flatMap(({ path, message }) => wrapped(`  ${path}  ${message}`, WIDTH, "    ")),
  ];
}

function section(verdict: Verdict, findings: readonly Finding[], colors: Colors): string[] {
  const heading = colors.bold(MEANINGS[verdict]);
  const painted = isBreached(verdict) ? colors.red(heading) : heading;
  return ["", painted, ...findings.flatMap(findingLines)];
}

function findingLines(finding: Finding): readonly string[] {
  const { of, event, metric, objective, estimate, verdict } = finding;
  const asked = `${metric.toUpperCase()} ${short(objective?.seconds ?? 0)}`;
  const head = `  ${of}  ${event}  ${asked}`;
  if (estimate.is !== "known") return wrapped(`${head}: ${estimate.because}`, WIDTH, "    ");
  const isWell = verdict === "met" || verdict === "met-unproven";
  const line = `${head}: ${rangeText(estimate)}`;
  const open = estimate.open.flatMap((reason) => wrapped(`    ${reason}`, WIDTH, "    "));
  const detail = isWell
    ? []
    : [...termLines(estimate.worst), ...culpritLine(estimate), ...boundLine(finding)];
  return [...wrapped(line, WIDTH, "    "), ...open, ...detail, ...proofLine(finding.proof)];
}

/** Such as `33:01 expected, 27:43 to 47:00: detect 18:00, decide 10:00, execute 5:01`. */
function rangeText({ best, expected, worst, because }: Known): string {
  if (worst.seconds === 0) return `nothing, ${because ?? "at no time"}`;
  const range = `${short(expected.seconds)} expected, ${short(best.seconds)} to ${short(worst.seconds)}`;
  const phases = PHASES.flatMap((phase) => {
    const terms = expected.terms.filter((term) => term.phase === phase);
    const seconds = terms.reduce((sum, term) => sum + term.seconds, 0);
    return terms.length === 0 ? [] : [`${phase} ${short(seconds)}`];
  });
  const parts = phases.length > 0 ? phases.join(" + ") : because;
  return parts === undefined ? range : `${range}; ${parts}`;
}

/** A share of the whole below which a term is shown together with others of its size. */
const SMALL = 0.01;

/** Every term that counts, and the small ones in one line, so that what is shown adds up. */
function termLines({ terms, seconds }: Timed): string[] {
  const counts = terms.filter((term) => term.seconds >= SMALL * seconds && term.seconds > 0);
  const small = terms.filter((term) => term.seconds > 0 && !counts.includes(term));
  const rest = small.reduce((sum, term) => sum + term.seconds, 0);
  return [
    `    ${short(seconds).padStart(9)}  at worst, of which`,
    ...counts.flatMap(termLine),
    ...(rest === 0 ? [] : [`    ${short(rest).padStart(9)}  ${small.length} steps of seconds`]),
  ];
}

function termLine({ phase, resource, what, seconds, basis, asOf }: TermOf): readonly string[] {
  const dated = asOf === undefined ? basis : `${basis}, ${asOf}`;
  const time = short(seconds).padStart(9);
  return wrapped(
    `    ${time}  ${(phase ?? "").padEnd(9)}  ${resource}: ${what} (${dated})`,
    WIDTH,
    " ".repeat(28),
  );
}

function culpritLine(estimate: Known): readonly string[] {
  const culprit = culpritOf(estimate);
  if (!culprit) return [];
  const { term, share } = culprit;
  const percent = Math.round(share * 100);
  return wrapped(
    `    most of it: ${term.resource}, ${term.what}: ${short(term.seconds)}, ${percent} %`,
    WIDTH,
    "    ",
  );
}

/** Why nothing meets it: what would be left with everything changed that could help. */
function boundLine({ bound, metric }: Finding): readonly string[] {
  if (bound?.is !== "known") return [];
  const culprit = culpritOf(bound);
  const what = culprit ? `, most of it ${culprit.term.resource}, ${culprit.term.what}` : "";
  return wrapped(
    `    with all that could help, the ${metric.toUpperCase()} is still ${short(bound.expected.seconds)} expected, ` +
      `${short(bound.worst.seconds)} at worst${what}`,
    WIDTH,
    "    ",
  );
}

function proofLine(proof: Proof | undefined): readonly string[] {
  if (!proof) return [];
  const { on, where, measured, aged, revision } = proof;
  const took = measured === undefined ? "" : `: ${formatDuration(measured)}`;
  const what = where === "cloud" ? "drilled" : "rehearsed in the sandbox";
  const old = aged ? "; too long ago to prove anything" : "";
  return wrapped(`    ${what} on ${on} at ${revision}${took}${old}`, WIDTH, "    ");
}
