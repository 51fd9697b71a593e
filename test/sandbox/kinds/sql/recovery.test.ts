import { backupsOf } from "../../../../sandbox/kinds/sql/backups";
import { runtimeOf } from "../../../../sandbox/kinds/sql/instance";
import { LOG_UPLOAD, recoverable, timeOf } from "../../../../sandbox/kinds/sql/recovery";
import type { JsonObject } from "../../../../sandbox/json";
import {
  act,
  address,
  CENTRAL,
  change,
  DAY,
  EAST,
  heal,
  HOUR,
  lose,
  MINUTE,
  pair,
  PROJECT,
  refusal,
  rows,
  sqlCloud,
  there,
  writable,
  writeRows,
  writerProperties,
} from "./fixtures";

const WRITER = "accounts-central";
type Sandbox = ReturnType<typeof sqlCloud>;

const single = (settings: JsonObject = {}, backups: JsonObject = {}) => {
  const cloud = sqlCloud();
  cloud.create(address(WRITER), writerProperties({ settings, backups }));
  cloud.settle();
  return cloud;
};

const backUp = (cloud: Sandbox, name = WRITER) => {
  act(cloud, name, "backup");
  return backupsOf(cloud, PROJECT, name).at(-1)!;
};

const cloneTo = (cloud: Sandbox, name: string, pointInTime?: string) => {
  const clone = { sourceInstanceName: WRITER, ...(pointInTime && { pointInTime }) };
  cloud.create(address(name), { clone });
  cloud.settle();
};

describe("backups", () => {
  it("are taken every day at their time, and the oldest goes when there are more than are kept", () => {
    const cloud = single({}, { backupRetentionSettings: { retainedBackups: 3 } });
    cloud.advanceTo(10 * DAY);
    const all = backupsOf(cloud, PROJECT, WRITER);
    expect(all.map(({ start }) => start)).toEqual([7, 8, 9].map((day) => day * DAY + 2 * HOUR));
    expect(new Set(all.map(({ status, type }) => `${type} ${status}`))).toEqual(
      new Set(["AUTOMATED SUCCESSFUL"]),
    );
  });

  it("are of running writers alone", () => {
    const cloud = pair();
    cloud.advanceTo(3 * DAY);
    expect(backupsOf(cloud, PROJECT, "accounts-east")).toEqual([]);
    expect(backupsOf(cloud, PROJECT, WRITER)).toHaveLength(3);
    change(cloud, WRITER, { activationPolicy: "NEVER" });
    cloud.advanceTo(6 * DAY);
    expect(backupsOf(cloud, PROJECT, WRITER)).toHaveLength(3);
  });

  it("hold what was there when they began, and take as long as the disk is large", () => {
    const cloud = single();
    writeRows(cloud, WRITER, 1, 10);
    const operation = cloud.act(address(WRITER), "backup");
    writeRows(cloud, WRITER, 11, 10);
    cloud.advanceTo(operation.end);
    expect(operation.end - operation.start).toBeGreaterThanOrEqual(100_000);
    const { id } = backupsOf(cloud, PROJECT, WRITER)[0]!;
    act(cloud, WRITER, "restoreBackup", { backupRunId: id });
    expect(rows(cloud, WRITER)).toEqual([{ from: 1, to: 10 }]);
  });

  it("fail if the region goes while they are taken", () => {
    const cloud = single();
    const { id, end } = cloud.act(address(WRITER), "backup");
    lose(cloud, CENTRAL);
    cloud.advanceTo(end);
    expect(backupsOf(cloud, PROJECT, WRITER)).toMatchObject([{ status: "FAILED" }]);
    expect(cloud.operation(id).error).toContain("not running");
  });

  it.each([
    [{}, 0],
    [{ retainBackupsOnDelete: true }, 1],
    [{ finalBackupConfig: { enabled: true, retentionDays: 5 } }, 1],
    [{ retainBackupsOnDelete: true, finalBackupConfig: { enabled: true, retentionDays: 5 } }, 2],
  ])("after a deletion with %j: %i are left", (settings, left) => {
    const cloud = single(settings);
    writeRows(cloud, WRITER, 1, 10);
    backUp(cloud);
    writeRows(cloud, WRITER, 11, 10);
    cloud.delete(address(WRITER));
    const found = backupsOf(cloud, PROJECT, WRITER);
    expect(found).toHaveLength(left);
    if (found.length === 0) return;
    const properties = { restoreBackupContext: { backupRunId: found.at(-1)!.id } };
    cloud.create(address("restored"), writerProperties({ properties }));
    cloud.settle();
    const to = "finalBackupConfig" in settings ? 20 : 10;
    expect(rows(cloud, "restored")).toEqual([{ from: 1, to }]);
    cloud.advanceTo(cloud.now + 31 * DAY);
    expect(backupsOf(cloud, PROJECT, WRITER)).toEqual([]);
  });
});

