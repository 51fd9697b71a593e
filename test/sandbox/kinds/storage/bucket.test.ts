import type { Cloud } from "../../../../sandbox/cloud";
import type { JsonObject } from "../../../../sandbox/json";
import { stateOf } from "../../../../sandbox/kinds/storage/object";
import {
  bucketNamed,
  currentOf,
  generationsOf,
  insert,
  read,
  remove,
  restore,
} from "../../../../sandbox/kinds/storage/objects";
import { fillBucket, rowsOf, writeObject } from "../../../../sandbox/kinds/storage/rows";
import { fresh, MINUTE, put, spans } from "../fleet";

const DAY = 86_400_000;
const DUAL = {
  location: "US",
  customPlacementConfig: { dataLocations: ["US-CENTRAL1", "US-EAST1"] },
};
const TRASH = [
  { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 30, withState: "ARCHIVED" } },
];

function made(more: JsonObject = {}): Cloud {
  const { cloud } = fresh({ timing: spans });
  put(cloud, "storage.Bucket", "US", "documents", {
    ...DUAL,
    versioning: { enabled: true },
    softDeletePolicy: { retentionDurationSeconds: 30 * 86_400 },
    lifecycleRules: TRASH,
    ...more,
  });
  return cloud;
}

const documents = (cloud: Cloud) => bucketNamed(cloud, "documents");
const write = (cloud: Cloud, content = "one", ifGenerationMatch?: string) =>
  insert(cloud, documents(cloud), {
    name: "a",
    content,
    from: "us-central1",
    ...(ifGenerationMatch === undefined ? {} : { ifGenerationMatch }),
  });

describe("a bucket", () => {
  it("lets one of two writers in that expect the same generation", () => {
    const cloud = made();
    const first = write(cloud, "one", "0");
    expect(() => write(cloud, "two", "0")).toThrow(expect.objectContaining({ status: 412 }));
    const second = write(cloud, "two", first.generation);
    expect(() => write(cloud, "three", first.generation)).toThrow(
      expect.objectContaining({ status: 412 }),
    );
    expect(Number(second.generation)).toBeGreaterThan(Number(first.generation));
    expect(() =>
      remove(cloud, documents(cloud), "a", { ifGenerationMatch: first.generation }),
    ).toThrow(expect.objectContaining({ status: 412 }));
    expect(read(cloud, documents(cloud), "a").content).toBe("two");
  });

  it("keeps what is deleted in the trash, then softly, then no more", () => {
    const cloud = made();
    const { generation } = write(cloud);
    cloud.deleteData(documents(cloud).id);
    const state = () => {
      const [object] = generationsOf(cloud, "documents", "a");
      return stateOf(documents(cloud), object!, cloud.now);
    };
    expect(currentOf(cloud, documents(cloud), "a")).toBeUndefined();
    expect(state()).toBe("archived");
    cloud.advanceTo(30 * DAY);
    expect(state()).toBe("trashed");
    cloud.advanceTo(60 * DAY - 1);
    expect(state()).toBe("trashed");
    const back = restore(cloud, documents(cloud), "a", generation);
    expect(read(cloud, documents(cloud), "a")).toEqual(back);
    cloud.advanceTo(60 * DAY);
    expect(state()).toBe("gone");
    expect(() => restore(cloud, documents(cloud), "a", generation)).toThrow(
      expect.objectContaining({ status: 404 }),
    );
  });

  it("without versioning has only soft deletion between a mistake and the loss (R22)", () => {
    const cloud = made({ versioning: { enabled: false } });
    const { generation } = write(cloud);
    write(cloud, "two");
    cloud.advanceTo(30 * DAY - 1);
    restore(cloud, documents(cloud), "a", generation);
    expect(read(cloud, documents(cloud), "a").content).toBe("one");
  });

  it("refuses to overwrite or delete what its retention period keeps", () => {
    const cloud = made({ retentionPolicy: { retentionPeriod: "2592000" } });
    write(cloud);
    const refused = expect.objectContaining({ status: 403, reason: "retentionPolicyNotMet" });
    expect(() => write(cloud, "two")).toThrow(refused);
    expect(() => remove(cloud, documents(cloud), "a")).toThrow(refused);
    cloud.advanceTo(30 * DAY);
    write(cloud, "two");
  });

  it.each([
    ["ASYNC_TURBO", 15],
    ["DEFAULT", 60],
  ])("with %s loses at most the last %i minutes with a region (e)", (rpo, minutes) => {
    const cloud = made({ rpo });
    const every = 20_000;
    for (let time = 0; time < 3 * 60 * MINUTE; time += every) {
      cloud.advanceTo(time);
      insert(cloud, documents(cloud), { name: `o-${time}`, content: "", from: "us-central1" });
    }
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "hang" });
    const there = ({ name }: { name: string }) => {
      try {
        return read(cloud, documents(cloud), name) !== undefined;
      } catch {
        return false;
      }
    };
    const missing = [...generationsOf(cloud, "documents")].filter((object) => !there(object));
    expect(missing.length).toBeGreaterThan(0);
    const oldest = Math.min(...missing.map(({ at }) => at));
    expect(cloud.now - oldest).toBeLessThanOrEqual(minutes * MINUTE);
    cloud.advanceTo(cloud.now + DAY);
    expect(there(missing[0]!)).toBe(false);
    expect(insert(cloud, documents(cloud), { name: "new", content: "" }).place).toBe("us-east1");
    cloud.faults.heal("loss");
    expect(missing.every(there)).toBe(true);
  });

  it("in one region goes with it, and in a multi-region with none", () => {
    const { cloud } = fresh();
    put(cloud, "storage.Bucket", "US-CENTRAL1", "single", { location: "US-CENTRAL1" });
    put(cloud, "storage.Bucket", "US", "multi", { location: "US" });
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "fail" });
    expect(() => bucketNamed(cloud, "single")).toThrow(expect.objectContaining({ status: 503 }));
    insert(cloud, bucketNamed(cloud, "multi"), { name: "a", content: "x" });
    expect(read(cloud, bucketNamed(cloud, "multi"), "a").content).toBe("x");
  });

  it.each([
    [
      "turbo in a multi-region",
      { location: "US", rpo: "ASYNC_TURBO", customPlacementConfig: null },
    ],
    ["an rpo in one region", { location: "us-east1", rpo: "DEFAULT", customPlacementConfig: null }],
    ["five days of soft deletion", { softDeletePolicy: { retentionDurationSeconds: 432_000 } }],
  ])("refuses %s (e)", (_what, more) => {
    expect(() => made(more)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it("is not deleted while it holds anything", () => {
    const cloud = made();
    write(cloud);
    expect(() => cloud.delete(documents(cloud))).toThrow(expect.objectContaining({ status: 409 }));
  });
});

describe("rows of a bucket", () => {
  it("are the objects with their numbers that are there, and nothing else it holds", () => {
    const cloud = made();
    fillBucket(cloud, documents(cloud), 200);
    for (let row = 1; row <= 9; row += 1) writeObject(cloud, documents(cloud), row, "us-central1");
    remove(cloud, documents(cloud), "rows/4");
    expect(rowsOf(cloud, documents(cloud))).toEqual([
      { from: 1, to: 3 },
      { from: 5, to: 9 },
    ]);
    cloud.deleteData(documents(cloud).id);
    expect(rowsOf(cloud, documents(cloud))).toEqual([]);
  });
});
