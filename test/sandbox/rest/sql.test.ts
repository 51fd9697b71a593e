import type { JsonObject } from "../../../sandbox/json";
import { CENTRAL, pair, PROJECT, sqlCloud, there } from "../kinds/sql/fixtures";
import { api, over, REPLICA, WRITER } from "./ask-sql";

describe("the Admin API of Cloud SQL: instances", () => {
  it("makes one from the API's names, and shows it in them", async () => {
    const cloud = sqlCloud();
    const ask = over(cloud);
    const [status, operation] = await ask("POST", "/instances", api);
    expect([status, operation]).toEqual([
      200,
      expect.objectContaining({
        kind: "sql#operation",
        operationType: "CREATE",
        status: "RUNNING",
        targetId: "accounts-central",
        targetProject: PROJECT,
      }),
    ]);
    expect((await ask("GET", WRITER))[1]["state"]).toBe("PENDING_CREATE");
    cloud.settle();
    expect((await ask("GET", `/operations/${operation.name}`))[1].status).toBe("DONE");
    expect(there(cloud, "accounts-central").properties).toMatchObject({
      settings: {
        diskSize: 100,
        diskType: "PD_SSD",
        ipConfiguration: { pscConfigs: [{ pscEnabled: true }] },
        denyMaintenancePeriod: { startDate: "2026-11-01" },
      },
    });
    const [, shown] = await ask("GET", WRITER);
    expect(shown).toMatchObject({ ...api, kind: "sql#instance", state: "RUNNABLE" });
    expect(shown.settings).toMatchObject({ settingsVersion: "1", storageAutoResize: true });
    expect(shown["gceZone"]).toMatch(/^us-central1-/);
    expect(shown["secondaryGceZone"]).toMatch(/^us-central1-/);
  });

  it("shows a replica as the API does, and both in the list", async () => {
    const ask = over(pair());
    expect((await ask("GET", REPLICA))[1]).toMatchObject({
      instanceType: "READ_REPLICA_INSTANCE",
      masterInstanceName: `${PROJECT}:accounts-central`,
      replicaConfiguration: { kind: "sql#replicaConfiguration", failoverTarget: false },
      replicationCluster: { drReplica: true },
    });
    const [, list] = await ask("GET", "/instances");
    expect(list.items.map(({ name }) => name)).toEqual(["accounts-central", "accounts-east"]);
  });

  it("changes what a patch names and nothing else; null takes out", async () => {
    const cloud = pair();
    const ask = over(cloud);
    const before = there(cloud, "accounts-central").properties;
    const settings = { userLabels: { a: "b", c: "d" }, dataDiskSizeGb: "200" };
    expect((await ask("PATCH", WRITER, { settings }))[1].operationType).toBe("UPDATE");
    const labels = { settings: { userLabels: { c: null }, settingsVersion: "3" } };
    expect((await ask("PATCH", WRITER, labels))[0]).toBe(200);
    const had = before.settings as JsonObject;
    expect(there(cloud, "accounts-central").properties).toEqual({
      ...before,
      settings: { ...had, userLabels: { a: "b" }, diskSize: 200, version: 4 },
    });
  });

  it("replaces the settings with a PUT", async () => {
    const cloud = pair();
    const ask = over(cloud);
    await ask("PATCH", WRITER, { settings: { userLabels: { a: "b" } } });
    cloud.settle();
    const [, { settings }] = await ask("GET", WRITER);
    const { userLabels, ...rest } = settings;
    expect(userLabels).toEqual({ a: "b" });
    expect((await ask("PUT", WRITER, { settings: rest }))[0]).toBe(200);
    expect((await ask("GET", WRITER))[1].settings).not.toHaveProperty("userLabels");
  });

  it.each([
    ["GET", "/instances/none", undefined, 404, "instanceDoesNotExist"],
    ["POST", "/instances", { region: CENTRAL }, 400, "invalid"],
    ["POST", "/instances", api, 409, "alreadyExists"],
    ["PATCH", WRITER, { settings: { settingsVersion: "1" } }, 412, "staleData"],
    ["DELETE", WRITER, undefined, 400, "invalid"],
    ["POST", `${WRITER}/switchover`, undefined, 400, "invalid"],
    ["POST", `${WRITER}/demote`, undefined, 404, "notFound"],
    ["POST", `${REPLICA}/clone`, {}, 400, "invalid"],
    ["POST", `${REPLICA}/restoreBackup`, {}, 400, "invalid"],
    ["GET", "/operations/none", undefined, 404, "notFound"],
    ["GET", `${WRITER}/backupRuns/1`, undefined, 404, "notFound"],
  ])("refuses %s %s with %j: %i %s", async (method, path, body, status, reason) => {
    const [given, { error }] = await over(pair())(method, path, body);
    expect([given, error.code, error.errors[0]?.reason]).toEqual([status, status, reason]);
  });

  it("deletes one; its operation can still be asked for", async () => {
    const cloud = pair();
    const ask = over(cloud);
    const [, { name, operationType }] = await ask("DELETE", REPLICA);
    expect(operationType).toBe("DELETE");
    cloud.settle();
    expect((await ask("GET", `/operations/${name}`))[1].status).toBe("DONE");
    expect((await ask("GET", REPLICA))[0]).toBe(404);
  });
});
