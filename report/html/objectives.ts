import type { Assessment } from "../../assessment/assess";
import type { Timed } from "../../assessment/objectives/estimate";
import type { Finding } from "../../assessment/objectives/finding";
import { isBreached, type Verdict } from "../../assessment/objectives/verdict";
import { answersOf } from "../../assessment/summary";
import { type Phase, PHASES } from "../../recovery/model";
import { countsText, MEANINGS } from "../assess";
import { short } from "../plan";
import { type Content, element, type Markup } from "./markup";
import { type Section, table } from "./page";

/** Length of a bar, in pixels. */
const BAR = { width: 260, height: 18 } as const;

/** Every objective with its verdict, and what it is made of at worst. */
export function objectives(assessment: Assessment): Section {
  const findings = answersOf(assessment);
  return {
    ...{ id: "objectives", title: "Objectives" },
    content: [
      element("p", {}, `${countsText(assessment)}.`),
      assessment.lint.length === 0
        ? undefined
        : element(
            "ul",
            {},
            assessment.lint.map(({ path, message }) => element("li", {}, `${path}: ${message}`)),
          ),
      legend(),
      table(
        "What each comes to; the bar is the worst case, the upright line the objective",
        ["of", "when", "objective", "expected", "best to worst", "at worst", "verdict"],
        findings.map(rowOf),
      ),
    ],
  };
}

function rowOf(finding: Finding): readonly Content[] {
  const { of, event, metric, objective, estimate, verdict } = finding;
  const asked = objective ? `${metric.toUpperCase()} ${short(objective.seconds)}` : "none";
  const said = element("span", { class: toneOf(verdict) }, MEANINGS[verdict]);
  if (estimate.is !== "known") return [of, event, asked, "", "", estimate.because, said];
  const { best, expected, worst, open } = estimate;
  return [
    ...[of, event, asked, short(expected.seconds)],
    `${short(best.seconds)} to ${short(worst.seconds)}`,
    [bar(worst, objective?.seconds), open.map((reason) => element("p", { class: "dim" }, reason))],
    said,
  ];
}

function toneOf(verdict: Verdict): string {
  if (isBreached(verdict)) return "breached";
  return verdict === "met" || verdict === "met-unproven" ? "met" : "risk";
}

/** What a worst case is made of, phase by phase, beside the objective. */
function bar({ terms, seconds }: Timed, objective: number | undefined): Content {
  if (seconds === 0) return "nothing";
  const scale = BAR.width / Math.max(seconds, objective ?? 0);
  const said = terms
    .filter((term) => term.seconds > 0)
    .map((term) => `${term.resource}, ${term.what}: ${short(term.seconds)}`);
  let from = 0;
  const parts = phasesOf(terms).map(([phase, length]) => {
    const x = from;
    from += length * scale;
    return element("rect", {
      ...{ x: rounded(x), y: 3, width: rounded(Math.max(1, length * scale)), height: 12 },
      class: classOf(phase),
    });
  });
  return element(
    "svg",
    { viewBox: `0 0 ${BAR.width} ${BAR.height}`, ...BAR, role: "img", class: "terms" },
    element("title", {}, said.join("; ")),
    parts,
    objective === undefined
      ? undefined
      : element("path", {
          d: `M ${rounded(Math.min(objective * scale, BAR.width - 1))} 0 V ${BAR.height}`,
          class: "objective",
        }),
  );
}

/** How long each phase is; what belongs to none comes last. */
function phasesOf(terms: Timed["terms"]): readonly (readonly [Phase | undefined, number])[] {
  return [...PHASES, undefined].flatMap((phase) => {
    const sum = terms
      .filter((term) => term.phase === phase)
      .reduce((total, { seconds }) => total + seconds, 0);
    return sum === 0 ? [] : [[phase, sum] as const];
  });
}

function legend(): Markup {
  return element(
    "p",
    { class: "dim" },
    PHASES.map((phase) => [element("span", { class: `swatch ${classOf(phase)}` }), ` ${phase}`]),
  );
}

function classOf(phase: Phase | undefined): string {
  return `phase-${(phase ?? "other").replace(" ", "-")}`;
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10;
}
