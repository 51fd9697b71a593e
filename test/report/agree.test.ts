import { createColors } from "picocolors";
import { gated } from "../../assessment/gate";
import { availabilityOfSystem } from "../../assessment/availability/findings";
import { capacityAfter } from "../../assessment/capacity/after";
import { riskRegister } from "../../assessment/risk/register";
import { SECTIONS } from "../../assessment/sections";
import { answersOf } from "../../assessment/summary";
import { afterOverload } from "../../assessment/simulation/overload";
import { assessmentJson } from "../../report/assess-json";
import { assessmentMarkdown } from "../../report/assess-markdown";
import { sectionsText } from "../../report/assess-sections";
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

describe.each(SYSTEMS)("what is said of %s", (system) => {
  const { assessment, sections, topology, today, json, text, markdown, report } = saidOf(system);
  const answers = answersOf(assessment);

  it("is the same length of time everywhere, for every objective", () => {
    expect(answers.length).toBeGreaterThan(5);
    const lines = (of: string, where: string) =>
      where.split("\n").filter((one) => one.includes(of));
    for (const { of, event, metric, objective, estimate, verdict } of answers) {
      const asked = `${metric.toUpperCase()} ${short(objective!.seconds)}`;
      const head = `  ${of}  ${event}  ${asked}:`;
      const [line = ""] = lines(head, text);
      const [row = ""] = lines(`\`${of}\` ${metric.toUpperCase()} at ${event} `, markdown);
      expect(row).toContain(verdict.replaceAll("-", " "));
      if (estimate.is !== "known") {
        expect(line).toContain(estimate.because);
        continue;
      }
      const expected = short(estimate.expected.seconds);
      expect(line).toContain(estimate.worst.seconds === 0 ? "nothing" : `${expected} expected`);
      expect(row).toContain(`${expected} expected, ${short(estimate.worst.seconds)} at worst`);
      const found = json.findings.find(
        (one) => one.objective?.path === objective!.path && one.of === of,
      );
      expect(found).toMatchObject({ verdict, estimate: { expected: estimate.expected } });
      const [inReport = ""] = lines(`**${of}**`, report).filter(
        (one) => one.includes(event) && one.includes(metric.toUpperCase()),
      );
      expect([of, event, metric, inReport]).toEqual([
        ...[of, event, metric],
        expect.stringMatching(estimate.worst.seconds === 0 ? / none \|| 0:00/ : expected),
      ]);
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
    expect(json.availability?.subjects[0]?.modelled).toBe(system_!.modelled);
    const { budget, risks } = sections.risk;
    if (budget) {
      expect(text).toContain(`known risks take ${budget.taken.toFixed(0)}`);
      expect(report).toContain(`${Math.round(budget.taken)} of them`);
    }
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
