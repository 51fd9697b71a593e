import pc from "picocolors";
import { availabilityOfSystem } from "../../assessment/availability/findings";
import { assess } from "../../assessment/assess";
import { type Against, againstText, type Side } from "../../report/against";
import { assessmentMarkdown } from "../../report/assess-markdown";
import { readAssessment } from "../../report/pull-request/objectives";
import { beliefs } from "../assessment/availability/beliefs";
import { TODAY } from "../assessment/objectives/fixtures";
import { assessedAll } from "./assessed";

const colors = pc.createColors(false);
const standing = { "regions.us-east1.state": "standing" };

function side(supposed: Readonly<Record<string, unknown>>): Side {
  const known = beliefs("online-bank", { ...standing, ...supposed });
  const assessment = assess(known, { drills: [], today: TODAY });
  return {
    objectives: readAssessment(JSON.parse(JSON.stringify(assessment))),
    availability: availabilityOfSystem(known),
  };
}

const against = (before: object, after: object): Against => ({
  base: "origin/main",
  before: side({ ...before }),
  after: side({ ...after }),
});

describe("a change beside what it replaces", () => {
  it("shows what objectives and availability come to, before and after", () => {
    const shown = againstText(against({}, { standby: "cold" }), colors).join("\n");
    expect(shown).toContain("\nagainst origin/main\n");
    expect(shown).toMatch(/accounts-db region-loss rpo: met unproven.* → breached can be met/s);
    expect(shown).toMatch(/what users see +99\.\d+ % +99\.\d+ %/);
    expect(shown).toContain("cost: not priced");
    expect(shown.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  it("says so where nothing changes", () => {
    const { base, before } = against({}, {});
    const cost = { usd: 0, unpriced: [] };
    expect(againstText({ base, before, after: before, cost }, colors)).toEqual([
      "",
      "against origin/main",
      "  objectives: all come to the same",
      "  cost: the same",
    ]);
  });

  it("adds what it costs, what has no price, and what newly ends", () => {
    const { base, before } = against({}, {});
    const hit = { what: "web", because: "it is there alone", accepted: false };
    const survival = [{ ...hit, loss: "zone us-central1-a", outcome: "doesn't survive" }];
    const cost = { usd: -12.5, unpriced: ["Disk a: snapshots"] };
    const changed = {
      ...{ base, cost, before: { ...before, survival: [] } },
      after: { ...before, survival },
    };
    expect(againstText(changed, colors).slice(3)).toEqual([
      "  cost: -12.50 USD a month",
      "  without a price, and not in that: Disk a: snapshots",
      "  newly ends: web without zone us-central1-a: it is there alone",
    ]);
    const markdown = assessmentMarkdown({ ...assessedAll("online-bank"), against: changed });
    expect(markdown).toContain("### Against `origin/main`\n");
    expect(markdown).toContain("- cost: -12.50 USD a month\n");
  });
});
