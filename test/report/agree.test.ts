import { createColors } from "picocolors";
import { gated } from "../../assessment/gate";
import { downtime, PERIODS } from "../../assessment/availability/downtime";
import { availabilityOfSystem } from "../../assessment/availability/findings";
import { capacityAfter } from "../../assessment/capacity/after";
import type { Estimate } from "../../assessment/objectives/estimate";
import { riskRegister } from "../../assessment/risk/register";
import { SECTIONS } from "../../assessment/sections";
import { answersOf } from "../../assessment/summary";
import { afterOverload } from "../../assessment/simulation/overload";
import { assessmentJson } from "../../report/assess-json";
import { assessmentMarkdown } from "../../report/assess-markdown";
import { sectionsText } from "../../report/assess-sections";
import { formatDuration } from "../../system/units";
import { markdownOf } from "../../report/document/markdown";
import { short } from "../../report/plan";
import { reportOf } from "../../report/sections/report";
import { readFileSync } from "node:fs";
import path from "node:path";
import { reported, SYSTEMS } from "./reported";

/** What each of the places that a person may look at says of one system. */
function saidOf(system: string) {
  const known = reported(system);
  const { assessment, beliefs, fixes, described } = known;
  const { topology } = beliefs;
  const sections = {
    availability: availabilityOfSystem(beliefs),
    capacity: { after: capacityAfter(topology), overload: afterOverload(topology) },
    risk: riskRegister(beliefs),
  };
  const all = { assessment, fixes, sections, against: undefined };
  const joined = (text: string) => text.replace(/\n {4,}/g, " ");
  return {
    ...{ assessment, sections, topology, today: known.today },
    json: assessmentJson(all),
    text: joined(sectionsText(all, SECTIONS, described, createColors(false))),
    markdown: assessmentMarkdown(all),
    report: markdownOf(reportOf(known)).replaceAll("\\", ""),
  };
}

/** What has to stand in a line of the text, a row of the Markdown and one of the report. */
function wordsFor(estimate: Estimate) {
  if (estimate.is !== "known") {
    return { line: estimate.because, row: "", inReport: /./ };
  }
  const [expected, worst] = [estimate.expected, estimate.worst].map(({ seconds }) =>
    short(seconds),
  );
  const nothing = estimate.worst.seconds === 0;
  return {
    line: nothing ? "nothing" : `${expected} expected`,
    row: `${expected} expected, ${worst} at worst`,
    inReport: nothing ? / none \|| 0:00/ : new RegExp(` ${expected} `),
  };
}

describe.each(SYSTEMS)("what is said of %s", (system) => {
  const { assessment, sections, topology, today, json, text, markdown, report } = saidOf(system);
  const answers = answersOf(assessment);

  it("is the same length of time everywhere, for every objective", () => {
    expect(answers.length).toBeGreaterThan(5);
    const lines = (of: string, where: string) =>
      where.split("\n").filter((one) => one.includes(of));
    for (const { of, event, metric, objective, estimate, verdict } of answers) {
      const asked = `${metric.toUpperCase()} ${short(objective!.seconds)}`;
      const [line = ""] = lines(`  ${of}  ${event}  ${asked}:`, text);
      const [row = ""] = lines(`\`${of}\` ${metric.toUpperCase()} at ${event} `, markdown);
      const [inReport = ""] = lines(`**${of}**`, report).filter(
        (one) => one.includes(event) && one.includes(metric.toUpperCase()),
      );
      const found = json.findings.find(
        (one) => one.objective?.path === objective!.path && one.of === of,
      );
      const told = wordsFor(estimate);
      expect([of, event, line]).toEqual([of, event, expect.stringContaining(told.line)]);
      expect([of, event, row]).toEqual([of, event, expect.stringContaining(told.row)]);
      expect([of, event, inReport]).toEqual([of, event, expect.stringMatching(told.inReport)]);
      expect(row).toContain(verdict.replaceAll("-", " "));
      expect(found).toMatchObject({ verdict, estimate });
    }
  });

  it("counts the objectives alike, those of availability with them", () => {
    const total = answers.length + sections.availability.findings.length;
    const [, counted = ""] = /^\s*(\d+ objectives: [^.\n]*)$/m.exec(text) ?? [];
    expect(counted).toMatch(new RegExp(`^${total} objectives: `));
    expect(markdown).toContain(`${counted}.`);
    expect(report).toContain(`${counted}.`);
    const said = Object.entries(json.counts).map(([verdict, count]) => `${count} ${verdict}`);
    expect(counted.replaceAll(" ", "-")).toContain(said.join(",-").replaceAll(" ", "-"));
  });

  it("has one availability and one budget", () => {
    const [system_] = sections.availability.subjects;
    const share = (system_!.modelled * 100).toFixed(4);
    expect(text).toContain(`${Number(share)} %`);
    expect(markdown).toContain(`${Number(share)} %`);
    expect(report).toContain(`${share} %`);
    // In the summary, in the section and in the table of costs, by the same words.
    const down = formatDuration(downtime(system_!.modelled, PERIODS.year));
    expect(report.split(down).length - 1).toBeGreaterThanOrEqual(3);
    expect(json.availability?.subjects[0]?.modelled).toBe(system_!.modelled);
    const { budget, risks } = sections.risk;
    const none = "no availability is asked of the system";
    expect(text).toContain(budget ? `known risks take ${budget.taken.toFixed(0)}` : none);
    expect(report).toContain(
      budget ? `${Math.round(budget.taken)} of them` : "No availability is asked for",
    );
    for (const { perYear, of } of risks.slice(0, 3)) {
      const often = `${Number(perYear.toPrecision(3))}`;
      expect(text).toMatch(new RegExp(`of ${of} .* ${often} `));
      expect(report).toContain(`| ${often} |`);
    }
  });

  it("comes to the same counts in a deployment", () => {
    const durations = readFileSync(path.join(__dirname, "../../recovery/durations.tsv"), "utf8");
    const { summary } = gated(topology, { durations, drills: [], today });
    const events = { ...json.counts };
    for (const { verdict } of sections.availability.findings) events[verdict]! -= 1;
    const there = Object.entries(events).filter(([, count]) => count > 0);
    expect(summary).toEqual(Object.fromEntries(there));
  });
});
