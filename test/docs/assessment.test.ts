import { readFileSync } from "node:fs";
import path from "node:path";
import type { Timed } from "../../assessment/objectives/estimate";
import { parseDrill } from "../../assessment/objectives/evidence";
import { VERDICTS } from "../../assessment/objectives/verdict";
import { short } from "../../report/plan";
import { parseQuantity } from "../../system/units";
import { assessed, findingAbout, SYSTEMS } from "../assessment/objectives/fixtures";
import { setting } from "../recovery/plan/fixtures";

const PAGE = readFileSync(path.join(__dirname, "../../docs/assessment.md"), "utf8");

/** The walk-through of one verdict: what is asked for, what it comes to, the rows of its table. */
function walks() {
  return PAGE.split("\n### ")
    .slice(1)
    .map((text) => {
      const [, system = "", about = ""] = /^(\S+): (.*)$/m.exec(text) ?? [];
      const [, asked = "", verdict = ""] = /Asked for: (.*)\. Verdict: `(.*)`/.exec(text) ?? [];
      const rows = [...text.matchAll(/^\|(.*)\|$/gm)]
        .map(([, row = ""]) => row.split("|").map((cell) => cell.trim()))
        .slice(2);
      return { system, about, asked, verdict, rows };
    });
}

describe.each(walks())(
  "the walk-through of $system: $about",
  ({ system, about, asked, verdict, rows }) => {
    const standby = setting(system, "hot").topology.system.standby;
    const described = system === "shop-smart" ? "warm" : standby;
    const finding = findingAbout(assessed(system, described), about);

    it("asks for what is described, and comes to the verdict", () => {
      expect(parseQuantity("duration", asked)).toEqual({ value: finding.objective?.seconds });
      expect(finding.verdict).toBe(verdict);
    });

    it("has every term, and the sum", () => {
      const { estimate } = finding;
      if (estimate.is !== "known") throw new Error(estimate.because);
      const { best, expected, worst } = estimate;
      const at = ({ terms }: Timed, index: number) => short(terms[index]?.seconds ?? NaN);
      const terms = worst.terms.map(({ phase, resource, what, basis }, index) => [
        ...[best, expected, worst].map((length) => at(length, index)),
        ...[phase, resource, `${what} (${basis})`],
      ]);
      const sum = [best, expected, worst].map(({ seconds }) => short(seconds));
      expect(rows).toEqual([...terms, [...sum, "", "", "in all"]]);
    });
  },
);

describe("the page on assessment", () => {
  it("walks through one verdict of each system, and names every verdict", () => {
    expect(walks().map(({ system }) => system)).toEqual(SYSTEMS);
    const named = [...PAGE.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, verdict]) => verdict);
    expect(named.toSorted()).toEqual([...VERDICTS].sort());
  });

  it("has an example of evidence that can be read", () => {
    const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(PAGE) ?? [];
    expect(parseDrill(text)).toMatchObject({ drill: { event: "region-loss" } });
  });
});
