import type { Assessment } from "../../assessment/assess";
import { culpritOf, type Known } from "../../assessment/objectives/estimate";
import type { Finding } from "../../assessment/objectives/finding";
import { isBreached, type Verdict } from "../../assessment/objectives/verdict";
import { answersOf } from "../../assessment/summary";
import { PHASES } from "../../recovery/model";
import type { AvailabilityFinding } from "../../assessment/availability/findings";
import { countsText, MEANINGS } from "../assess";
import type { Block, Cell, Column, Section, Text, Tone } from "../document/model";
import { againstObjective, phaseClass, swatch } from "../html/charts";
import { short } from "../plan";

const COLUMNS: readonly Column[] = [
  { title: "of" },
  { title: "asked for", is: "number" },
  { title: "expected", is: "number" },
  { title: "best to worst", is: "number" },
  { title: "at worst, against the objective", is: "picture" },
  { title: "verdict" },
];

/** Every objective with its verdict, and what it is made of at worst. */
export function objectives(
  assessment: Assessment,
  availability: readonly AvailabilityFinding[],
): Section {
  const findings = answersOf(assessment);
  const unwell = findings.filter(({ verdict }) => toneOf(verdict) !== "good");
  return {
    ...{ id: "objectives", title: "Objectives" },
    content: [
      {
        is: "text",
        text: `${countsText(assessment, availability)}.${availability.length === 0 ? "" : " Those of availability are below, under Availability."}`,
      },
      key(),
      {
        ...{ is: "table", stacks: true, columns: COLUMNS },
        caption:
          "The upright line is the objective, in the same place in every row; what is right of it is too long. A bar that is cut goes on.",
        rows: findings.map(rowOf),
      },
      ...unwell.flatMap(termsOf),
      ...lint(assessment),
    ],
  };
}

function key(): Block {
  const phases = [...PHASES, undefined].map((phase) => ({
    sign: swatch(phaseClass(phase)),
    means: phase ?? "writes that are lost",
  }));
  return { is: "key", entries: phases };
}

function rowOf(finding: Finding): readonly Cell[] {
  const { of, event, metric, objective, estimate, verdict } = finding;
  const what: Text = [{ text: of, as: "strong" }, ` ${event}`];
  const asked = objective ? `${metric.toUpperCase()} ${short(objective.seconds)}` : "";
  const said: Text = { text: shortVerdict(verdict), as: "badge", tone: toneOf(verdict) };
  if (estimate.is !== "known") {
    return [what, asked, "", "", { text: estimate.because, as: "dim" }, said];
  }
  const { best, expected, worst } = estimate;
  if (worst.seconds === 0) return [what, asked, "none", "", "", said];
  return [
    ...[what, asked, short(expected.seconds)],
    `${short(best.seconds)} to ${short(worst.seconds)}`,
    { picture: againstObjective(worst, objective?.seconds ?? 0) },
    said,
  ];
}

/** The first words of what a verdict means: the section below says the rest. */
function shortVerdict(verdict: Verdict): string {
  return verdict === "breached-unattainable"
    ? "breached, out of reach"
    : MEANINGS[verdict].replace(/[,:] .*$/, "") + (verdict === "met-unproven" ? ", unproven" : "");
}

export function toneOf(verdict: Verdict): Tone {
  if (isBreached(verdict)) return "bad";
  return verdict === "met" || verdict === "met-unproven" ? "good" : "warn";
}

/** What the worst case of one objective is made of, and who says so. */
function termsOf(finding: Finding): Block[] {
  const { of, event, metric, estimate, objective, verdict } = finding;
  const title = [
    { text: `${of} ${event}`, as: "strong" as const },
    `: ${MEANINGS[verdict]}; ${metric.toUpperCase()} ${short(objective?.seconds ?? 0)}`,
  ];
  if (estimate.is !== "known") return [];
  const { open } = estimate;
  return [
    {
      ...{ is: "fold", title },
      content: [
        { is: "text", text: culpritText(estimate) },
        { is: "list", items: open },
        ...boundText(finding),
        termTable(estimate),
      ],
    },
  ];
}

export function culpritText(estimate: Known): string {
  const culprit = culpritOf(estimate);
  if (!culprit) return "";
  const { term, share } = culprit;
  return `Most of it: ${term.resource}, ${term.what}: ${short(term.seconds)}, ${Math.round(share * 100)} %.`;
}

function boundText({ bound, metric }: Finding): Block[] {
  if (bound?.is !== "known") return [];
  const { expected, worst } = bound;
  const text = `With all that could help, the ${metric.toUpperCase()} is still ${short(expected.seconds)} expected, ${short(worst.seconds)} at worst.`;
  return [{ is: "text", text }];
}

function termTable({ worst }: Known): Block {
  return {
    ...{ is: "table", caption: "At worst; the terms add up", stacks: true },
    columns: [
      { title: "what takes it" },
      { title: "part" },
      { title: "time", is: "number" },
      { title: "basis" },
      { title: "source" },
    ],
    rows: [
      ...worst.terms.map(({ phase, resource, what, seconds, basis, asOf, source }) => [
        [{ text: resource, as: "strong" as const }, ` ${what}`],
        phase ?? "",
        short(seconds),
        asOf === undefined ? basis : `${basis}, ${asOf}`,
        { text: source, as: "dim" as const },
      ]),
      [{ text: "in all", as: "strong" as const }, "", short(worst.seconds), "", ""],
    ],
  };
}

function lint({ lint: all }: Assessment): Block[] {
  if (all.length === 0) return [];
  return [
    { is: "heading", title: "Worth knowing of the objectives themselves" },
    {
      is: "list",
      items: all.map(({ path, message }) => [{ text: path, as: "code" as const }, ` ${message}`]),
    },
  ];
}
