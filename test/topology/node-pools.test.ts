import { capacity } from "../../topology/capacity";
import { allocatable } from "../../topology/machines";
import type { Group } from "../../topology/model";
import { fitting, poolOf } from "../../topology/node-pools";

const MACHINE = "e2-standard-4";
const POD = { cpu: "500m", memory: "512Mi" };

function pods(load: number, overrides: Partial<Group> = {}): Group {
  const full = capacity({ load, perInstance: 1, zones: 3 });
  return {
    ...{ name: "shop-web", service: "web", region: "us-central1", scheduled: {} },
    zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
    ...{ capacity: full, least: full.size, most: full.most, scaling: "on" },
    ...overrides,
  };
}

describe("nodes", () => {
  it("leave to pods what GKE and its agents don't keep", () => {
    // 6 %, 1 % and twice 0.5 % of four processors, and half a one for agents.
    expect(allocatable(MACHINE).cpu).toBe(4000 - 80 - 500);
    // A quarter of 4 GiB, a fifth of the next 4, a tenth of the next 8; 100 MiB, and 1 GiB for agents.
    expect(allocatable(MACHINE).memory).toBe(Math.floor(16384 - 1024 - 819.2 - 819.2 - 100 - 1024));
  });

  it("hold as many pods as fit with the mesh's proxy beside each", () => {
    expect(fitting(MACHINE, POD)).toBe(5);
    expect(fitting(MACHINE, { cpu: "4", memory: "1Gi" })).toBe(0);
  });

  it("carry the peak with one zone lost and one node out", () => {
    const pool = poolOf([{ group: pods(15), ...POD }], MACHINE, 3);
    // 15 pods fill 3 nodes; with one more, of three zones one of which is lost, that makes 6.
    expect(pool).toMatchObject({ least: 6, most: 8 });
    expect(pool.least * fitting(MACHINE, POD)).toBeGreaterThanOrEqual(pods(15).least);
  });

  it("are one for each zone at least where pods are few, and none where none runs", () => {
    const few = pods(15, { least: 3 });
    expect(poolOf([{ group: few, ...POD }], MACHINE, 3)).toMatchObject({ least: 3, most: 8 });
    const off = pods(15, { scaling: "off" });
    expect(poolOf([{ group: off, ...POD }], MACHINE, 3)).toMatchObject({ least: 0, most: 8 });
  });
});
