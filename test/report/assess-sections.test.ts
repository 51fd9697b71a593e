import pc from "picocolors";
import { SECTIONS } from "../../assessment/sections";
import { assessmentJson, SCHEMA } from "../../report/assess-json";
import { assessmentMarkdown } from "../../report/assess-markdown";
import { sectionsText } from "../../report/assess-sections";
import { matrixRows } from "../../report/risk";
import { AWAY } from "../assessment/availability/beliefs";
import { SYSTEMS } from "../assessment/objectives/fixtures";
import { assessedAll } from "./assessed";

const colors = pc.createColors(false);
const described = { file: "system.yaml", text: "standby: hot\n" };
const standing = (system: string) => ({ [`regions.${AWAY[system]}.state`]: "standing" });
const all = (system: string) => assessedAll(system, standing(system));

describe.each(SYSTEMS)("all sections of the assessment of %s", (system) => {
  const assessed = all(system);
  const text = sectionsText(assessed, SECTIONS, described, colors);

  it("stand in one order, the verdicts first, in lines that fit a terminal", () => {
    const titles = ["objective", "availability: ", "capacity at", "risk: likelihood"];
    const places = titles.map((title) => text.indexOf(title));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(-1);
    const [, ...below] = text.split("\n");
    expect(below.filter((line) => line.length > 100)).toEqual([]);
  });

  it("place every risk in the matrix", () => {
    const { risks = [] } = assessed.sections.risk ?? {};
    const counted = matrixRows(risks)
      .flat()
      .flatMap((cell) => /\((\d+)\)/.exec(cell)?.[1] ?? []);
    expect(counted.reduce((sum, count) => sum + Number(count), 0)).toBe(risks.length);
    expect(risks.length).toBeGreaterThan(5);
  });

  it("are the same to the byte each time, also as Markdown and as data", () => {
    const again = all(system);
    expect(sectionsText(again, SECTIONS, described, colors)).toBe(text);
    expect(assessmentMarkdown(again)).toBe(assessmentMarkdown(assessed));
    expect(JSON.stringify(assessmentJson(again))).toBe(JSON.stringify(assessmentJson(assessed)));
  });

  it("have each objective as a row of Markdown, and no table that breaks", () => {
    const markdown = assessmentMarkdown(assessed);
    const { findings } = assessed.assessment;
    const asked = findings.filter(({ objective }) => objective !== undefined).length;
    expect(markdown.match(/^\| .* \| `[\w-]+` R[TP]O at /gm)).toHaveLength(asked);
    for (const block of markdown.match(/(^\|.*\|$\n?)+/gm) ?? []) {
      const widths = block
        .trim()
        .split("\n")
        .map((line) => line.match(/(?<!\\)\|/g)?.length);
      expect(new Set(widths).size).toBe(1);
    }
  });
});

describe("sections that are chosen", () => {
  it("are alone", () => {
    const { assessment, sections } = all("online-bank");
    const { risk } = sections;
    const chosen = {
      assessment,
      fixes: undefined,
      against: undefined,
      sections: { ...(risk ? { risk } : {}) },
    };
    const text = sectionsText(chosen, ["risk"], described, colors);
    expect(text).toMatch(/^risk: /);
    expect(text).not.toContain("capacity");
  });
});

describe("an assessment as data", () => {
  const data = assessmentJson(all("online-bank"));

  it("has the form that its version names", () => {
    expect(SCHEMA).toBe("standby.assessment/2");
    expect(Object.keys(data).sort()).toEqual(
      [
        ...["schema", "outcome", "counts", "system", "standby", "primary", "lint", "findings"],
        ...["needs", "fixes", "availability", "capacity", "risk"],
      ].sort(),
    );
    // Nothing that JSON loses: a number that is none becomes null.
    expect(JSON.stringify(data)).not.toContain(":null");
  });

  it("takes availability into its outcome", () => {
    const objectives = [{ of: "system", availability: "99.999 %" }];
    const strict = assessedAll("online-bank", { ...standing("online-bank"), objectives });
    expect(assessmentJson(strict)).toMatchObject({
      outcome: "breached",
      findings: expect.anything(),
    });
    const lax = [{ of: "system", availability: "99 %" }];
    const met = assessedAll("online-bank", { ...standing("online-bank"), objectives: lax });
    expect(assessmentJson(met).outcome).toBe("met");
  });
});
