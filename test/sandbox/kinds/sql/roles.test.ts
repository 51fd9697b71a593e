import { at } from "../../../../sandbox/json";
import { backupsOf } from "../../../../sandbox/kinds/sql/backups";
import { lagOf } from "../../../../sandbox/kinds/sql/data";
import {
  act,
  address,
  change,
  EAST,
  CENTRAL,
  heal,
  HOUR,
  lose,
  MINUTE,
  pair,
  PROJECT,
  refusal,
  replicaProperties,
  rows,
  SECOND,
  there,
  writable,
  writeRows,
  writerProperties,
} from "./fixtures";

const WRITER = "accounts-central";
const REPLICA = "accounts-east";

describe("a switchover", () => {
  it("swaps roles on both and loses nothing", () => {
    const cloud = pair();
    const last = writeRows(cloud, WRITER, 1, 300);
    expect(rows(cloud, REPLICA)).not.toEqual([{ from: 1, to: last }]);
    expect(act(cloud, REPLICA, "switchover").error).toBeUndefined();
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([false, true]);
    expect(rows(cloud, REPLICA)).toEqual([{ from: 1, to: last }]);
    const writer = there(cloud, REPLICA).properties;
    expect(writer).toMatchObject({
      instanceType: "CLOUD_SQL_INSTANCE",
      replicaNames: [WRITER],
      replicationCluster: { failoverDrReplicaName: `${PROJECT}:${WRITER}`, drReplica: false },
      settings: { backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true } },
    });
    expect(writer).not.toHaveProperty("masterInstanceName");
    expect(writer).not.toHaveProperty("replicaConfiguration");
    expect(there(cloud, WRITER).properties).toMatchObject({
      instanceType: "READ_REPLICA_INSTANCE",
      masterInstanceName: REPLICA,
      replicaConfiguration: { failoverTarget: false },
      replicaNames: [],
      replicationCluster: { failoverDrReplicaName: "", drReplica: true },
      settings: { backupConfiguration: { enabled: false, pointInTimeRecoveryEnabled: false } },
    });
  });

  it("takes no writes while it runs, and is followed by a backup of the new writer", () => {
    const cloud = pair();
    const { end } = cloud.act(address(REPLICA, EAST), "switchover");
    cloud.advanceTo(end - 1);
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([false, false]);
    cloud.advanceTo(end);
    expect(backupsOf(cloud, PROJECT, REPLICA)).toMatchObject([{ status: "RUNNING" }]);
    cloud.advanceTo(end + 20 * MINUTE);
    expect(backupsOf(cloud, PROJECT, REPLICA)).toMatchObject([{ status: "SUCCESSFUL" }]);
  });

  it("goes back the same way: failback is a switchover", () => {
    const cloud = pair();
    writeRows(cloud, WRITER, 1, 10);
    act(cloud, REPLICA, "switchover");
    writeRows(cloud, REPLICA, 11, 10);
    expect(act(cloud, WRITER, "switchover").error).toBeUndefined();
    writeRows(cloud, WRITER, 21, 10);
    cloud.advanceTo(cloud.now + MINUTE);
    for (const name of [WRITER, REPLICA]) expect(rows(cloud, name)).toEqual([{ from: 1, to: 30 }]);
  });

  it("is refused on a writer, without a designation, with one side down, and while another runs", () => {
    const cloud = pair();
    const start = () => cloud.act(address(REPLICA, EAST), "switchover");
    expect(refusal(() => act(cloud, WRITER, "switchover"))[2]).toContain("not a replica");
    lose(cloud, CENTRAL);
    expect(refusal(start)[1]).toBe("invalidState");
    heal(cloud, CENTRAL);
    start();
    expect(refusal(start)[1]).toBe("operationInProgress");
    cloud.settle();
    const replicationCluster = { failoverDrReplicaName: "" };
    change(cloud, REPLICA, {}, { replicationCluster });
    cloud.settle();
    expect(refusal(() => act(cloud, WRITER, "switchover"))[2]).toContain("designated DR replica");
  });

  it("fails and changes nothing if the replica can't catch up", () => {
    const cloud = pair();
    cloud.faults.inject("slow", { kind: "lag", instance: REPLICA, lag: HOUR, growth: 1 });
    writeRows(cloud, WRITER, 1, 60);
    expect(act(cloud, REPLICA, "switchover").error).toContain("did not catch up");
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([true, false]);
  });

  it("fails if the writer's region goes while it runs", () => {
    const cloud = pair();
    const { id, end } = cloud.act(address(REPLICA, EAST), "switchover");
    lose(cloud, CENTRAL);
    cloud.advanceTo(end);
    expect(cloud.operation(id).error).toContain("is not running");
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([false, false]);
  });
});

