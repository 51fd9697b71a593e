import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDurations } from "../../../../recovery/durations";
import { Cloud } from "../../../../sandbox/cloud";
import { CloudError } from "../../../../sandbox/error";
import { Faults } from "../../../../sandbox/faults";
import type { JsonObject } from "../../../../sandbox/json";
import { SQL_KINDS } from "../../../../sandbox/kinds/sql/kinds";
import type { CloudResource } from "../../../../sandbox/model";
import { isWritable } from "../../../../sandbox/kinds/sql/availability";
import { rowsOf, write } from "../../../../sandbox/kinds/sql/data";
import { Records } from "../../../../sandbox/store/records";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const PROJECT = "sandbox-bank";
export const EAST = "us-east1";
export const CENTRAL = "us-central1";

const file = path.join(__dirname, "../../../../recovery/durations.tsv");
const durations = parseDurations(readFileSync(file, "utf8"));

/** Seconds of the file of durations, as the cloud wants them in milliseconds. */
const spans = (id: string) => {
  const { best, expected, worst } = durations(id);
  return { best: best * SECOND, expected: expected * SECOND, worst: worst * SECOND };
};

export function sqlCloud(seed = 1, records = new Records()): Cloud {
  const cloud = new Cloud({ records, kinds: SQL_KINDS, spans, faults: new Faults(records) });
  cloud.seed = seed;
  return cloud;
}

export const address = (name: string, location = CENTRAL) => ({
  kind: "sql.DatabaseInstance",
  project: PROJECT,
  location,
  name,
});

interface Options {
  readonly settings?: JsonObject;
  readonly properties?: JsonObject;
  readonly backups?: JsonObject;
}

export function writerProperties({ settings, properties, backups }: Options = {}): JsonObject {
  return {
    databaseVersion: "POSTGRES_16",
    ...properties,
    settings: {
      tier: "db-perf-optimized-N-4",
      edition: "ENTERPRISE_PLUS",
      availabilityType: "REGIONAL",
      diskSize: 100,
      backupConfiguration: {
        enabled: true,
        startTime: "02:00",
        location: "us",
        pointInTimeRecoveryEnabled: true,
        transactionLogRetentionDays: 7,
        backupRetentionSettings: { retainedBackups: 7, retentionUnit: "COUNT" },
        ...backups,
      },
      ipConfiguration: { ipv4Enabled: false, privateNetwork: "projects/p/global/networks/n" },
      ...settings,
    },
  };
}

export function replicaProperties(source: string, { settings, properties }: Options = {}) {
  return writerProperties({
    properties: {
      masterInstanceName: source,
      instanceType: "READ_REPLICA_INSTANCE",
      ...properties,
    },
    settings: { availabilityType: "ZONAL", backupConfiguration: { enabled: false }, ...settings },
  });
}

/** What is there now under a name. */
export function there(cloud: Cloud, name: string): CloudResource {
  const found = [...cloud.all("sql.DatabaseInstance")].find((one) => one.name === name);
  if (!found) throw new Error(`${name} isn't there`);
  return found;
}

export function change(cloud: Cloud, name: string, settings: JsonObject, more: JsonObject = {}) {
  const { properties, location } = there(cloud, name);
  const had = properties["settings"] as JsonObject;
  const next = { ...properties, ...more, settings: { ...had, ...settings } };
  return cloud.update(address(name, location), next);
}

/** Calls a verb and lets it end; returns how it ended. */
export function act(cloud: Cloud, name: string, verb: string, args: JsonObject = {}) {
  const operation = cloud.act(address(name, there(cloud, name).location), verb, args);
  cloud.advanceTo(operation.end);
  return cloud.operation(operation.id);
}

/** A writer in us-central1 and its designated DR replica in us-east1, both ready. */
export function pair(seed = 1, records = new Records()): Cloud {
  const cloud = sqlCloud(seed, records);
  cloud.create(address("accounts-central"), writerProperties());
  cloud.settle();
  cloud.create(address("accounts-east", EAST), replicaProperties("accounts-central"));
  cloud.settle();
  designate(cloud, "accounts-central", "accounts-east");
  cloud.settle();
  return cloud;
}

export function designate(cloud: Cloud, writer: string, replica: string): void {
  const replicationCluster = { failoverDrReplicaName: `${PROJECT}:${replica}` };
  change(cloud, writer, {}, { replicationCluster });
}

/** Status and reason of a refusal. */
export function refusal(call: () => unknown): [number, string, string] {
  try {
    call();
  } catch (error) {
    if (error instanceof CloudError) return [error.status, error.reason, error.message];
    throw error;
  }
  throw new Error("was not refused");
}

/** Writes a row a second for so long, numbered from `from` on; returns the last number. */
export function writeRows(cloud: Cloud, name: string, from: number, seconds: number): number {
  for (let second = 0; second < seconds; second++) {
    cloud.advanceTo(cloud.now + SECOND);
    write(there(cloud, name), from + second, cloud);
  }
  return from + seconds - 1;
}

export const rows = (cloud: Cloud, name: string) => rowsOf(there(cloud, name), cloud);
export const writable = (cloud: Cloud, name: string) => isWritable(there(cloud, name), cloud);
export const lose = (cloud: Cloud, region: string) =>
  cloud.faults.inject(`lost ${region}`, { kind: "region-loss", region, calls: "fail" });
export const heal = (cloud: Cloud, region: string) => cloud.faults.heal(`lost ${region}`);
