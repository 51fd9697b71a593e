import type { Cloud } from "../../../../sandbox/cloud";
import { isAvailable, rowsAt, writeRow } from "../../../../sandbox/kinds/located/rows";
import { runsOf } from "../../../../sandbox/kinds/scheduler/job";
import { bucketNamed, generationsOf, read } from "../../../../sandbox/kinds/storage/objects";
import { fresh, MINUTE, PROJECT, put } from "../fleet";

const HOUR = 60 * MINUTE;
const JOB = `cloudscheduler.Job:${PROJECT}/us-central1/products`;
const STORE = `firestore.Database:${PROJECT}/global/default`;

/** Documents of a multi-region, exported each day at three in the morning. */
function exported({ paused = false, locationId = "nam5" } = {}): Cloud {
  const { cloud } = fresh();
  put(cloud, "storage.Bucket", "US", "backup", { location: "US" });
  put(cloud, "firestore.Database", "global", "default", { name: "(default)", locationId });
  put(cloud, "workflows.Workflow", "us-central1", "export", { sourceContents: "main: {}" });
  const asked = {
    kind: "firestore",
    bucket: "backup",
    store: "products-db",
    database: "(default)",
  };
  const body = JSON.stringify({ argument: JSON.stringify(asked) });
  const workflow = `projects/${PROJECT}/locations/us-central1/workflows/export`;
  put(cloud, "cloudscheduler.Job", "us-central1", "products", {
    schedule: "0 3 * * *",
    timeZone: "Etc/UTC",
    paused,
    httpTarget: {
      uri: `https://workflowexecutions.googleapis.com/v1/${workflow}/executions`,
      body: Buffer.from(body).toString("base64"),
    },
  });
  return cloud;
}

const store = (cloud: Cloud) => cloud.find(STORE)!;

describe("an export", () => {
  it("is in the backup bucket each day, and holds what the store held then", () => {
    const cloud = exported();
    writeRow(cloud, store(cloud), 1);
    cloud.advanceTo(4 * HOUR);
    writeRow(cloud, store(cloud), 2);
    cloud.deleteData(STORE);
    cloud.advanceTo(30 * HOUR);
    expect(runsOf(cloud, JOB).map(({ at }) => at / HOUR)).toEqual([3, 27]);
    const names = [...generationsOf(cloud, "backup")].map(({ name }) => name);
    expect(names).toEqual([
      "products-db/(default)/2026-01-05T03-00-00.000Z",
      "products-db/(default)/2026-01-06T03-00-00.000Z",
    ]);
    const content = (name: string) =>
      JSON.parse(read(cloud, bucketNamed(cloud, "backup"), name).content);
    expect(names.map(content)).toEqual([[{ from: 1, to: 1 }], []]);
  });

  it("is not made while its job is paused, and is once it goes on", () => {
    const cloud = exported({ paused: true });
    cloud.advanceTo(30 * HOUR);
    expect(runsOf(cloud, JOB)).toEqual([]);
    const job = cloud.find(JOB)!;
    cloud.update(job, { ...job.properties, paused: false });
    cloud.advanceTo(60 * HOUR);
    expect(runsOf(cloud, JOB).map(({ at }) => at / HOUR)).toEqual([51]);
  });

  it("fails with its region, and says why", () => {
    const cloud = exported();
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "hang" });
    cloud.advanceTo(4 * HOUR);
    expect(runsOf(cloud, JOB)).toEqual([{ at: 3 * HOUR, why: "us-central1 is lost" }]);
  });

  it.each([
    ["nam5", true],
    ["us-central1", false],
  ])("of documents in %s: they can be had with us-central1 lost: %s (f.2)", (locationId, there) => {
    const cloud = exported({ locationId });
    writeRow(cloud, store(cloud), 1);
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "fail" });
    expect(isAvailable(cloud, store(cloud))).toBe(there);
    expect(rowsAt(cloud, store(cloud))).toEqual([{ from: 1, to: 1 }]);
  });
});
