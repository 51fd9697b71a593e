import type { JsonObject } from "../../../../sandbox/json";
import { at } from "../../../../sandbox/json";
import { isWritable } from "../../../../sandbox/kinds/sql/availability";
import {
  act,
  address,
  change,
  CENTRAL,
  DAY,
  designate,
  EAST,
  pair,
  PROJECT,
  refusal,
  replicaProperties,
  sqlCloud,
  there,
  writerProperties,
} from "./fixtures";

const create = (properties: JsonObject, name = "accounts-central") => {
  const cloud = sqlCloud();
  cloud.create(address(name), properties);
  cloud.settle();
  return cloud;
};

describe("an instance when it is made", () => {
  it.each([
    ["POSTGRES_15", "db-custom-2-8192", "ENTERPRISE"],
    ["POSTGRES_16", "db-perf-optimized-N-2", "ENTERPRISE_PLUS"],
    ["POSTGRES_18", "db-perf-optimized-N-2", "ENTERPRISE_PLUS"],
    ["MYSQL_8_4", "db-f1-micro", "ENTERPRISE"],
  ])("is of %s with tier %s by default %s", (databaseVersion, tier, edition) => {
    const cloud = create({ databaseVersion, settings: { tier } });
    expect(at(there(cloud, "accounts-central").properties, "settings.edition")).toBe(edition);
  });

  it.each([
    ["db-custom-2-8192", "ENTERPRISE_PLUS"],
    ["db-f1-micro", "ENTERPRISE_PLUS"],
    ["db-perf-optimized-N-4", "ENTERPRISE"],
  ])("refuses tier %s with %s", (tier, edition) => {
    const properties = writerProperties({ settings: { tier, edition } });
    expect(refusal(() => create(properties))).toEqual([
      400,
      "invalid",
      `Invalid Tier (${tier}) for (${edition}) Edition`,
    ]);
  });

  it.each([
    ["POSTGRES_16", { enabled: false }, "pointInTimeRecoveryEnabled"],
    ["POSTGRES_16", { pointInTimeRecoveryEnabled: false }, "pointInTimeRecoveryEnabled"],
    ["MYSQL_8_0", { binaryLogEnabled: false }, "binaryLogEnabled"],
  ])("refuses HA on %s with %j", (databaseVersion, backups, log) => {
    const properties = writerProperties({ properties: { databaseVersion }, backups });
    const [status, , message] = refusal(() => create(properties));
    expect([status, message]).toEqual([400, expect.stringContaining(log)]);
  });

  it.each([
    ["ENTERPRISE_PLUS", "db-perf-optimized-N-4", 35, 36],
    ["ENTERPRISE", "db-custom-2-8192", 7, 8],
  ])("keeps logs in %s for so many days at most", (edition, tier, most, tooMany) => {
    const properties = (transactionLogRetentionDays: number) =>
      writerProperties({ settings: { edition, tier }, backups: { transactionLogRetentionDays } });
    expect(() => create(properties(most))).not.toThrow();
    expect(refusal(() => create(properties(tooMany)))[2]).toContain(`from 1 to ${most}`);
  });

  it("takes the API's time to come, and takes no writes before", () => {
    const cloud = sqlCloud();
    cloud.create(address("accounts-central"), writerProperties());
    expect(isWritable(there(cloud, "accounts-central"), cloud)).toBe(false);
    cloud.settle();
    expect(isWritable(there(cloud, "accounts-central"), cloud)).toBe(true);
    expect(cloud.now).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it("has the names and addresses that others find it by", () => {
    const { properties } = there(create(writerProperties()), "accounts-central");
    expect(properties).toMatchObject({
      connectionName: `${PROJECT}:${CENTRAL}:accounts-central`,
      instanceType: "CLOUD_SQL_INSTANCE",
      replicaNames: [],
    });
    expect(properties["privateIpAddress"]).toBe(properties["firstIpAddress"]);
    expect(properties).not.toHaveProperty("masterInstanceName");
  });
});

describe("a replica when it is made", () => {
  const writer = (backups: JsonObject, databaseVersion = "POSTGRES_16") =>
    create(
      writerProperties({
        properties: { databaseVersion },
        backups,
        settings: { availabilityType: "ZONAL" },
      }),
    );
  const replicate = (cloud: ReturnType<typeof sqlCloud>, properties: JsonObject = {}) =>
    cloud.create(
      address("accounts-east", EAST),
      replicaProperties("accounts-central", { properties }),
    );

  it("needs its writer to exist", () => {
    expect(refusal(() => replicate(sqlCloud()))[0]).toBe(404);
  });

  it.each([
    ["POSTGRES_16", { pointInTimeRecoveryEnabled: false }, "point-in-time recovery"],
    ["MYSQL_8_0", { binaryLogEnabled: false }, "binary logging"],
  ])("needs its writer's log, on %s", (databaseVersion, backups, log) => {
    const cloud = writer(backups, databaseVersion);
    expect(refusal(() => replicate(cloud, { databaseVersion }))[2]).toContain(log);
  });

  it("needs its writer to run", () => {
    const cloud = writer({});
    cloud.faults.inject("lost", { kind: "region-loss", region: CENTRAL, calls: "fail" });
    expect(refusal(() => replicate(cloud))[1]).toBe("invalidState");
  });

  it("refuses another version, backups of its own, and the legacy failover target", () => {
    const cloud = writer({});
    expect(refusal(() => replicate(cloud, { databaseVersion: "POSTGRES_15" }))[0]).toBe(400);
    const target = { replicaConfiguration: { failoverTarget: true } };
    expect(refusal(() => replicate(cloud, target))[2]).toBe("Failover replicas aren't supported.");
    const own = replicaProperties("accounts-central", {
      settings: { backupConfiguration: { enabled: true } },
    });
    const [status] = refusal(() => cloud.create(address("accounts-east", EAST), own));
    expect(status).toBe(400);
  });

  it("shows on both, and has replicaConfiguration as the API returns it", () => {
    const cloud = pair();
    expect(there(cloud, "accounts-central").properties["replicaNames"]).toEqual(["accounts-east"]);
    expect(there(cloud, "accounts-east").properties).toMatchObject({
      instanceType: "READ_REPLICA_INSTANCE",
      masterInstanceName: "accounts-central",
      replicaConfiguration: { failoverTarget: false, cascadableReplica: false },
    });
  });

  it("waits for a source that is lost while it is made", () => {
    const cloud = writer({});
    replicate(cloud);
    cloud.faults.inject("lost", { kind: "region-loss", region: CENTRAL, calls: "fail" });
    cloud.settle();
    expect(there(cloud, "accounts-east").runtime["branch"]).toBeNull();
    cloud.faults.heal("lost");
    expect(there(cloud, "accounts-east").runtime["branch"]).toBe("1");
  });
});

describe("the designated DR replica", () => {
  const target = (cloud: ReturnType<typeof sqlCloud>, name: string) =>
    at(there(cloud, name).properties, "replicationCluster.failoverDrReplicaName");

  it("is dropped on creation, and kept when updated", () => {
    const replicationCluster = { failoverDrReplicaName: `${PROJECT}:accounts-east` };
    const cloud = create(writerProperties({ properties: { replicationCluster } }));
    expect(target(cloud, "accounts-central")).toBeUndefined();
    expect(target(pair(), "accounts-central")).toBe(`${PROJECT}:accounts-east`);
    expect(at(there(pair(), "accounts-east").properties, "replicationCluster.drReplica")).toBe(
      true,
    );
  });

  it("is found without its project, and taken back with an empty name", () => {
    const cloud = pair();
    change(cloud, "accounts-central", {}, { replicationCluster: { failoverDrReplicaName: "" } });
    cloud.settle();
    expect(target(cloud, "accounts-central")).toBe("");
    expect(at(there(cloud, "accounts-east").properties, "replicationCluster.drReplica")).toBe(
      false,
    );
    const replicationCluster = { failoverDrReplicaName: "accounts-east" };
    change(cloud, "accounts-central", {}, { replicationCluster });
    expect(target(cloud, "accounts-central")).toBe(`${PROJECT}:accounts-east`);
  });

  it("must exist, be direct, be elsewhere, and be Enterprise Plus", () => {
    const cloud = pair();
    const more = (name: string, location: string, source: string, settings: JsonObject = {}) => {
      cloud.create(address(name, location), replicaProperties(source, { settings }));
      cloud.settle();
    };
    more("near", CENTRAL, "accounts-central");
    more("cascading", "us-west1", "accounts-east");
    more("plain", "us-west1", "accounts-central", {
      edition: "ENTERPRISE",
      tier: "db-custom-2-8192",
    });
    const why = (name: string) => refusal(() => designate(cloud, "accounts-central", name));
    expect(why("nobody")[0]).toBe(404);
    expect(why("near")[2]).toContain("it is in us-central1, too");
    expect(why("cascading")[2]).toContain("not a direct replica");
    expect(why("plain")[2]).toContain("not Enterprise Plus");
  });
});

describe("updates", () => {
  it("leave the role alone, whatever is sent along: only actions change it", () => {
    const cloud = pair();
    const { properties } = there(cloud, "accounts-east");
    change(
      cloud,
      "accounts-east",
      {},
      { masterInstanceName: "", instanceType: "CLOUD_SQL_INSTANCE" },
    );
    cloud.settle();
    expect(there(cloud, "accounts-east").properties).toMatchObject({
      masterInstanceName: properties["masterInstanceName"]!,
      instanceType: "READ_REPLICA_INSTANCE",
    });
  });

  it("don't shrink a disk or take a private network away", () => {
    const cloud = create(writerProperties());
    expect(refusal(() => change(cloud, "accounts-central", { diskSize: 50 }))[0]).toBe(400);
    const ipConfiguration = { ipv4Enabled: true };
    expect(refusal(() => change(cloud, "accounts-central", { ipConfiguration }))[0]).toBe(400);
  });

  it.each([
    [{ userLabels: { a: "b" } }, true],
    [{ databaseFlags: [{ name: "max_connections", value: "100" }] }, false],
    [{ tier: "db-perf-optimized-N-8" }, false],
    [{ availabilityType: "ZONAL" }, false],
  ])("with %j go on serving: %s", (settings, serves) => {
    const cloud = create(writerProperties());
    change(cloud, "accounts-central", settings);
    cloud.advanceTo(cloud.now + 1000);
    expect(isWritable(there(cloud, "accounts-central"), cloud)).toBe(serves);
    cloud.settle();
    expect(isWritable(there(cloud, "accounts-central"), cloud)).toBe(true);
  });

  it("stop and start it by activationPolicy, and restart on request", () => {
    const cloud = create(writerProperties());
    change(cloud, "accounts-central", { activationPolicy: "NEVER" });
    cloud.settle();
    expect(isWritable(there(cloud, "accounts-central"), cloud)).toBe(false);
    expect(refusal(() => act(cloud, "accounts-central", "restart"))[1]).toBe("invalidState");
    change(cloud, "accounts-central", { activationPolicy: "ALWAYS" });
    cloud.settle();
    expect(isWritable(there(cloud, "accounts-central"), cloud)).toBe(true);
    expect(act(cloud, "accounts-central", "restart").error).toBeUndefined();
  });
});

describe("deletion", () => {
  it("is refused while protected in the API, and while there are replicas", () => {
    const cloud = pair();
    expect(refusal(() => cloud.delete(address("accounts-central")))[0]).toBe(400);
    change(cloud, "accounts-east", { deletionProtectionEnabled: true });
    cloud.settle();
    const remove = () => cloud.delete(address("accounts-east", EAST));
    expect(refusal(remove)[2]).toContain("The instance is protected.");
    change(cloud, "accounts-east", { deletionProtectionEnabled: false });
    cloud.settle();
    remove();
    expect(there(cloud, "accounts-central").properties).toMatchObject({
      replicaNames: [],
      replicationCluster: { failoverDrReplicaName: "" },
    });
  });

  it("keeps the name for a week", () => {
    const cloud = create(writerProperties());
    cloud.delete(address("accounts-central"));
    const again = () => cloud.create(address("accounts-central"), writerProperties());
    cloud.advanceTo(cloud.now + 7 * DAY - 1);
    expect(refusal(again)[0]).toBe(409);
    cloud.advanceTo(cloud.now + 1);
    expect(again).not.toThrow();
  });
});
