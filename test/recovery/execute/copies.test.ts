import type { Action } from "../../../recovery/action";
import { call } from "../../../recovery/execute/call";
import type { Context } from "../../../recovery/execute/context";
import { earliestOf, isTaken, sourcesOf } from "../../../recovery/execute/copies";
import { Hosts } from "../../../recovery/execute/hosts";
import { copyOf } from "../../../recovery/plan/copy-of";
import { EPOCH } from "../../../sandbox/clock";
import type { Cloud } from "../../../sandbox/cloud";
import { DrillClock } from "../../../sandbox/drill/time";
import type { JsonObject } from "../../../sandbox/json";
import { eraseAll, fill, rowsAt, writeRow } from "../../../sandbox/kinds/located/rows";
import {
  addBatch,
  backlogOf,
  keepDone,
  putBatch,
  waitingIn,
} from "../../../sandbox/kinds/pubsub/backlog";
import { sandboxRest } from "../../../sandbox/rest/client";
import { openSandbox } from "../../../sandbox/sandbox";
import { setting } from "../plan/fixtures";

const PROJECT = "sandbox-test";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Store {
  readonly system: string;
  readonly store: string;
  /** What holds its rows, first, and what else is there. */
  readonly there: readonly (readonly [kind: string, name: string, properties: JsonObject])[];
  /** What a restore makes, and from when rows are in it. */
  readonly copy: readonly [kind: string, name: string];
  readonly rows: number;
  /** Minutes that it takes at least, however lucky. */
  readonly least: number;
  /** How many days back it can be read, where the cloud says so. */
  readonly days?: number;
}

const DOCUMENTS: Store = {
  ...{ system: "online-bank", store: "products-db" },
  there: [
    [
      "firestore.Database",
      "online-bank-products-db",
      {
        ...{ name: "online-bank-products-db", locationId: "nam5", type: "FIRESTORE_NATIVE" },
        pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
      },
    ],
  ],
  copy: ["firestore.Database", "online-bank-products-db-copy-1"],
  rows: 61, // a minute, and the one on it
  least: 8, // 50 GB
  days: 7,
};

const ORDERS: Store = {
  ...{ system: "shop-smart", store: "orders" },
  there: [
    ["spanner.Instance", "shop-smart-orders", { config: "nam3", displayName: "orders" }],
    [
      "spanner.Database",
      "shop-smart-orders/orders",
      { name: "orders", instance: "shop-smart-orders", versionRetentionPeriod: "604800s" },
    ],
  ],
  copy: ["spanner.Database", "shop-smart-orders/orders-copy-1"],
  rows: 100,
  least: 8,
  days: 7,
};

const ANALYTICS: Store = {
  ...{ system: "click-travel", store: "analytics-db" },
  there: [
    [
      "bigquery.Dataset",
      "click_travel_analytics_db",
      { datasetId: "click_travel_analytics_db", location: "US", maxTimeTravelHours: "168" },
    ],
  ],
  copy: ["bigquery.Dataset", "click_travel_analytics_db_copy_1"],
  rows: 100,
  least: 0,
};

/** A hundred rows, one a second, ten minutes later all of them deleted. */
function spoilt({ system, store, there, copy }: Store) {
  const sandbox = openSandbox();
  const { topology: now } = setting(system, "hot");
  const idOf = (kind: string, name: string) => `${kind}:${PROJECT}/US/${name}`;
  const source = (cloud: Cloud) => cloud.find(idOf(there[0]![0], there[0]![1]))!;
  const at = sandbox.transact((cloud) => {
    for (const [kind, name, properties] of there) {
      cloud.create({ kind, project: PROJECT, location: "US", name }, properties);
    }
    cloud.advanceTo(24 * HOUR);
    fill(cloud, source(cloud), 50);
    for (let row = 1; row <= 100; row += 1) {
      writeRow(cloud, source(cloud), row);
      cloud.advanceTo(cloud.now + 1000);
    }
    const moment = new Date(EPOCH + cloud.now).toISOString();
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    eraseAll(cloud, source(cloud));
    return moment;
  });
  const clock = new DrillClock(sandbox);
  const calls = { rest: sandboxRest(sandbox, clock), hosts: new Hosts(PROJECT) };
  const context = { ...calls, now } as unknown as Context; // nothing else of it is read
  const copied = copyOf(now, store, now.system.data[store]!, { to: at });
  const rows = (id = idOf(...copy)) =>
    sandbox.transact((cloud) => {
      const found = cloud.find(id);
      return found && rowsAt(cloud, found);
    });
  const held = () => rows(idOf(there[0]![0], there[0]![1]));
  return { sandbox, clock, calls, now, copied, context, rows, held };
}

