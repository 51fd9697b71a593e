import { assess } from "../../../assessment/assess";
import { ceilingsOf } from "../../../assessment/availability/ceilings";
import { availabilityOfSystem } from "../../../assessment/availability/findings";
import { dimensionsOf } from "../../../assessment/fix/dimensions";
import { isPossible } from "../../../assessment/fix/possible";
import { withOptions } from "../../../assessment/fix/reach";
import { findFixes } from "../../../assessment/fix/search";
import { AWAY, beliefs } from "../availability/beliefs";
import { SYSTEMS, TODAY } from "../objectives/fixtures";

const EVIDENCE = { drills: [], today: TODAY };

function fixesOf(system: string, supposed: Readonly<Record<string, unknown>>) {
  const known = beliefs(system, { [`regions.${AWAY[system]}.state`]: "standing", ...supposed });
  const { findings } = availabilityOfSystem(known);
  const assessment = assess(known, EVIDENCE);
  return {
    ...findFixes(known, EVIDENCE, assessment.findings, { beliefs: known, findings }),
    verdicts: findings.map(({ verdict }) => verdict),
  };
}

describe("the search for a fix of an availability", () => {
  const objectives = [{ of: "web", availability: "99.98 %" }];

  it("finds what takes the most of it away: a share of users first for new versions of web", () => {
    const { fixes, verdicts, cut } = fixesOf("online-bank", { objectives });
    expect(verdicts).toEqual(["breached-can-be-met"]);
    expect(cut).toBe(false);
    const [first] = fixes;
    expect(first?.edits).toEqual({
      "services.web.release.strategy": "canary",
      "services.web.release.canary": "10 %",
    });
    const after = beliefs("online-bank", {
      "regions.us-east1.state": "standing",
      ...{ objectives, ...first?.edits },
    });
    expect(ceilingsOf(after, ["web"]).modelled).toBeGreaterThanOrEqual(0.9998);
  });

  it("keeps each word: with any of its fixes it is met, and without any part of one it isn't", () => {
    const { fixes } = fixesOf("online-bank", { objectives });
    expect(fixes.length).toBeGreaterThan(0);
    const isMet = (edits: Readonly<Record<string, unknown>>) => {
      const changed = { "regions.us-east1.state": "standing", objectives, ...edits };
      return ceilingsOf(beliefs("online-bank", changed), ["web"]).modelled >= 0.9998;
    };
    for (const { edits } of fixes) expect([edits, isMet(edits)]).toEqual([edits, true]);
    expect(isMet({})).toBe(false);
  });

  it("meets availability and recovery together, and spoils none for the other", () => {
    const both = [...objectives, { of: "accounts", when: "region-loss", rto: "28 minutes" }].map(
      (one) => ("when" in one ? { ...one, priority: "high" } : one),
    );
    const { fixes } = fixesOf("online-bank", { objectives: both });
    for (const { edits } of fixes) {
      expect(Object.keys(edits).join()).toMatch(/release/);
      expect(Object.keys(edits).join()).toMatch(/escalation/);
    }
    expect(fixes.length).toBeGreaterThan(0);
  });

  it("offers nothing for what nothing reaches", () => {
    const { fixes, verdicts } = fixesOf("online-bank", {
      objectives: [{ of: "accounts", availability: "99.9999 %" }],
    });
    expect(verdicts).toEqual(["breached-unattainable"]);
    expect(fixes).toEqual([]);
  });
});

describe("what may be changed", () => {
  it.each(SYSTEMS)("is never what a description of %s may not say", (system) => {
    const known = beliefs(system, { [`regions.${AWAY[system]}.state`]: "standing" });
    const wrong = dimensionsOf(known.topology.system)
      .flat()
      .filter((option) => !isPossible(withOptions(known, [option]).topology))
      .map(({ edits }) => Object.keys(edits).join());
    expect(wrong).toEqual([]);
  });

  it("is zones, instances, placement and the share of a canary, beside modes, replicas and copies", () => {
    const dimensions = dimensionsOf(beliefs("click-travel").topology.system).flat();
    const named = new Set(dimensions.map(({ dimension }) => dimension));
    const bank = dimensionsOf(beliefs("online-bank").topology.system).flat();
    expect([...named]).toEqual(
      expect.arrayContaining(["services.analytics.placement", "services.ui.runs.size"]),
    );
    const zones = bank.find(({ dimension }) => dimension === "regions.us-central1.zones");
    expect(zones).toMatchObject({
      edits: { "regions.us-central1.zones": ["a", "b", "c"] },
      mind: expect.stringContaining("drain the region"),
    });
    expect(bank.map(({ dimension }) => dimension)).toContain("services.web.release");
    // A regional disk is in two zones, and its one user is where it is.
    const platform = dimensionsOf(beliefs("api-platform").topology.system).flat();
    expect(platform.filter(({ dimension }) => dimension.endsWith("zones"))).toEqual([]);
    expect(platform.map(({ dimension }) => dimension)).not.toContain("services.files.placement");
  });
});
