import type { PricedFixes } from "../assessment/fix/priced";
import type { Finding } from "../assessment/objectives/finding";
import type { Sections } from "../assessment/sections";
import { answersOf } from "../assessment/summary";
import { isBreached } from "../assessment/objectives/verdict";
import {
  type Against,
  availabilityChanges,
  costLines,
  objectiveRows,
  survivalRows,
} from "./against";
import { countsText } from "./assess";
import type { Assessed } from "./assess-sections";
import { availabilityFindingText, availabilityRows } from "./availability";
import { capacityText } from "./capacity";
import { shapesNotes, shapesRows } from "./cost";
import { changesText, costText, flagsOf, titleOf } from "./fixes";
import { short } from "./plan";
import { code, folded, plain, table } from "./pull-request/markdown";
import { budgetLines, matrixRows, riskRow } from "./risk";
import { createColors } from "picocolors";

/** An assessment for a pull request or a wiki: the verdicts as a table, the rest to be opened. */
export function assessmentMarkdown({ assessment, fixes, sections, against }: Assessed): string {
  const { system, standby, primary } = assessment;
  return [
    `## ${plain(system)}: ${standby}, writes in ${primary}`,
    "",
    `${countsText(assessment, sections.availability?.findings ?? [])}.`,
    "",
    ...(against ? againstLines(against) : []),
    ...table(["Verdict", "Objective", "asked for", "comes to"], answersOf(assessment).map(row)),
    ...(fixes ? fixLines(fixes) : []),
    ...availabilityLines(sections),
    ...capacityLines(sections),
    ...riskLines(sections),
    ...costTable(sections),
  ]
    .join("\n")
    .trimEnd();
}

function row({ of, event, metric, objective, estimate, verdict }: Finding): readonly string[] {
  const said = verdict.replaceAll("-", " ");
  const comes =
    estimate.is === "known"
      ? `${short(estimate.expected.seconds)} expected, ${short(estimate.worst.seconds)} at worst`
      : plain(estimate.because);
  return [
    isBreached(verdict) ? `🔴 **${said}**` : said,
    `${code(of)} ${plain(`${metric.toUpperCase()} at ${event}`)}`,
    short(objective?.seconds ?? 0),
    comes,
  ];
}

function fixLines({ fixes, cheapest, tried }: PricedFixes): readonly string[] {
  const [first] = fixes;
  if (!first) return [];
  const rows = fixes.map((fix) => [
    titleOf(fix, first, cheapest),
    code(changesText(fix.edits)),
    plain([costText(fix), ...fix.mind].join("; ")),
    code(flagsOf(fix.edits)),
  ]);
  return [
    `### What would meet all that can be met, ${first.holds}`,
    "",
    ...table(["", "change", "cost", "to try it"], rows),
    `${tried} descriptions were assessed.`,
    "",
  ];
}

function availabilityLines({ availability }: Sections): readonly string[] {
  if (!availability) return [];
  const [head = [], ...rows] = availabilityRows(availability.subjects);
  const findings = availability.findings.map(
    (finding) => `- ${plain(availabilityFindingText(finding))}`,
  );
  return folded("Availability", [
    ...table(head, rows),
    ...findings,
    ...(findings.length > 0 ? [""] : []),
  ]);
}

const PLAIN = createColors(false);

function capacityLines({ capacity }: Sections): readonly string[] {
  if (!capacity) return [];
  const [, ...lines] = capacityText(capacity.after, capacity.overload, PLAIN).split("\n");
  return folded("Capacity after each loss", [
    ...lines.map((line) => `- ${plain(line.trim())}`),
    "",
  ]);
}

function riskLines({ risk }: Sections): readonly string[] {
  if (!risk) return [];
  const [head = [], ...cells] = matrixRows(risk.risks);
  return folded("Risk", [
    ...table(head, cells),
    ...table(["risk", "", "a year", "lasts", "bad minutes a year"], risk.risks.map(riskRow)),
    ...budgetLines(risk).map((line) => `- ${plain(line)}`),
    "",
  ]);
}

function costTable({ cost }: Sections): readonly string[] {
  if (!cost) return [];
  const [head = [], ...rows] = shapesRows(cost.shapes);
  const notes = shapesNotes(cost.shapes).map((note) => `- ${plain(note)}`);
  return folded("Cost", [...table(head, rows), ...notes, ""]);
}

function againstLines(against: Against): readonly string[] {
  const [head = [], ...rows] = availabilityChanges(against);
  return [
    `### Against ${code(against.base)}`,
    "",
    ...table(
      ["Objective", "before", "after"],
      objectiveRows(against).map((cells) => cells.map(plain)),
    ),
    ...table(head, rows),
    ...[...costLines(against), ...survivalRows(against).map((one) => `newly ends: ${one}`)].map(
      (line) => `- ${plain(line)}`,
    ),
    "",
  ];
}