/** Until it is there; how often it was asked. */
async function carriedOut(copied: Action, context: Context, clock: DrillClock): Promise<number> {
  for (let looks = 1; looks < 400; looks += 1) {
    if (!(await call(copied, context)).again) return looks;
    await clock.sleep(MINUTE);
  }
  throw new Error("it never ends");
}

describe.each([
  ["documents", DOCUMENTS],
  ["Spanner", ORDERS],
  ["BigQuery", ANALYTICS],
])("a copy as of a moment: %s", (_, store) => {
  it("holds what the store held then, takes as long as it is large, and leaves the store alone", async () => {
    const { copied, context, clock, rows, calls, held } = spoilt(store);
    expect(await isTaken(copied, calls)).toBe(false);
    const begun = clock.now();
    expect(await carriedOut(copied, context, clock)).toBeGreaterThan(1);
    expect(rows()).toEqual([{ from: 1, to: store.rows }]);
    expect(clock.now() - begun).toBeGreaterThan(store.least * MINUTE);
    expect(await isTaken(copied, calls)).toBe(true);
    expect(held()).toEqual([]);
    // Whoever runs it again finds it there.
    expect(await call(copied, context)).not.toHaveProperty("again");
  });

  it("is made once, however often an answer is lost", async () => {
    const { copied, context, clock, rows, sandbox } = spoilt(store);
    sandbox.transact(({ faults }) =>
      faults.inject("lost", { kind: "call", nth: 1, when: "after", verb: "create" }),
    );
    await carriedOut(copied, context, clock);
    expect(rows()).toEqual([{ from: 1, to: store.rows }]);
  });

  it("says how far back it goes, and what isn't there", async () => {
    const { copied, calls, now, clock } = spoilt(store);
    const sources = await sourcesOf(copied, now.naming, calls);
    expect(sources.every(({ found }) => found !== undefined)).toBe(true);
    const first = earliestOf(sources.map(({ found }) => found));
    const back = first === undefined ? undefined : (clock.now() - Date.parse(first)) / (24 * HOUR);
    expect(back).toEqual(store.days);
    const nowhere = { ...calls, hosts: new Hosts("sandbox-elsewhere") };
    expect(await sourcesOf(copied, now.naming, nowhere)).toEqual(
      sources.map(({ name }) => ({ name, found: undefined })),
    );
  });
});

describe("a queue", () => {
  it("delivers again what was taken since the moment, and nothing from before", async () => {
    const sandbox = openSandbox();
    const { topology: now } = setting("api-platform", "hot");
    const name = "api-platform-tasks";
    const subscription = `${PROJECT}/${name}`;
    const at = sandbox.transact((cloud) => {
      const place = { project: PROJECT, location: "global", name };
      cloud.create({ kind: "pubsub.Topic", ...place }, { messageRetentionDuration: "604800s" });
      cloud.create({ kind: "pubsub.Subscription", ...place }, { topic: name });
      const done = (count: number) => {
        addBatch(cloud, {
          ...{ subscription, region: "us-central1", count, poison: false },
          ...{ at: cloud.now, notBefore: cloud.now, attempts: 0 },
        });
        const [batch] = waitingIn(cloud, subscription);
        if (!batch) throw new Error("nothing waits");
        putBatch(cloud, { ...batch, count: 0 });
        keepDone(cloud, batch);
      };
      done(5);
      cloud.advanceTo(HOUR);
      const moment = new Date(EPOCH + cloud.now).toISOString();
      cloud.advanceTo(2 * HOUR);
      done(7);
      return moment;
    });
    const clock = new DrillClock(sandbox);
    const context = { rest: sandboxRest(sandbox, clock), hosts: new Hosts(PROJECT), now };
    const copied = copyOf(now, "tasks", now.system.data["tasks"]!, { to: at });
    await call(copied, context as unknown as Context);
    const waiting = () => sandbox.transact((cloud) => backlogOf(cloud, PROJECT, name));
    expect(waiting()).toBe(0);
    await clock.sleep(3 * MINUTE); // a seek doesn't hold at once
    expect(waiting()).toBe(7);
  });
});
