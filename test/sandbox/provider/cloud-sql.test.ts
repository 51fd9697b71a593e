import { backupsOf } from "../../../sandbox/kinds/sql/backups";
import { aGoogleProvider, PROJECT, type Kept } from "./providers";

// What the provider decides around Cloud SQL, case by case.
const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const [HOME, AWAY] = ["db-us-central1", "db-us-east1"] as const;

const settings = (backups: boolean) => ({
  tier: "db-perf-optimized-N-2",
  edition: "ENTERPRISE_PLUS",
  diskSize: 100,
  backupConfiguration: { enabled: backups, pointInTimeRecoveryEnabled: backups },
  ipConfiguration: { ipv4Enabled: true },
});

const common = { databaseVersion: "POSTGRES_16", deletionProtection: true };

function writer(name: string, region: string, replica?: string) {
  return {
    ...common,
    name,
    region,
    instanceType: "CLOUD_SQL_INSTANCE",
    replicaNames: replica === undefined ? [] : [replica],
    replicationCluster: {
      failoverDrReplicaName: replica === undefined ? "" : `${PROJECT}:${replica}`,
    },
    settings: settings(true),
  };
}

function replica(name: string, region: string, of: string) {
  return {
    ...common,
    name,
    region,
    instanceType: "READ_REPLICA_INSTANCE",
    masterInstanceName: of,
    replicaNames: [] as string[],
    replicationCluster: { failoverDrReplicaName: "" },
    settings: settings(false),
  };
}

async function aPair() {
  const google = await aGoogleProvider();
  const first = await google.up(INSTANCE, writer(HOME, "us-central1"), HOME);
  const away = await google.up(INSTANCE, replica(AWAY, "us-east1", HOME), AWAY);
  const home = await google.update(first, writer(HOME, "us-central1", AWAY));
  return { ...google, home, away };
}

const typeOf = (kept: Kept | undefined) => kept?.outputs["instanceType"];

