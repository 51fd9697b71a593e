import type { Cloud } from "../../../../sandbox/cloud";
import { beginSnapshot } from "../../../../sandbox/kinds/compute/snapshots";
import { isWritable } from "../../../../sandbox/kinds/compute/disk-rows";
import { rowsAt, writeRow } from "../../../../sandbox/kinds/located/rows";
import type { JsonObject } from "../../../../sandbox/json";
import { fresh, link, MINUTE, PROJECT, put, SECOND, spans } from "../fleet";

const [HOME, OTHER] = ["us-central1", "us-east1"];

const idOf = (region: string, name: string) => `compute.RegionDisk:${PROJECT}/${region}/${name}`;
const disk = (cloud: Cloud, region: string, name = "files") => cloud.find(idOf(region, name))!;
const rows = (cloud: Cloud, region: string, name?: string) =>
  rowsAt(cloud, disk(cloud, region, name));

function make(cloud: Cloud, region: string, name: string, more: JsonObject = {}): void {
  const replicaZones = [`${region}-b`, `${region}-c`];
  put(cloud, "compute.RegionDisk", region, name, {
    name,
    region,
    size: 100,
    replicaZones,
    ...more,
  });
  cloud.settle();
}

/** A disk with a row each second, for two minutes. */
function written(seed = 1): Cloud {
  const { cloud } = fresh({ seed, timing: spans });
  make(cloud, HOME, "files");
  write(cloud, 1, 120);
  return cloud;
}

function write(cloud: Cloud, from: number, to: number, region = HOME): void {
  for (let row = from; row <= to; row += 1) {
    cloud.advanceTo(cloud.now + SECOND);
    writeRow(cloud, disk(cloud, region), row);
  }
}

/** Begins to follow the disk, as hot has it. */
function copied(cloud: Cloud): void {
  const source = link(`regions/${HOME}/disks/files`);
  make(cloud, OTHER, "files", { asyncPrimaryDisk: { disk: source } });
  const secondaryDisk = { disk: link(`regions/${OTHER}/disks/files`) };
  put(cloud, "compute.DiskAsyncReplication", HOME, "files", { primaryDisk: source, secondaryDisk });
  cloud.settle();
}

const stop = (cloud: Cloud) => {
  cloud.advanceTo(cloud.act(disk(cloud, OTHER), "stopAsyncReplication").end);
};

describe("a disk of a snapshot", () => {
  it("holds what the first one held when the snapshot was begun, whatever has become of that", () => {
    const cloud = written();
    const { name, end } = beginSnapshot(disk(cloud, HOME), cloud, "us");
    write(cloud, 121, 150);
    cloud.deleteData(idOf(HOME, "files"));
    cloud.advanceTo(end);
    make(cloud, OTHER, "files", { snapshot: name });
    expect(rows(cloud, HOME)).toEqual([]);
    expect(rows(cloud, OTHER)).toEqual([{ from: 1, to: 120 }]);
  });

  it("is there once it is made, and begins with nothing where one of its name is gone", () => {
    const cloud = written();
    const { name, end } = beginSnapshot(disk(cloud, HOME), cloud, "us");
    cloud.advanceTo(end);
    const made = { name: "files", region: OTHER, size: 100, snapshot: name };
    put(cloud, "compute.RegionDisk", OTHER, "files", made);
    expect([isWritable(disk(cloud, OTHER), cloud), rows(cloud, OTHER)]).toEqual([false, []]);
    cloud.settle();
    expect(isWritable(disk(cloud, OTHER), cloud)).toBe(true);
    cloud.delete(disk(cloud, HOME));
    make(cloud, HOME, "files");
    expect(rows(cloud, HOME)).toEqual([]);
  });
});

describe("a disk's copy", () => {
  it("is written to by nobody before it is left, and has then what came up to its lag before the loss", () => {
    const lags = [1, 2, 3, 4].map((seed) => {
      const cloud = written(seed);
      copied(cloud);
      write(cloud, 121, 300);
      expect(isWritable(disk(cloud, OTHER), cloud)).toBe(false);
      cloud.faults.inject("loss", { kind: "region-loss", region: HOME, calls: "hang" });
      cloud.advanceTo(cloud.now + 10 * MINUTE);
      stop(cloud);
      expect(isWritable(disk(cloud, OTHER), cloud)).toBe(true);
      return 300 - rows(cloud, OTHER).at(-1)!.to;
    });
    for (const lag of lags) expect([lag, lag >= 1 && lag <= 60]).toEqual([lag, true]);
    expect(new Set(lags).size).toBeGreaterThan(1);
  });

  it("goes its own way from then on", () => {
    const cloud = written();
    copied(cloud);
    cloud.advanceTo(cloud.now + 2 * MINUTE);
    stop(cloud);
    write(cloud, 121, 130);
    expect(rows(cloud, OTHER)).toEqual([{ from: 1, to: 120 }]);
    write(cloud, 131, 140, OTHER);
    expect(rows(cloud, HOME).at(-1)).toEqual({ from: 121, to: 130 });
  });
});
