import type { System } from "../system/schema/system";
import { databasePart, sqlInstances } from "./databases";
import { bucketPart } from "./buckets";
import { privateServicesRange, regionRanges } from "./cidr";
import { clusterOf } from "./clusters";
import { disksOf } from "./disks";
import { edgePart } from "./edge";
import { exportsOf } from "./exports";
import { groupsOf } from "./groups";
import { regionKeys, sharedKeys } from "./keys";
import type { RegionPart, Role, Topology } from "./model";
import { monitoringOf } from "./monitoring";
import { BACKUP, bucketName, type Naming } from "./naming";
import { multiRegionAround } from "./places";
import { servicePart } from "./services";
import { workersOf } from "./workers";
import { storesOf } from "./stores";

/** Derives what exists where from a description that has no problems. */
export function buildTopology(system: System, project: string): Topology {
  const naming: Naming = { system: system.name, project };
  const regions = mapValues(system.regions, (_, region) => regionPart(system, naming, region));
  const services = mapValues(system.services, (spec, name) =>
    servicePart(system, naming, name, spec),
  );
  const exports = exportsOf(system, naming);
  const edge = edgePart(system, services);
  const whole = {
    system,
    naming,
    ...(edge ? { edge } : {}),
    home: system.home,
    primary: system.primary,
    regions,
    services,
    privateServices: privateServicesRange(system.network.range),
    databases: mapValues(storesOf(system, "cloud-sql"), (spec, name) =>
      databasePart(system, naming, name, spec),
    ),
    documents: storesOf(system, "firestore"),
    buckets: mapValues(storesOf(system, "bucket"), (spec, name) =>
      bucketPart(system, naming, name, spec),
    ),
    backups: {
      bucket: bucketName(naming, BACKUP),
      location: multiRegionAround(system.home),
    },
    exports,
    keys: sharedKeys(system, naming, exports),
  };
  return { ...whole, monitoring: monitoringOf(whole) };
}

function regionPart(system: System, naming: Naming, region: string): RegionPart {
  const spec = system.regions[region];
  if (!spec) throw new Error(`no region ${region}`);
  const cluster = clusterOf(system, naming, region);
  return {
    name: region,
    state: spec.state,
    role: roleOf(system, region),
    zones: spec.zones.map((letter) => `${region}-${letter}`),
    ranges: regionRanges(system.network.range, region),
    groups: groupsOf(system, naming, region),
    workers: workersOf(system, naming, region),
    ...(cluster ? { cluster } : {}),
    keys: regionKeys(system, naming, region),
    disks: disksOf(system, naming, region),
    instances: sqlInstances(system, naming, storesOf(system, "cloud-sql"), region),
  };
}

function roleOf(system: System, region: string): Role {
  if (system.regions[region]?.state === "lost") return "fenced";
  return region === system.primary ? "primary" : "standby";
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
