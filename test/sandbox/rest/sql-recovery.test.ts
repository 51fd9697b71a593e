import type { JsonObject } from "../../../sandbox/json";
import { restFace, type RestCall } from "../../../sandbox/rest/face";
import { serve } from "../../../sandbox/rest/server";
import { sqlRoutes } from "../../../sandbox/rest/sql";
import {
  CENTRAL,
  EAST,
  lose,
  pair,
  PROJECT,
  rows,
  sqlCloud,
  there,
  writeRows,
} from "../kinds/sql/fixtures";
import { api, over, REPLICA, WRITER, type Body } from "./ask-sql";

describe("the Admin API of Cloud SQL: recovery", () => {
  it("switches over, and the journal has every call", async () => {
    const cloud = pair();
    const calls: RestCall[] = [];
    const ask = over(cloud, calls);
    const [, { name, operationType }] = await ask("POST", `${REPLICA}/switchover`);
    expect(operationType).toBe("SWITCHOVER");
    cloud.settle();
    expect((await ask("GET", `/operations/${name}`))[1]).not.toHaveProperty("error");
    expect((await ask("GET", REPLICA))[1]).not.toHaveProperty("masterInstanceName");
    expect(calls.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      `POST /v1/projects/${PROJECT}${REPLICA}/switchover 200`,
      `GET /v1/projects/${PROJECT}/operations/${name} 200`,
      `GET /v1/projects/${PROJECT}${REPLICA} 200`,
    ]);
  });

  it.each([
    ["?failover=true", 1],
    ["?failover=false", 2],
    ["", 2],
  ])("promoteReplica%s leaves %i writable in the end", async (query, writers) => {
    const cloud = pair();
    const [, { operationType }] = await over(cloud)("POST", `${REPLICA}/promoteReplica${query}`);
    expect(operationType).toBe("PROMOTE_REPLICA");
    cloud.settle();
    const all = ["accounts-central", "accounts-east"].filter(
      (name) =>
        there(cloud, name).runtime["follows"] === null &&
        !("masterInstanceName" in there(cloud, name).properties),
    );
    expect(all).toHaveLength(writers);
  });

  it("says what failed in the operation", async () => {
    const cloud = pair();
    const ask = over(cloud);
    const [, { name }] = await ask("POST", `${REPLICA}/promoteReplica?failover=true`);
    lose(cloud, EAST);
    cloud.settle();
    const [, operation] = await ask("GET", `/operations/${name}`);
    expect(operation).toMatchObject({
      status: "DONE",
      error: { errors: [{ message: "The instance 'accounts-east' is not running" }] },
    });
  });

  it("backs up, lists, restores and clones", async () => {
    const cloud = sqlCloud();
    const ask = over(cloud);
    await ask("POST", "/instances", api);
    cloud.settle();
    writeRows(cloud, "accounts-central", 1, 10);
    const asked = { description: "before the migration" };
    const [, { operationType, backupContext }] = await ask("POST", `${WRITER}/backupRuns`, asked);
    expect(operationType).toBe("BACKUP_VOLUME");
    const { backupId } = backupContext;
    expect((await ask("GET", `${WRITER}/backupRuns/${backupId}`))[1].status).toBe("RUNNING");
    cloud.settle();
    const [, { items }] = await ask("GET", `${WRITER}/backupRuns`);
    expect(items).toEqual([
      expect.objectContaining({ id: backupId, status: "SUCCESSFUL", location: "us", ...asked }),
    ]);
    writeRows(cloud, "accounts-central", 11, 10);
    const [, times] = await ask("GET", `${WRITER}/getLatestRecoveryTime`);
    const destination = {
      destinationInstanceName: "copy",
      pointInTime: times.latestRecoveryTime,
    };
    const [, cloned] = await ask("POST", `${WRITER}/clone`, { cloneContext: destination });
    expect([cloned.operationType, cloned["targetId"]]).toEqual(["CLONE", "copy"]);
    const restoreBackupContext = { backupRunId: backupId, instanceId: "accounts-central" };
    const [, restored] = await ask("POST", `${WRITER}/restoreBackup`, { restoreBackupContext });
    expect(restored.operationType).toBe("RESTORE_VOLUME");
    cloud.settle();
    expect(rows(cloud, "copy")).toEqual([{ from: 1, to: 20 }]);
    expect(rows(cloud, "accounts-central")).toEqual([{ from: 1, to: 10 }]);
  });

  it("lists operations, newest first, of one instance if asked", async () => {
    const cloud = pair();
    const ask = over(cloud);
    await ask("POST", `${REPLICA}/restart`);
    const types = async (query: string) =>
      (await ask("GET", `/operations${query}`))[1].items.map((one: Body) => one.operationType);
    expect(await types("?instance=accounts-east")).toEqual(["RESTART", "CREATE_REPLICA"]);
    expect(await types("")).toEqual(["RESTART", "UPDATE", "CREATE_REPLICA", "CREATE"]);
  });

  it("lists databases and users, without passwords", async () => {
    const cloud = pair();
    const child = (kind: string, name: string, properties: JsonObject) =>
      cloud.create(
        { kind, project: PROJECT, location: "global", name: `accounts-central/${name}` },
        { name, instance: "accounts-central", ...properties },
      );
    child("sql.Database", "app", {});
    child("sql.User", "app", { password: "secret" });
    const ask = over(cloud);
    expect((await ask("GET", `${WRITER}/databases`))[1].items).toMatchObject([{ name: "app" }]);
    const [, users] = await ask("GET", `${WRITER}/users`);
    expect(users.items).toMatchObject([{ name: "app", type: "BUILT_IN" }]);
    expect(JSON.stringify(users)).not.toContain("secret");
  });

  it("goes on for the other region when one is gone, and says what is missing from lists", async () => {
    const cloud = pair();
    lose(cloud, CENTRAL);
    const ask = over(cloud);
    expect((await ask("GET", WRITER))[0]).toBe(503);
    expect((await ask("GET", REPLICA))[0]).toBe(200);
    expect((await ask("GET", `${WRITER}/backupRuns`))[0]).toBe(200);
    const [, list] = await ask("GET", "/instances");
    expect(list).toMatchObject({
      items: [{ name: "accounts-east" }],
      warnings: [{ code: "REGION_UNREACHABLE", region: CENTRAL }],
    });
  });

  it("serves a client that knows nothing of virtual time: polls end the operation", async () => {
    const cloud = pair();
    const face = restFace({
      hold: (work) => work(cloud),
      tables: [sqlRoutes],
      advance: "on-poll",
    });
    const server = await serve(face);
    const base = `${server.url}/sql/v1beta4/projects/${PROJECT}`;
    try {
      const headers = { authorization: "Bearer any" };
      const asked = await fetch(`${base}${REPLICA}/switchover`, { method: "POST", headers });
      const { name } = (await asked.json()) as Body;
      const poll = async () => (await (await fetch(`${base}/operations/${name}`)).json()) as Body;
      expect((await poll()).status).toBe("RUNNING");
      expect((await poll()).status).toBe("DONE");
    } finally {
      await server.close();
    }
  });
});