describe("promoteReplica with failover=true", () => {
  it("keeps what had arrived, and the old writer follows when it is back", () => {
    const cloud = pair();
    writeRows(cloud, WRITER, 1, 100);
    const lag = lagOf(there(cloud, REPLICA), cloud);
    expect(lag).toBeLessThan(SECOND);
    lose(cloud, CENTRAL);
    expect(act(cloud, REPLICA, "promoteReplica", { failover: true }).error).toBeUndefined();
    expect(rows(cloud, REPLICA)).toEqual([{ from: 1, to: 99 }]);
    expect(there(cloud, REPLICA).properties).toMatchObject({
      instanceType: "CLOUD_SQL_INSTANCE",
      replicaNames: [],
      replicationCluster: { failoverDrReplicaName: "" },
    });
    writeRows(cloud, REPLICA, 1000, 5);

    heal(cloud, CENTRAL);
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([false, true]);
    cloud.advanceTo(cloud.now + HOUR);
    expect(there(cloud, WRITER).properties).toMatchObject({ masterInstanceName: REPLICA });
    expect(there(cloud, REPLICA).properties).toMatchObject({
      replicaNames: [WRITER],
      replicationCluster: { failoverDrReplicaName: `${PROJECT}:${WRITER}` },
    });
    expect(rows(cloud, WRITER)).toEqual(rows(cloud, REPLICA));
    expect(act(cloud, WRITER, "switchover").error).toBeUndefined();
  });

  it("leaves a backup of what the old writer had alone", () => {
    const cloud = pair();
    writeRows(cloud, WRITER, 1, 100);
    lose(cloud, CENTRAL);
    act(cloud, REPLICA, "promoteReplica", { failover: true });
    heal(cloud, CENTRAL);
    cloud.advanceTo(cloud.now + HOUR);
    const found = backupsOf(cloud, PROJECT, WRITER).find(
      ({ description }) => description === "before rejoining",
    );
    const properties = { restoreBackupContext: { backupRunId: Number(found?.id) } };
    cloud.create(address("salvage"), writerProperties({ properties }));
    cloud.settle();
    expect(rows(cloud, "salvage")).toEqual([{ from: 1, to: 100 }]);
  });

  it("loses what a lag of 90 seconds held back, and no more", () => {
    const cloud = pair();
    cloud.faults.inject("slow", { kind: "lag", instance: REPLICA, lag: 90 * SECOND, growth: 0 });
    writeRows(cloud, WRITER, 1, 200);
    lose(cloud, CENTRAL);
    act(cloud, REPLICA, "promoteReplica", { failover: true });
    expect(rows(cloud, REPLICA)).toEqual([{ from: 1, to: 110 }]);
  });

  it("is for the designated DR replica alone", () => {
    const cloud = pair();
    cloud.create(address("other", "us-west1"), replicaProperties(WRITER));
    cloud.settle();
    const promote = () => act(cloud, "other", "promoteReplica", { failover: true });
    expect(refusal(promote)[2]).toContain("not the designated DR replica");
    expect(refusal(() => act(cloud, WRITER, "promoteReplica"))[2]).toContain("not a read replica");
  });

  it("does not come about if the replica's region goes, too; the old writer is untouched", () => {
    const cloud = pair();
    const { id, end } = cloud.act(address(REPLICA, EAST), "promoteReplica", { failover: true });
    lose(cloud, EAST);
    cloud.advanceTo(end);
    expect(cloud.operation(id).error).toContain("is not running");
    heal(cloud, EAST);
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([true, false]);
    expect(act(cloud, REPLICA, "promoteReplica", { failover: true }).error).toBeUndefined();
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([false, true]);
  });

  it("waits for a lost replica's writer only as long as that is gone, and again if it goes again", () => {
    const cloud = pair();
    lose(cloud, CENTRAL);
    act(cloud, REPLICA, "promoteReplica", { failover: true });
    heal(cloud, CENTRAL);
    lose(cloud, CENTRAL);
    cloud.advanceTo(cloud.now + HOUR);
    expect(there(cloud, WRITER).properties).not.toHaveProperty("masterInstanceName");
    heal(cloud, CENTRAL);
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.advanceTo(cloud.now + HOUR);
    expect(there(cloud, WRITER).properties).toMatchObject({ masterInstanceName: REPLICA });
  });
});

