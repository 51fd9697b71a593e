import { assess } from "../../../assessment/assess";
import { colder, dimensionsOf } from "../../../assessment/fix/dimensions";
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
    expect(fixesOf("online-bank", "cold", { objectives }).fixes).toContainEqual({
      ...{
        edits: { standby: "warm" },
        billed: { standby: "warm" },
        ...{ holds: "at worst", mind: [] },
      },
    });
  });

  it("finds a replica of its own where all else may stay cold", () => {
    const objectives = [{ of: "accounts-db", when: "region-loss", rpo: "5 minutes", ...high }];
    const edits = fixesOf("online-bank", "cold", { objectives }).fixes.map(({ edits }) => edits);
    expect(edits).toEqual([
      { "data.accounts-db.instances": { "us-central1": 1, "us-east1": 1 } },
      { standby: "warm" },
    ]);
  });

  it("finds the edition together with the replica, each building on the other", () => {
    const known = setting("shop-smart", "cold");
    const options = dimensionsOf(known.topology.system).flatMap((dimension) =>
      dimension.filter((one) => one.dimension.startsWith("data.ratings.")),
    );
    const { ratings: store } = options.reduce(
      (system, { apply }) => apply(system),
      known.topology.system,
    ).data;
    expect(store).toMatchObject({
      tier: "db-perf-optimized-N-2",
      instances: { "us-central1": 1, "us-east1": 1 },
    });
  });

  it("finds a copy of a warehouse in a region that stands", () => {
    const objectives = [{ of: "analytics-db", when: "region-loss", rpo: "2 days", ...high }];
    const supposed = { objectives, "data.analytics-db.size": "100 GB" };
    const edits = fixesOf("click-travel", "hot", supposed).fixes.map(({ edits }) => edits);
    expect(edits).toContainEqual({ "data.analytics-db.copyTo": "europe-west2" });
  });

  it("finds that less than today's mode is enough, and never offers cold, which drops replicas", () => {
    const objectives = [{ of: "inventory-db", when: "data-deletion", rto: "1 hour", ...high }];
    const { fixes } = fixesOf("click-travel", "hot", { objectives });
    expect(fixes.map(({ billed }) => billed)).toContainEqual({ standby: "warm" });
    expect(JSON.stringify(fixes)).not.toContain("cold");
    // A pair of disks ends with hot, and a new one is a new generation.
    expect(colder(setting("api-platform", "hot").topology.system)).toBeUndefined();
    expect(colder(setting("online-bank", "warm").topology.system)).toBeUndefined();
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
    expect(fixesOf("online-bank", "hot", planned).fixes[0]?.edits).toEqual({
      "regions.us-east1.state": "standing",
    });
  });

  it("has nothing to do where all is met", () => {
    expect(fixesOf("online-bank", "hot", { objectives: [] })).toMatchObject({ tried: 0 });
  });

  it.each(SYSTEMS)(
    "offers %s only what a description may say, and each fix keeps its word",
    (system) => {
      const { fixes } = fixesOf(system, "warm");
      for (const { edits, holds } of fixes) {
        const verdicts = verdictsOf(system, "warm", edits); // throws if the description has problems
        expect(verdicts).not.toContain("breached-can-be-met");
        expect(holds === "as a rule" || !verdicts.includes("at-risk")).toBe(true);
        // As small as it can be: without any one of its changes something is breached or at risk.
        for (const path of Object.keys(edits)) {
          const { [path]: _, ...less } = edits;
          expect(verdictsOf(system, "warm", less).join()).toMatch(/breached-can-be-met|at-risk/);
        }
      }
    },
  );

  it("knows no change that moves or deletes data: a replica comes, and none ever goes", () => {
    for (const system of SYSTEMS) {
      const known = setting(system, "cold").topology.system;
      const edits = dimensionsOf(known).flatMap((dimension) =>
        dimension.flatMap(({ edits }) => Object.entries(edits)),
      );
      const moved = edits.filter(([path]) => /location|config|version|kind/.test(path));
      expect(moved).toEqual([]);
      for (const [path, value] of edits.filter(([path]) => path.endsWith(".instances"))) {
        expect([path, value]).toEqual([path, expect.objectContaining({ [known.primary]: 1 })]);
      }
    }
  });
});
