import { assess } from "../../assessment/assess";
import { availabilityOfSystem } from "../../assessment/availability/findings";
import { capacityAfter } from "../../assessment/capacity/after";
import { lostDataOf } from "../../assessment/cost/lost-data";
import { findFixes } from "../../assessment/fix/search";
import { riskRegister } from "../../assessment/risk/register";
import { beliefs } from "./availability/beliefs";
import { TODAY } from "./objectives/fixtures";

const high = { priority: "high" };
const standing = { "regions.us-east1.state": "standing" };
const three = ["us-central1", "us-east1", "us-west1"].map(
  (region) => [region, { zones: ["b", "c"], state: "standing" }] as const,
);
const everything = ["zone-loss", "region-loss", "bad-release", "dependency-loss", "overload"];

/** Descriptions that are right, and that nobody had in mind. */
const ODD: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "no objectives": { objectives: [] },
  "an objective of a second": {
    ...standing,
    objectives: everything.map((when) => ({ of: "web", when, rto: "1 second", ...high })),
  },
  "an objective of a year": {
    objectives: [{ of: "web", when: "bad-release", rto: "365 days", ...high }],
  },
  "an availability of everything": {
    ...standing,
    objectives: [{ of: "web", availability: "100 %" }],
  },
  "an availability of nothing": { objectives: [{ of: "web", availability: "0 %" }] },
  "three regions": { regions: Object.fromEntries(three) },
  "nobody to call": { ...standing, escalation: null },
  "a single small instance's load": { "services.web.load.peak": "0.001 rps" },
  "more instances than anybody has": { ...standing, "services.web.load.peak": "400000 rps" },
  "as many retries as may be": { "services.web.retries": { attempts: 10, timeout: "29 seconds" } },
  "no releases": { "services.web.release.perYear": 0 },
  "a release each minute": { "services.web.release.perYear": 525_600 },
  "a huge database": { "data.accounts-db.size": "64000 GB" },
  "revenue of nothing": { revenue: { perHour: "0 USD" } },
};

/** Paths of numbers that are none. */
function wrongNumbers(value: unknown, path = ""): readonly string[] {
  if (typeof value === "number")
    return Number.isFinite(value) && value >= 0 ? [] : [`${path}: ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => wrongNumbers(inner, `${path}.${key}`));
}

describe("an assessment of what nobody had in mind", () => {
  it.each(Object.entries(ODD))("says only numbers that are some: %s", (name, supposed) => {
    const known = beliefs("online-bank", supposed);
    const evidence = { drills: [], today: TODAY };
    const assessment = assess(known, evidence);
    const availability = availabilityOfSystem(known);
    const fixes = findFixes(known, evidence, assessment.findings, {
      beliefs: known,
      findings: availability.findings,
    });
    const risk = riskRegister(known);
    const capacity = capacityAfter(known.topology);
    const lost = lostDataOf(known);
    expect([name, wrongNumbers({ assessment, fixes, availability, risk, capacity, lost })]).toEqual(
      [name, []],
    );
    const shares = availability.subjects.flatMap(({ modelled, worth, designed }) => [
      ...[modelled, worth, designed],
    ]);
    expect(shares.filter((share) => share > 1)).toEqual([]);
  });

  it("never meets what asks for a second of what stops", () => {
    const { findings } = assess(beliefs("online-bank", ODD["an objective of a second"]), {
      drills: [],
      today: TODAY,
    });
    const asked = findings.filter(({ objective }) => objective);
    expect(asked.map(({ verdict }) => verdict).filter((one) => one.startsWith("met"))).toEqual([]);
  });
});
