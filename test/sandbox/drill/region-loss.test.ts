import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openJournal } from "../../../recovery/execute/journal";
import { verdictOf } from "../../../report/drill";
import { drill, type Drilled } from "../../../sandbox/drill/drill";
import { RECOVERY_BUCKET, Stage } from "../../../sandbox/drill/stage";
import { currentOf } from "../../../sandbox/kinds/storage/objects";
import { triesOf } from "../../../sandbox/traffic/writes";
import { durations } from "../../recovery/plan/fixtures";
import { PROJECT } from "../../stacks/runs";

// Both stacks are deployed once, 190 resources in all: half a minute on an idle machine.
describe("the loss of the bank's primary region, in hot", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-drill-"));
  let stage: Stage;
  let drilled: Drilled;

  beforeAll(async () => {
    const text = readFileSync(path.join(PROJECT, "systems/online-bank.yaml"), "utf8");
    stage = await Stage.open({ dir: PROJECT, text, folder });
    const journal = openJournal(path.join(folder, "journal.jsonl"));
    drilled = await drill({ stage, durations, journal, happened: { event: "region-loss" } });
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is over within what was predicted, for every service and every database", () => {
    const early = ["longer than predicted", "shorter than predicted"];
    const strange = drilled.measured.filter((one) => early.includes(verdictOf(one) ?? ""));
    expect(strange).toEqual([]);
    expect(drilled.measured.map(({ of, what }) => `${what} ${of}`)).toEqual([
      "rto web",
      "rto accounts",
      "rto products",
      "rto accounts-db",
      "rto products-db",
      "rto documents",
      "rpo accounts-db",
      "rpo products-db",
      "rpo documents",
    ]);
  });

  // Row 1800 is the last before the loss: users write one a second for half an hour.
  it.each([
    ["accounts-db", "that the replica had not copied: the last second's", 1800],
    ["products-db", "of none: each is in both regions before it is acknowledged", 1801],
    ["documents", "of the last 15 minutes, which is how long turbo replication may take", 901],
  ])("loses no acknowledged row of %s but those %s", (store, _, oldest) => {
    const lost = drilled.losses.find((one) => one.store === store)!.rows;
    const [first, last] = [lost[0]?.from ?? 1801, lost.at(-1)?.to ?? 1800];
    const tries = stage.sandbox.transact((cloud) => triesOf(cloud, store));
    expect(tries.some(({ instance }) => instance !== undefined)).toBe(true);
    expect(lost.length > 0).toBe(store !== "products-db");
    expect(first).toBeGreaterThanOrEqual(oldest);
    expect(last).toBeLessThanOrEqual(1800);
    const rpo = drilled.measured.find(({ of, what }) => of === store && what === "rpo");
    expect(rpo?.measured).toBe(last - first + 1);
  });

  it("leaves description, state and cloud in agreement, with the region still gone", () => {
    expect(drilled.changes).toEqual({ "us-central1": [], "us-east1": [] });
    const { primary, regions } = stage.topology();
    expect([primary, regions["us-central1"]?.state]).toEqual(["us-east1", "lost"]);
  });

  it("gives the lease back and lets deployments go on", () => {
    const left = stage.sandbox.transact((cloud) => {
      const bucket = [...cloud.all("storage.Bucket")].find(({ name }) => name === RECOVERY_BUCKET)!;
      return ["lease.json", "frozen.json"].map((name) => currentOf(cloud, bucket, name));
    });
    expect(left).toEqual([undefined, undefined]);
  });

  it("has served users again from the other region alone", () => {
    for (const { failed, served } of drilled.requests) expect(served).toBeGreaterThan(failed / 10);
    expect(drilled.executed.left).toEqual([]);
  });
});
