import * as fs from "node:fs";
import * as path from "node:path";
import type { Inventory } from "../../inventory/model";
import { withDeletionTable } from "../../report/lazy-deletion";
import { loadSystem } from "../../system/load";
import type { System } from "../../system/schema/system";
import { DAY, HOUR } from "../../system/units";
import { PROJECT, run } from "./runs";

const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), "utf8");
const FILES = fs.readdirSync(path.join(PROJECT, "systems")).map((file) => `systems/${file}`);

function systemOf(file: string): System {
  const loaded = loadSystem({ path: file, text: read(file) });
  if ("problems" in loaded) throw new Error(`${file} has problems`);
  return loaded.system;
}

/** What a test reads out of inputs is checked by its expectations, not by types. */
type Inputs = any; // oxlint-disable-line typescript/no-explicit-any
const all = ({ resources }: Inventory, kind: string): readonly [string, Inputs][] =>
  resources
    .filter(({ type }) => type.startsWith(`gcp:${kind}:`))
    .map(({ name, inputs }) => [name, inputs]);
const one = (inventory: Inventory, kind: string, name: string): Inputs => {
  const found = all(inventory, kind).filter(([other]) => other === name);
  expect(found).toHaveLength(1);
  return found[0]?.[1];
};
const seconds = (text: string) => Number(text.replace(/s$/, ""));

/** How long the declared resources really keep what was deleted: all that a store says, in seconds. */
const KEPT: Record<string, (inventory: Inventory, store: string, system: System) => Inputs> = {
  "cloud-sql": (inventory, store, { name, home }) => {
    const sql = one(inventory, "sql/databaseInstance", `${name}-${store}-${home}-1`);
    const { backupConfiguration: backups, finalBackupConfig, retainBackupsOnDelete } = sql.settings;
    expect([finalBackupConfig.enabled, retainBackupsOnDelete]).toEqual([true, true]);
    expect(backups.backupRetentionSettings.retentionUnit).toBe("COUNT");
    return {
      recoveryWindow: backups.transactionLogRetentionDays * DAY,
      keep: Math.min(
        backups.backupRetentionSettings.retainedBackups,
        finalBackupConfig.retentionDays,
      ),
      export: dumps(inventory, store),
    };
  },
  firestore: (inventory, store) => {
    expect(one(inventory, "firestore/database", store)).toMatchObject({
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
      deleteProtectionState: "DELETE_PROTECTION_ENABLED",
      deletionPolicy: "ABANDON",
    });
    const schedule = (rhythm: string) =>
      seconds(one(inventory, "firestore/backupSchedule", `${store}-${rhythm}`).retention);
    return {
      daily: schedule("daily"),
      weekly: schedule("weekly"),
      export: dumps(inventory, store),
    };
  },
  spanner: (inventory, store, { data }) => {
    const spec = data[store];
    const [logical] = spec?.kind === "spanner" ? spec.databases : [];
    const database = one(inventory, "spanner/database", `${store}-${logical}`);
    const schedule = one(inventory, "spanner/backupSchedule", `${store}-${logical}`);
    return {
      recoveryWindow: seconds(database.versionRetentionPeriod),
      backups: seconds(schedule.retentionDuration),
    };
  },
  bigquery: (inventory, store) => {
    const dataset = one(inventory, "bigquery/dataset", store);
    expect(dataset.deleteContentsOnDestroy).toBe(false);
    return { timeTravel: Number(dataset.maxTimeTravelHours) * HOUR };
  },
  bucket: (inventory, store) => {
    const bucket = one(inventory, "storage/bucket", store);
    expect(bucket.versioning).toEqual({ enabled: true });
    const deletes = bucket.lifecycleRules.filter((rule: Inputs) => rule.action.type === "Delete");
    // What is live is never deleted, and what is not has been so for the trash's length.
    for (const { condition } of deletes) expect(condition.withState).toBe("ARCHIVED");
    return {
      trash:
        Math.min(...deletes.map((rule: Inputs) => rule.condition.daysSinceNoncurrentTime)) * DAY,
      softDelete: bucket.softDeletePolicy.retentionDurationSeconds,
    };
  },
  disk: (inventory, store, { home }) => {
    const name = `${store}-${home}`;
    const policy = one(inventory, "compute/resourcePolicy", name).snapshotSchedulePolicy;
    expect(policy.retentionPolicy.onSourceDiskDelete).toBe("KEEP_AUTO_SNAPSHOTS");
    return { snapshots: policy.retentionPolicy.maxRetentionDays * DAY };
  },
  queue: (inventory, store) => {
    const kept = ["topic", "subscription"].flatMap((kind) =>
      [store, `${store}-dead-letters`].map(
        (name) => one(inventory, `pubsub/${kind}`, name).messageRetentionDuration,
      ),
    );
    expect(one(inventory, "pubsub/subscription", store).expirationPolicy).toEqual({ ttl: "" });
    return { retention: Math.min(...kept.map(seconds)) };
  },
};

/** The age at which the backup bucket lets go of a store's dumps. */
function dumps(inventory: Inventory, store: string): number {
  const bucket = one(inventory, "storage/bucket", "backup");
  const ages = bucket.lifecycleRules
    .filter(({ condition }: Inputs) => condition.matchesPrefixes.includes(`${store}/`))
    .map(({ condition }: Inputs) => condition.age);
  expect(ages).toHaveLength(1);
  return ages[0] * DAY;
}

/** The same lengths as described. */
function described(store: System["data"][string]): Inputs {
  switch (store.kind) {
    case "cloud-sql": {
      const { recoveryWindow, backups } = store;
      return { recoveryWindow, keep: backups.keep, export: backups.export?.keep };
    }
    case "firestore": {
      const { daily, weekly, export: copies } = store.backups;
      return { daily, weekly, export: copies?.keep };
    }
    case "spanner":
      return { recoveryWindow: store.recoveryWindow, backups: store.backups?.keep };
    case "bigquery":
      return { timeTravel: store.timeTravel };
    case "bucket":
      return { trash: store.trash, softDelete: store.softDelete };
    case "disk":
      return { snapshots: store.snapshots.keep };
    case "queue":
      return { retention: store.retention };
  }
}

describe("lazy deletion", () => {
  it.each(FILES)(
    "keeps what was deleted for as long as described: %s",
    async (file) => {
      const system = systemOf(file);
      const inventory = await run("prod", {}, { system: file });
      const kept = Object.entries(system.data).map(([name, store]) => [
        name,
        KEPT[store.kind]?.(inventory, name, system),
      ]);
      const wanted = Object.entries(system.data).map(([name, store]) => [name, described(store)]);
      expect(kept).toEqual(wanted);
    },
    120_000,
  );

  it("stands in docs/lazy-deletion.md as it is", () => {
    const text = read("docs/lazy-deletion.md");
    expect(withDeletionTable(text, FILES.map(systemOf))).toBe(text);
    expect(text).toContain("`accounts-db`");
  });
});