describe("a restoration", () => {
  const into = (location: string, cloud: Sandbox, id: string) => {
    cloud.create(address("target", location), writerProperties());
    cloud.settle();
    return act(cloud, "target", "restoreBackup", { backupRunId: id, instanceId: WRITER });
  };

  it("puts the backup in the place of everything, down meanwhile, and begins the log anew", () => {
    const cloud = single();
    writeRows(cloud, WRITER, 1, 10);
    const { id } = backUp(cloud);
    writeRows(cloud, WRITER, 11, 10);
    expect(recoverable(there(cloud, WRITER), cloud)).toBeDefined();
    const { end } = cloud.act(address(WRITER), "restoreBackup", { backupRunId: id });
    cloud.advanceTo(end - 1);
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.advanceTo(end);
    expect(writable(cloud, WRITER)).toBe(true);
    expect(rows(cloud, WRITER)).toEqual([{ from: 1, to: 10 }]);
    expect(recoverable(there(cloud, WRITER), cloud)).toBeUndefined();
  });

  it("goes into another region from a multi-region, with the first region gone (cold)", () => {
    const cloud = single();
    writeRows(cloud, WRITER, 1, 10);
    const { id, location } = backUp(cloud);
    expect(location).toBe("us");
    lose(cloud, CENTRAL);
    expect(into(EAST, cloud, id).error).toBeUndefined();
    expect(rows(cloud, "target")).toEqual([{ from: 1, to: 10 }]);
  });

  it("is impossible with a backup that stayed in the lost region (R5)", () => {
    const cloud = single({}, { location: CENTRAL });
    const { id } = backUp(cloud);
    lose(cloud, CENTRAL);
    expect(refusal(() => into(EAST, cloud, id))[0]).toBe(503);
  });

  it("is refused into a replica, a writer with replicas, a smaller disk, another version", () => {
    const cloud = pair();
    const { id } = backUp(cloud);
    const restore = (name: string) => () => act(cloud, name, "restoreBackup", { backupRunId: id });
    expect(refusal(restore("accounts-east"))[2]).toContain("is a replica");
    expect(refusal(restore(WRITER))[2]).toContain("has the replica 'accounts-east'");
    cloud.create(address("small"), writerProperties({ settings: { diskSize: 50 } }));
    const old = { databaseVersion: "POSTGRES_15" };
    cloud.create(address("old"), writerProperties({ properties: old }));
    cloud.settle();
    expect(refusal(restore("small"))[2]).toContain("100 GB");
    expect(refusal(restore("old"))[2]).toContain("POSTGRES_16");
    const nothing = () => act(cloud, "small", "restoreBackup", { backupRunId: "1" });
    expect(refusal(nothing)[0]).toBe(404);
  });

  it("of a running backup is refused", () => {
    const cloud = single();
    cloud.act(address(WRITER), "backup");
    const { id } = backupsOf(cloud, PROJECT, WRITER)[0]!;
    const properties = { restoreBackupContext: { backupRunId: id } };
    const make = () => cloud.create(address("new"), writerProperties({ properties }));
    expect(refusal(make)[2]).toContain("RUNNING");
  });
});

