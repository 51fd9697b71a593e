import type { JsonObject } from "../../../../sandbox/json";
import {
  address,
  EAST,
  refusal,
  replicaProperties,
  sqlCloud,
  there,
  writerProperties,
} from "./fixtures";

/** A replica in the other region whose own log is as given, and a copy of that replica beside it. */
function cascade(databaseVersion: string, log: JsonObject) {
  const cloud = sqlCloud();
  const backups = databaseVersion.startsWith("MYSQL") ? { binaryLogEnabled: true } : {};
  const properties = { databaseVersion };
  const settings = { availabilityType: "ZONAL" };
  cloud.create(address("accounts-central"), writerProperties({ properties, backups, settings }));
  cloud.settle();
  const own = { backupConfiguration: { enabled: false, ...log } };
  const first = replicaProperties("accounts-central", { properties, settings: own });
  cloud.create(address("accounts-east", EAST), first);
  cloud.settle();
  const copy = () =>
    cloud.create(
      address("accounts-east-read-b", EAST),
      replicaProperties("accounts-east", { properties }),
    );
  return { cloud, copy };
}

describe("a replica of a replica", () => {
  it.each<[string, JsonObject]>([
    ["POSTGRES_16", {}],
    ["MYSQL_8_0", { binaryLogEnabled: true }],
  ])("follows the one of its region, on %s", (databaseVersion, log) => {
    const { cloud, copy } = cascade(databaseVersion, log);
    copy();
    cloud.settle();
    expect(there(cloud, "accounts-east").properties["replicaNames"]).toEqual([
      "accounts-east-read-b",
    ]);
    expect(there(cloud, "accounts-central").properties["replicaNames"]).toEqual(["accounts-east"]);
  });

  it("needs a log there, on MySQL", () => {
    expect(refusal(cascade("MYSQL_8_0", {}).copy)[2]).toBe(
      "'accounts-east' is a replica without binary logging and can't be copied",
    );
  });
});
