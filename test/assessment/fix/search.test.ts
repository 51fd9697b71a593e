import { assess } from "../../../assessment/assess";
import { dimensionsOf } from "../../../assessment/fix/dimensions";
import { findFixes } from "../../../assessment/fix/search";
import { type Mode, setting } from "../../recovery/plan/fixtures";
import { SYSTEMS, TODAY } from "../objectives/fixtures";

const EVIDENCE = { drills: [], today: TODAY };
const high = { priority: "high" };

function fixesOf(system: string, mode: Mode, supposed: Readonly<Record<string, unknown>> = {}) {
  const known = setting(system, mode, supposed);
  return findFixes(known, EVIDENCE, assess(known, EVIDENCE).findings);
}

function verdictsOf(system: string, mode: Mode, supposed: Readonly<Record<string, unknown>>) {
  return assess(setting(system, mode, supposed), EVIDENCE).findings.map(({ verdict }) => verdict);
}

describe("the search for a fix", () => {
  it("finds the mode that brings a database back in time", () => {
    const objectives = [{ of: "accounts-db", when: "region-loss", rto: "1 hour", ...high }];
    expect(fixesOf("online-bank", "cold", { objectives }).fixes).toEqual([
      { edits: { standby: "warm" }, holds: "at worst" },
    ]);
  });

  it("finds the interval between copies", () => {
    const objectives = [{ of: "volume", when: "data-deletion", rpo: "90 minutes", ...high }];
    const [fix] = fixesOf("api-platform", "hot", { objectives }).fixes;
    expect(fix?.edits).toEqual({ "data.volume.snapshots.every": "1 hour" });
  });

  it("finds more zones for what is in one", () => {
    const objectives = [{ of: "analytics", when: "zone-loss", rto: "5 minutes", ...high }];
    const edits = fixesOf("click-travel", "hot", { objectives }).fixes.map(({ edits }) => edits);
    expect(edits).toContainEqual({
      "services.analytics.placement": "primary",
      "services.analytics.zones": null,
    });
  });

  it("stands a region up where nothing can take over", () => {
    const objectives = [{ of: "accounts-db", when: "region-loss", rto: "2 hours", ...high }];
    const planned = { objectives, "regions.us-east1.state": "planned" };
    expect(fixesOf("online-bank", "hot", planned).fixes).toEqual([
      { edits: { "regions.us-east1.state": "standing" }, holds: "at worst" },
    ]);
  });

  it("has nothing to do where all is met", () => {
    expect(fixesOf("online-bank", "hot", { objectives: [] })).toMatchObject({ tried: 0 });
  });

  it.each(SYSTEMS)(
    "offers %s only what a description may say, and each fix keeps its word",
    (system) => {
      const { fixes } = fixesOf(system, "warm");
      for (const { edits, holds } of fixes) {
        const taken = Object.fromEntries(
          Object.entries(edits).filter(([, value]) => value !== null),
        );
        const verdicts = verdictsOf(system, "warm", taken); // throws if the description has problems
        expect(verdicts).not.toContain("breached-can-be-met");
        expect(holds === "as a rule" || !verdicts.includes("at-risk")).toBe(true);
        // As small as it can be: without any one of its changes something is breached or at risk.
        for (const path of Object.keys(taken)) {
          const { [path]: _, ...less } = taken;
          expect(verdictsOf(system, "warm", less).join()).toMatch(/breached-can-be-met|at-risk/);
        }
      }
    },
  );

  it("knows no change that moves or deletes data", () => {
    for (const system of SYSTEMS) {
      const paths = dimensionsOf(setting(system, "cold").topology.system).flatMap((dimension) =>
        dimension.flatMap(({ edits }) => Object.keys(edits)),
      );
      expect(paths.filter((path) => /location|config|version|instances|kind/.test(path))).toEqual(
        [],
      );
    }
  });
});
