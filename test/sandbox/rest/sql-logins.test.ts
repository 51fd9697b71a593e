import type { Cloud } from "../../../sandbox/cloud";
import { EPOCH } from "../../../sandbox/clock";
import { address, EAST, HOUR, lose, pair, PROJECT, writerProperties } from "../kinds/sql/fixtures";
import { over, REPLICA, WRITER } from "./ask-sql";

/** A login is a row like any other: what has the data has it. */
describe("logins in Cloud SQL", () => {
  const login = (cloud: Cloud, name: string) =>
    cloud.create(
      { kind: "sql.User", project: PROJECT, location: "global", name: `accounts-central/${name}` },
      { name, instance: "accounts-central", type: "CLOUD_IAM_SERVICE_ACCOUNT" },
    );
  const begun = () => {
    const cloud = pair();
    login(cloud, "web");
    cloud.advanceTo(cloud.now + HOUR);
    return { cloud, ask: over(cloud) };
  };
  const logins = async (cloud: Cloud, instance: string) =>
    (await over(cloud)("GET", `${instance}/users`))[1].items.map(({ name }) => name);

  it("are the replica's as well, and stay when it takes over", async () => {
    const { cloud, ask } = begun();
    expect(await logins(cloud, REPLICA)).toEqual(["web"]);
    await ask("POST", `${REPLICA}/promoteReplica?failover=true`);
    lose(cloud, "us-central1");
    cloud.settle();
    expect(await logins(cloud, REPLICA)).toEqual(["web"]);
  });

  it("come with a backup that is restored elsewhere, as of the backup", async () => {
    const { cloud, ask } = begun();
    cloud.create(address("accounts-new", EAST), writerProperties());
    cloud.settle();
    expect(await logins(cloud, "/instances/accounts-new")).toEqual([]);
    const [, { backupContext }] = await ask("POST", `${WRITER}/backupRuns`, {});
    cloud.settle();
    login(cloud, "late");
    const restoreBackupContext = {
      backupRunId: backupContext.backupId,
      project: PROJECT,
      instanceId: "accounts-central",
    };
    await ask("POST", "/instances/accounts-new/restoreBackup", { restoreBackupContext });
    cloud.settle();
    expect(await logins(cloud, "/instances/accounts-new")).toEqual(["web"]);
    expect(await logins(cloud, WRITER)).toEqual(["late", "web"]);
  });

  it("come with a clone as of its moment, and not what was deleted before", async () => {
    const { cloud, ask } = begun();
    await ask("POST", `${WRITER}/backupRuns`, {});
    cloud.settle();
    const kept = login(cloud, "old");
    cloud.advanceTo(cloud.now + HOUR);
    cloud.delete(kept);
    cloud.advanceTo(cloud.now + HOUR);
    const pointInTime = new Date(EPOCH + cloud.now).toISOString();
    cloud.advanceTo(cloud.now + HOUR);
    login(cloud, "late");
    cloud.advanceTo(cloud.now + HOUR);
    const cloneContext = { destinationInstanceName: "accounts-copy", pointInTime };
    await ask("POST", `${WRITER}/clone`, { cloneContext });
    cloud.settle();
    expect(await logins(cloud, "/instances/accounts-copy")).toEqual(["web"]);
  });
});
