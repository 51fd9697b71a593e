import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { modeChange, modeRefusals, type Mode } from "../../recovery/mode";
import { editDescription, type Edits } from "../../system/edit";
import type { Topology } from "../../topology/model";
import { readTopology } from "../../topology/read";
import { MODES, setting } from "./plan/fixtures";

const SYSTEMS = path.join(__dirname, "../../systems");
const systems = readdirSync(SYSTEMS).map((file) => path.basename(file, ".yaml"));

/** Names of what holds data in some region, and of the clusters. */
function heldIn({ regions }: Topology): readonly string[] {
  return Object.values(regions).flatMap(({ instances, disks, cluster }) => [
    ...[...Object.values(instances), ...Object.values(disks)].map(({ name }) => name),
    ...(cluster ? [`cluster ${cluster.name}`] : []),
  ]);
}

function textOf(system: string): string {
  return readFileSync(path.join(SYSTEMS, `${system}.yaml`), "utf8");
}

function meant(system: string, text: string): Topology {
  const read = readTopology({ path: `${system}.yaml`, text }, "sandbox-test");
  if (!read.topology) throw new Error(JSON.stringify(read.problems));
  return read.topology;
}

function stood(system: string, mode: Mode, primary: "home" | "other"): string {
  const { home, regions } = meant(system, textOf(system));
  const [other = home] = Object.keys(regions).filter((region) => region !== home);
  const edits: Edits = {
    standby: mode,
    [`regions.${other}.state`]: "standing",
    primary: primary === "home" ? home : other,
  };
  return editDescription(textOf(system), edits);
}

describe("a change of mode", () => {
  it("takes nothing away that holds data, over any walk through the modes", () => {
    const walk = fc.array(fc.constantFrom(...MODES), { minLength: 2, maxLength: 6 });
    const primary = fc.constantFrom("home" as const, "other" as const);
    fc.assert(
      fc.property(fc.constantFrom(...systems), walk, primary, (system, modes, where) => {
        let text = stood(system, modes[0]!, where);
        for (const to of modes.slice(1)) {
          const before = meant(system, text);
          text = editDescription(text, modeChange(before, to).edits);
          const after = meant(system, text);
          expect(after.system.standby).toBe(to);
          expect(heldIn(after)).toEqual(expect.arrayContaining([...heldIn(before)]));
          if (to === "cold") continue;
          for (const { instances } of Object.values(after.regions)) {
            expect(Object.keys(instances)).toEqual(Object.keys(after.databases));
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("writes nothing out that follows from the mode anyway", () => {
    const { topology } = setting("online-bank", "cold");
    expect(modeChange(topology, "warm").edits).toEqual({ standby: "warm" });
    const warm = setting("online-bank", "warm").topology;
    expect(modeChange(warm, "hot").edits).toEqual({ standby: "hot" });
    expect(modeChange(warm, "cold").edits).toEqual({
      "data.accounts-db.instances": { "us-central1": 1, "us-east1": 1 },
      standby: "cold",
    });
  });

  it("adds a copy that was retired, where a warmer mode needs it", () => {
    const { topology } = setting("online-bank", "cold", {
      "data.accounts-db.instances": { "us-central1": 3 },
    });
    expect(modeChange(topology, "hot").edits).toMatchObject({
      "data.accounts-db.instances": { "us-central1": 3, "us-east1": 1 },
    });
  });

  it("brings the standby up first and takes it down last, wherever home is", () => {
    const order = (from: Mode, to: Mode, supposed = {}) =>
      modeChange(setting("online-bank", from, supposed).topology, to).order;
    const moved = { primary: "us-east1" };
    expect(order("cold", "hot")).toEqual(["us-east1", "us-central1"]);
    expect(order("hot", "cold")).toEqual(["us-central1", "us-east1"]);
    expect(order("cold", "hot", moved)).toEqual(["us-central1", "us-east1"]);
    expect(order("hot", "warm", moved)).toEqual(["us-central1", "us-east1"]);
  });

  it("empties the standby's groups on the way to cold alone, workers in each zone", () => {
    const emptied = (system: string, from: Mode, to: Mode) =>
      modeChange(setting(system, from).topology, to).emptied;
    expect(emptied("online-bank", "hot", "warm")).toEqual([]);
    expect(emptied("online-bank", "warm", "cold").map(({ name }) => name)).toEqual([
      "online-bank-web-us-east1",
      "online-bank-accounts-us-east1",
      "online-bank-products-us-east1",
    ]);
    const zones = emptied("api-platform", "hot", "cold").filter(({ zone }) => zone !== undefined);
    expect(zones.length).toBeGreaterThan(0);
    expect(zones.every(({ zone = "", name }) => name.endsWith(zone))).toBe(true);
  });

  it("is refused while a region is lost", () => {
    const supposed = { "regions.us-east1.state": "lost" };
    expect(modeRefusals(setting("online-bank", "hot", supposed).topology, "cold")).toEqual([
      "us-east1 is lost, so its stack can't follow; bring it back first: standby rejoin",
    ]);
    expect(modeRefusals(setting("online-bank", "hot").topology, "cold")).toEqual([]);
  });

  it("isn't made hot where a disk that was written to stands in the place of a copy", () => {
    const [home, other] = ["us-central1", "us-east1"];
    const refusals = (instances: Readonly<Record<string, number>>) => {
      const over = { primary: other, "data.volume.instances": instances };
      return modeRefusals(setting("api-platform", "warm", over).topology, "hot");
    };
    expect(refusals({ [home]: 1, [other]: 1 })).toEqual([
      "api-platform-volume-us-central1-1 was written to, so it can't be a copy, and hot needs one; retire it first: standby retire volume --region us-central1",
    ]);
    expect(refusals({ [other]: 1 })).toEqual([]);
    expect(refusals({ [home]: 2, [other]: 1 })).toEqual([]);
  });
});
