import type { Cloud } from "../../../sandbox/cloud";
import { SQL_DATABASES } from "../../../sandbox/traffic/sql-databases";
import {
  lostRows,
  silencesOf,
  startWriting,
  triesOf,
  type Writer,
} from "../../../sandbox/traffic/writes";
import type { JsonObject } from "../../../sandbox/json";
import { fresh, link, MINUTE, PROJECT, put, SECOND } from "../kinds/fleet";
import { CENTRAL, EAST, HOST, stand } from "./front";

const ZONE = "bank.internal.";
const WRITER: Writer = {
  id: "teller",
  region: "us-east1",
  host: HOST,
  path: "/",
  inside: false,
  database: "accounts-db.bank.internal",
};

function record(cloud: Cloud, name: string, type: string, data: string, ttl = 30): void {
  put(cloud, "dns.RecordSet", "global", `private/${name}.${ZONE}/${type}`, {
    managedZone: "private",
    name: `${name}.${ZONE}`,
    type,
    ttl,
    rrdatas: [data],
  });
}

const instance = (cloud: Cloud, region: string) =>
  cloud.find(`sql.DatabaseInstance:${PROJECT}/${region}/accounts-${region}`)!;

function database(cloud: Cloud, region: string, more: JsonObject, settings: JsonObject): void {
  put(cloud, "sql.DatabaseInstance", region, `accounts-${region}`, {
    name: `accounts-${region}`,
    region,
    databaseVersion: "POSTGRES_16",
    ...more,
    settings: {
      tier: "db-perf-optimized-N-4",
      edition: "ENTERPRISE_PLUS",
      diskSize: 10,
      ipConfiguration: { ipv4Enabled: false, privateNetwork: link("global/networks/n") },
      ...settings,
    },
  });
  cloud.settle();
  const address = instance(cloud, region).properties["privateIpAddress"] as string;
  record(cloud, `accounts-db.${region}`, "A", address);
}

/** "web" in two regions, a writer in us-central1 with HA and its replica in us-east1. */
function bank(ttl = 30): Cloud {
  const { cloud } = fresh();
  put(cloud, "compute.Network", "global", "n", { autoCreateSubnetworks: false });
  put(cloud, "dns.ManagedZone", "global", "private", { dnsName: ZONE, visibility: "private" });
  const backupConfiguration = { enabled: true, pointInTimeRecoveryEnabled: true, location: "us" };
  database(cloud, "us-central1", {}, { availabilityType: "REGIONAL", backupConfiguration });
  const source = {
    masterInstanceName: "accounts-us-central1",
    instanceType: "READ_REPLICA_INSTANCE",
  };
  database(cloud, "us-east1", source, { availabilityType: "ZONAL" });
  record(cloud, "accounts-db", "CNAME", `accounts-db.us-central1.${ZONE}`, ttl);
  stand(cloud, [CENTRAL, EAST]);
  startWriting(cloud, WRITER);
  cloud.advanceTo(cloud.now + 5 * MINUTE);
  return cloud;
}

describe("a writer", () => {
  it("writes a row each second from the region that serves into the one that takes writes", () => {
    const cloud = bank();
    expect(triesOf(cloud, "teller")).toEqual([
      { from: 1, to: 300, at: expect.any(Number) as number, instance: "accounts-us-central1" },
    ]);
    const rows = SQL_DATABASES.rowsOf(instance(cloud, "us-central1"), cloud);
    expect(lostRows(cloud, "teller", rows)).toEqual([]);
  });

  it("waits out the failover of the database's zone, and loses nothing", () => {
    const cloud = bank();
    const zone = instance(cloud, "us-central1").runtime["zone"] as string;
    const at = cloud.now;
    cloud.faults.inject("zone", { kind: "zone-loss", zone });
    cloud.advanceTo(at + 10 * MINUTE);
    const [silence, ...more] = silencesOf(cloud, "teller");
    expect(more).toEqual([]);
    expect(silence!.to! - at).toBeGreaterThan(60 * SECOND);
    expect(silence!.to! - at).toBeLessThan(3 * MINUTE);
    const rows = SQL_DATABASES.rowsOf(instance(cloud, "us-central1"), cloud);
    expect(lostRows(cloud, "teller", rows)).toEqual([]);
  });

  /** The primary region is lost, the replica promoted and the writer's name moved. */
  function failOver(cloud: Cloud): { readonly moved: number } {
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "hang" });
    cloud.advanceTo(cloud.now + MINUTE);
    const { end } = cloud.act(instance(cloud, "us-east1"), "promoteReplica");
    cloud.advanceTo(end);
    record(cloud, "accounts-db", "CNAME", `accounts-db.us-east1.${ZONE}`);
    cloud.settle();
    return { moved: cloud.now };
  }

  it("finds the other region's database once its name has moved and its cache is over", () => {
    const cloud = bank();
    const { moved } = failOver(cloud);
    cloud.advanceTo(moved + 5 * MINUTE);
    const [silence] = silencesOf(cloud, "teller").slice(-1);
    expect(silence!.to! - moved).toBeLessThanOrEqual(31 * SECOND);
    expect(triesOf(cloud, "teller").at(-1)?.instance).toBe("accounts-us-east1");
    const lost = lostRows(
      cloud,
      "teller",
      SQL_DATABASES.rowsOf(instance(cloud, "us-east1"), cloud),
    );
    // What had not been copied yet when the region went: rows of the last moments, at its end.
    const acknowledged = triesOf(cloud, "teller")[0]!.to;
    for (const { to } of lost) expect(to).toBe(acknowledged);
  });

  it("is kept from it for as long as the deployed TTL lets its cache live", () => {
    const gap = (ttl: number) => {
      const cloud = bank(ttl);
      // Another row just before: the cache is as fresh as it can be.
      const { moved } = failOver(cloud);
      cloud.advanceTo(moved + 20 * MINUTE);
      return (silencesOf(cloud, "teller").at(-1)!.to ?? Infinity) - moved;
    };
    expect(gap(900)).toBeGreaterThan(gap(30) + MINUTE);
  });
});