describe("a clone to a point in time", () => {
  it("brings back what a bad migration deleted, in a new instance; the replica is no help", () => {
    const cloud = pair();
    backUp(cloud);
    writeRows(cloud, WRITER, 1, 100);
    const before = timeOf(cloud.now);
    cloud.advanceTo(cloud.now + MINUTE);
    cloud.deleteData(there(cloud, WRITER).id, { from: 1, to: 50 });
    cloud.advanceTo(cloud.now + HOUR);
    for (const name of [WRITER, "accounts-east"]) {
      expect(rows(cloud, name)).toEqual([{ from: 51, to: 100 }]);
    }
    cloneTo(cloud, "repaired", before);
    expect(rows(cloud, "repaired")).toEqual([{ from: 1, to: 100 }]);
    expect(writable(cloud, "repaired")).toBe(true);
    expect(rows(cloud, WRITER)).toEqual([{ from: 51, to: 100 }]);
  });

  it("without a time is of when it was asked for", () => {
    const cloud = single();
    writeRows(cloud, WRITER, 1, 10);
    cloud.create(address("copy"), { clone: { sourceInstanceName: WRITER } });
    writeRows(cloud, WRITER, 11, 10);
    cloud.settle();
    expect(rows(cloud, "copy")).toEqual([{ from: 1, to: 10 }]);
    expect(there(cloud, "copy").properties).toMatchObject({
      databaseVersion: "POSTGRES_16",
      settings: { tier: "db-perf-optimized-N-4" },
    });
  });

  it("reaches from the first backup to now, and no further back than the logs are kept", () => {
    const cloud = single({}, { transactionLogRetentionDays: 2 });
    expect(recoverable(there(cloud, WRITER), cloud)).toBeUndefined();
    expect(refusal(() => cloneTo(cloud, "new", timeOf(cloud.now)))[2]).toContain("no backup yet");
    const { start } = backUp(cloud);
    expect(recoverable(there(cloud, WRITER), cloud)).toEqual({ from: start, to: cloud.now });
    expect(refusal(() => cloneTo(cloud, "new", timeOf(start - 1)))[0]).toBe(400);
    expect(refusal(() => cloneTo(cloud, "new", timeOf(cloud.now + 1)))[0]).toBe(400);
    expect(refusal(() => cloneTo(cloud, "new", "yesterday"))[0]).toBe(400);
    cloud.advanceTo(10 * DAY);
    const window = recoverable(there(cloud, WRITER), cloud);
    expect(window).toEqual({ from: 8 * DAY, to: 10 * DAY });
  });

  it("may miss the last five minutes of an instance that can't be reached", () => {
    const cloud = single({ availabilityType: "ZONAL" });
    backUp(cloud);
    cloud.advanceTo(DAY);
    const { zone } = runtimeOf(there(cloud, WRITER));
    cloud.faults.inject("zone", { kind: "zone-loss", zone });
    cloud.advanceTo(DAY + HOUR);
    expect(recoverable(there(cloud, WRITER), cloud)?.to).toBe(DAY - LOG_UPLOAD);
    expect(refusal(() => cloneTo(cloud, "now"))[1]).toBe("invalidState");
  });

  it("is impossible while the region that has the logs is gone, and made nowhere else", () => {
    const cloud = single();
    backUp(cloud);
    const time = timeOf(cloud.now);
    const clone = { sourceInstanceName: WRITER, pointInTime: time };
    const elsewhere = () => cloud.create(address("new", EAST), { clone });
    expect(refusal(elsewhere)[2]).toContain("is made in us-central1");
    lose(cloud, CENTRAL);
    expect(refusal(() => cloneTo(cloud, "new", time))[0]).toBe(503);
    heal(cloud, CENTRAL);
    expect(() => cloneTo(cloud, "new", time)).not.toThrow();
  });

  it("begins anew on a new writer: a switchover leaves a gap until its backup is done", () => {
    const cloud = pair();
    backUp(cloud);
    act(cloud, "accounts-east", "switchover");
    expect(recoverable(there(cloud, "accounts-east"), cloud)).toBeUndefined();
    cloud.advanceTo(cloud.now + 20 * MINUTE);
    expect(recoverable(there(cloud, "accounts-east"), cloud)).toBeDefined();
    expect(recoverable(there(cloud, WRITER), cloud)).toBeUndefined();
  });

  it("needs backups to be switched on after a failover: the replica had none", () => {
    const cloud = pair();
    lose(cloud, CENTRAL);
    act(cloud, "accounts-east", "promoteReplica", { failover: true });
    cloud.advanceTo(cloud.now + 2 * DAY);
    expect(backupsOf(cloud, PROJECT, "accounts-east")).toEqual([]);
    const backupConfiguration = { enabled: true, pointInTimeRecoveryEnabled: true };
    change(cloud, "accounts-east", { backupConfiguration, availabilityType: "REGIONAL" });
    cloud.settle();
    backUp(cloud, "accounts-east");
    expect(recoverable(there(cloud, "accounts-east"), cloud)).toBeDefined();
  });
});
