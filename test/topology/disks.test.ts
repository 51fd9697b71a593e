import { attachedTo } from "../../topology/disks";
import { environmentOf } from "../../topology/environment";
import {
  bankIn,
  type Described,
  type DescribedStore,
  service,
  there,
  topologyOf,
  webService,
} from "./fixtures";

const volume: DescribedStore = {
  ...{ kind: "disk", size: "100 GB", type: "pd-ssd" },
  snapshots: { every: "1 day", keep: "7 days" },
};
const [HOME, AWAY] = ["us-central1", "us-east1"];
const link = (region: string, generation: number) =>
  `projects/bank-prod/regions/${region}/disks/bank-volume-${region}-${generation}`;

function topology(
  overrides: Partial<Described> = {},
  instances?: Readonly<Record<string, number>>,
  states: Parameters<typeof bankIn>[0] = {},
) {
  const files = service({ uses: ["volume"], load: { peak: "10 rps", perInstance: "10 rps" } });
  const data = { volume: { ...volume, ...(instances ? { instances } : {}) } as DescribedStore };
  return topologyOf(bankIn(states, { services: { web: webService(), files }, data, ...overrides }));
}

/** What each region has of the disk, in a word. */
function found(given: ReturnType<typeof topology>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given.regions).flatMap(([region, { disks }]) => {
      const disk = disks["volume"];
      if (!disk) return [];
      const { name, copyOf, copiedTo, snapshots } = disk;
      const words = [
        name.slice(name.lastIndexOf("-") + 1),
        ...(copyOf ? [`copy of ${copyOf.split("/").at(-1)}`] : []),
        ...(copiedTo ? [`copied to ${copiedTo.split("/").at(-1)}`] : []),
        ...(snapshots ? ["snapshots"] : []),
      ];
      return [[region, words.join(", ")]];
    }),
  );
}

const HOT = {
  [HOME]: "1, copied to bank-volume-us-east1-1, snapshots",
  [AWAY]: "1, copy of bank-volume-us-central1-1",
};

describe("disks", () => {
  it("are read only in that generation which a recovery has made, and follow nothing", () => {
    const restoredIn = (restored: Readonly<Record<string, number>>) => {
      const held = { instances: { [HOME]: 1, [AWAY]: 1 }, restored };
      const data = { volume: { ...volume, ...held } as DescribedStore };
      const { regions } = topology({ data, standby: "warm", primary: AWAY }, undefined, {});
      const disk = there(regions[AWAY]).disks["volume"];
      return [disk?.restored, disk?.copyOf, disk?.snapshots];
    };
    expect(restoredIn({ [AWAY]: 1 })).toEqual([true, undefined, true]);
    expect(restoredIn({ [AWAY]: 2 })).toEqual([false, link(HOME, 1), true]);
  });

  it("are copied to the other region in hot, and snapshotted where they are written to", () => {
    expect(found(topology())).toEqual(HOT);
    expect(there(topology().regions[AWAY]).disks["volume"]?.zones).toEqual([
      "us-east1-b",
      "us-east1-c",
    ]);
  });

  it("are copied on to a region that is lost: a copy that was stopped could not be one again", () => {
    expect(found(topology({}, undefined, { [AWAY]: "lost" }))[HOME]).toBe(HOT[HOME]);
  });

  it.each(["warm", "cold"] as const)("are in the primary region alone in %s", (standby) => {
    expect(found(topology({ standby }))).toEqual({ [HOME]: "1, snapshots" });
    expect(found(topology({ standby, primary: AWAY }))).toEqual({ [AWAY]: "1, snapshots" });
  });

  it("keep their snapshots after the loss of their region, restored from there or promoted", () => {
    for (const restored of [{ [AWAY]: 1 }, undefined]) {
      const held = { instances: { [HOME]: 1, [AWAY]: 1 }, ...(restored ? { restored } : {}) };
      const data = { volume: { ...volume, ...held } as DescribedStore };
      const given = topology({ data, primary: AWAY }, undefined, { [HOME]: "lost" });
      const snapshots = [HOME, AWAY].map((at) => given.regions[at]?.disks["volume"]?.snapshots);
      expect(snapshots).toEqual([true, true]);
    }
  });

  it("stay a pair in every mode where the instances are written out", () => {
    for (const standby of ["cold", "warm", "hot"] as const) {
      expect(found(topology({ standby }, { [HOME]: 1, [AWAY]: 1 }))).toEqual(HOT);
    }
  });

  it.each([
    ["the other region still to come", {}, { [AWAY]: "planned" }, { [HOME]: 1, [AWAY]: 1 }],
    [
      "switched over: who was written to can't be a copy",
      { primary: AWAY },
      {},
      { [HOME]: 1, [AWAY]: 1 },
    ],
    ["the home region lost", { primary: AWAY }, { [HOME]: "lost" }, { [HOME]: 1, [AWAY]: 1 }],
    ["a generation too far", {}, {}, { [HOME]: 3, [AWAY]: 1 }],
  ] as const)("are copied nowhere: %s", (_, overrides, states, instances) => {
    const given = topology(overrides, instances, states);
    const copied = Object.values(given.regions).filter(({ disks }) => disks["volume"]?.copiedTo);
    expect(copied).toEqual([]);
  });

  it("are copied back by a disk of the next generation, and over again by another", () => {
    expect(found(topology({ primary: AWAY }, { [HOME]: 2, [AWAY]: 1 }))).toEqual({
      [HOME]: "2, copy of bank-volume-us-east1-1",
      [AWAY]: "1, copied to bank-volume-us-central1-2, snapshots",
    });
    expect(found(topology({}, { [HOME]: 2, [AWAY]: 2 }))).toEqual({
      [HOME]: "2, copied to bank-volume-us-east1-2, snapshots",
      [AWAY]: "2, copy of bank-volume-us-central1-2",
    });
  });

  it("are taken by their own service, also where they are still to be made", () => {
    const given = topology({ standby: "warm" });
    expect(attachedTo(given, HOME, "files")).toEqual({ volume: link(HOME, 1) });
    expect(attachedTo(given, AWAY, "files")).toEqual({ volume: link(AWAY, 1) });
    const rebuilt = topology({}, { [HOME]: 2, [AWAY]: 1 });
    expect(attachedTo(rebuilt, HOME, "files")).toEqual({ volume: link(HOME, 2) });
    expect(attachedTo(given, HOME, "web")).toEqual({});
    expect(environmentOf(given, "files")).toEqual({ VOLUME_PATH: "/mnt/disks/volume" });
  });
});