describe("promoteReplica without failover", () => {
  it("breaks replication for good and leaves two writers", () => {
    const cloud = pair();
    writeRows(cloud, WRITER, 1, 10);
    act(cloud, REPLICA, "promoteReplica");
    expect([writable(cloud, WRITER), writable(cloud, REPLICA)]).toEqual([true, true]);
    writeRows(cloud, WRITER, 100, 1);
    writeRows(cloud, REPLICA, 200, 1);
    expect(rows(cloud, WRITER).at(-1)).toEqual({ from: 100, to: 100 });
    expect(rows(cloud, REPLICA).at(-1)).toEqual({ from: 200, to: 200 });
    expect(at(there(cloud, WRITER).properties, "replicaNames")).toEqual([]);
    expect(refusal(() => act(cloud, REPLICA, "switchover"))[0]).toBe(400);
  });

  it("after a loss: the old writer comes back writable, unless it is stopped first", () => {
    const cloud = pair();
    lose(cloud, CENTRAL);
    act(cloud, REPLICA, "promoteReplica");
    heal(cloud, CENTRAL);
    expect(writable(cloud, WRITER)).toBe(true);
    change(cloud, WRITER, { activationPolicy: "NEVER" });
    cloud.settle();
    expect(writable(cloud, WRITER)).toBe(false);
  });
});

describe("a replica's lag", () => {
  it("stops with its writer's region, and is caught up after", () => {
    const cloud = pair();
    writeRows(cloud, WRITER, 1, 100);
    lose(cloud, EAST);
    writeRows(cloud, WRITER, 101, 600);
    expect(rows(cloud, REPLICA)).toEqual([{ from: 1, to: 99 }]);
    expect(lagOf(there(cloud, REPLICA), cloud)).toBeGreaterThan(600 * SECOND);
    heal(cloud, EAST);
    cloud.advanceTo(cloud.now + 30 * SECOND);
    const halfway = rows(cloud, REPLICA)[0]?.to ?? 0;
    expect(halfway).toBeGreaterThan(300);
    expect(halfway).toBeLessThan(500);
    cloud.advanceTo(cloud.now + 60 * SECOND);
    expect(rows(cloud, REPLICA)).toEqual(rows(cloud, WRITER));
    expect(lagOf(there(cloud, REPLICA), cloud)).toBeLessThan(SECOND);
  });

  it("grows by what a fault says", () => {
    const cloud = pair();
    cloud.faults.inject("slow", { kind: "lag", instance: REPLICA, lag: 0, growth: 0.5 });
    cloud.advanceTo(cloud.now + 100 * SECOND);
    expect(lagOf(there(cloud, REPLICA), cloud)).toBe(50 * SECOND);
  });

  it("of a cascading replica is never less than its source's", () => {
    const cloud = pair();
    cloud.create(address("cascading", "us-west1"), replicaProperties(REPLICA));
    cloud.settle();
    cloud.faults.inject("slow", { kind: "lag", instance: REPLICA, lag: MINUTE, growth: 0 });
    cloud.advanceTo(cloud.now + HOUR);
    expect(lagOf(there(cloud, "cascading"), cloud)).toBe(MINUTE);
    act(cloud, REPLICA, "promoteReplica", { failover: true });
    writeRows(cloud, REPLICA, 1, 10);
    cloud.advanceTo(cloud.now + MINUTE);
    expect(rows(cloud, "cascading")).toEqual([{ from: 1, to: 10 }]);
  });
});