describe("Cloud SQL through Google's provider", () => {
  it("doesn't send the designation with the creation, so that only a later update brings it", async () => {
    const { up, diff, update } = await aGoogleProvider();
    const home = await up(INSTANCE, writer(HOME, "us-central1"), HOME);
    await up(INSTANCE, replica(AWAY, "us-east1", HOME), AWAY);
    const news = writer(HOME, "us-central1", AWAY);
    expect((await diff(home, news)).changes).toMatchObject({ replicationCluster: "add" });
    const after = await update(home, news);
    expect(after.outputs["replicationCluster"]).toMatchObject({
      failoverDrReplicaName: `${PROJECT}:${AWAY}`,
    });
    expect((await diff(after, news)).changes).toEqual({});
  });

  it("drops a designation that is given when the instance is made", async () => {
    const { up } = await aGoogleProvider();
    const { outputs } = await up(INSTANCE, writer(HOME, "us-central1", AWAY), HOME);
    expect(outputs).not.toHaveProperty("replicationCluster.failoverDrReplicaName");
  });

  it("switches over where replicaNames holds the old primary, and matches after a refresh", async () => {
    const { home, away, update, refresh, diff } = await aPair();
    const promoted = await update(away, writer(AWAY, "us-east1", HOME));
    expect(typeOf(promoted)).toBe("CLOUD_SQL_INSTANCE");
    const demoted = await refresh(home);
    expect(demoted?.outputs).toMatchObject({
      instanceType: "READ_REPLICA_INSTANCE",
      masterInstanceName: AWAY,
    });
    const asReplica = replica(HOME, "us-central1", AWAY);
    expect(await diff(demoted!, asReplica)).toMatchObject({ changes: {}, replaces: [] });
    expect((await diff(promoted, writer(AWAY, "us-east1", HOME))).changes).toEqual({});
  });

  it("would replace the old primary without the refresh", async () => {
    const { home, away, update, diff } = await aPair();
    await update(away, writer(AWAY, "us-east1", HOME));
    const asReplica = replica(HOME, "us-central1", AWAY);
    expect(await diff(home, asReplica)).toMatchObject({
      replaces: ["masterInstanceName"],
      deleteBeforeReplace: true,
    });
  });

  it("promotes where replicaNames doesn't hold it, which leaves two primaries", async () => {
    const { home, away, update, refresh } = await aPair();
    const promoted = await update(away, writer(AWAY, "us-east1"));
    expect([typeOf(promoted), typeOf(await refresh(home))]).toEqual([
      "CLOUD_SQL_INSTANCE",
      "CLOUD_SQL_INSTANCE",
    ]);
  });

  it("refuses a promotion in the preview while the old primary is still named", async () => {
    const { away, provider, check } = await aPair();
    const still = { ...writer(AWAY, "us-east1", HOME), masterInstanceName: HOME };
    const { failures, inputs: news } = await check(away.urn, still, away.inputs);
    expect(failures.map(({ property }) => property)).toEqual(["masterInstanceName"]);
    const { urn, id, outputs: olds, inputs: oldInputs } = away;
    const difference = provider.diff({ urn, id, olds, oldInputs, news, ignoreChanges: [] });
    await expect(difference).rejects.toThrow(
      "Replica promote configuration check failed. Please remove master_instance_name and try again.",
    );
  });

  it("takes a name with or without its project for the same", async () => {
    const { home, diff } = await aPair();
    const bare = {
      ...writer(HOME, "us-central1", AWAY),
      replicationCluster: { failoverDrReplicaName: AWAY },
    };
    expect((await diff(home, bare)).changes).toEqual({});
  });

  it("lets a disk that has grown by itself stay as large, and replaces it where it may not grow", async () => {
    const { home, diff } = await aPair();
    const news = writer(HOME, "us-central1", AWAY);
    const grown = {
      ...home,
      outputs: {
        ...home.outputs,
        settings: { ...Object(home.outputs["settings"]), diskSize: 200 },
      },
    };
    expect((await diff(grown, news)).changes).toEqual({});
    const fixed = { ...news, settings: { ...news.settings, diskAutoresize: false } };
    expect((await diff(grown, fixed)).replaces).toEqual(["settings.diskSize"]);
  });

  it("refuses to delete what is protected, and then once more by the API's own protection", async () => {
    const { up, update, delete: remove } = await aGoogleProvider();
    const guarded = { ...settings(true), deletionProtectionEnabled: true };
    const news = { ...writer(HOME, "us-central1"), settings: guarded };
    const kept = await up(INSTANCE, news, HOME);
    await expect(remove(kept)).rejects.toThrow("deletionProtection=false");
    const open = await update(kept, { ...news, deletionProtection: false });
    await expect(remove(open)).rejects.toThrow("The instance is protected");
    const free = await update(open, {
      ...writer(HOME, "us-central1"),
      deletionProtection: false,
      settings: { ...guarded, deletionProtectionEnabled: false },
    });
    await remove(free);
    await expect(up(INSTANCE, writer(HOME, "us-central1"), HOME)).rejects.toThrow("Error 409");
  });

  it("restores a backup once for each that it is told of, over whatever is there", async () => {
    const { up, update, cloud } = await aGoogleProvider();
    const given = writer(HOME, "us-central1");
    const made = await up(INSTANCE, given, HOME);
    cloud.settle();
    const address = { kind: "sql.DatabaseInstance", project: PROJECT, location: "us-central1" };
    cloud.advanceTo(cloud.act({ ...address, name: HOME }, "backup").end);
    const restored = () => [...cloud.calls()].filter(({ verb }) => verb === "restoreBackup").length;
    const [backup] = backupsOf(cloud, PROJECT, HOME);
    const context = { backupRunId: Number(backup?.id), instanceId: HOME };
    const news = { ...given, restoreBackupContext: context };
    const after = await update(made, news);
    expect(restored()).toBe(1);
    await update(after, { ...news, settings: { ...news.settings, userLabels: { a: "b" } } });
    expect(restored()).toBe(1);
    const another = { ...context, backupRunId: 4711 };
    await expect(update(after, { ...news, restoreBackupContext: another })).rejects.toThrow("404");
  });

  it("leaves a database or user that is to be abandoned", async () => {
    const { up, cloud, delete: remove } = await aPair();
    const named = { instance: HOME, name: "accounts", deletionPolicy: "ABANDON" };
    await remove(await up("gcp:sql/database:Database", named));
    expect([...cloud.all("sql.Database")].map(({ name }) => name)).toEqual([`${HOME}/accounts`]);
  });
});
