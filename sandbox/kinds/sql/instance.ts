import type { Cloud } from "../../cloud";
import { at, type JsonObject } from "../../json";
import type { CloudResource, Instant } from "../../model";
import type { Link } from "./link";
import type { Position } from "./rows";

export const INSTANCE = "sql.DatabaseInstance";

/** What goes on in an instance behind the API. */
export type Runtime = {
  /** Where its rows are; none before its creation has ended. */
  readonly branch: string | null;
  /** What it begins with, if it is made from something else. */
  readonly origin: Position | null;
  /** Zone that serves, and the HA standby's. */
  readonly zone: string;
  readonly otherZone: string;
  /** Since when its log reaches back without a gap, if it keeps one. */
  readonly logFrom: Instant | null;
  /** A restart: no connections meanwhile. */
  readonly down: { readonly from: Instant; readonly until: Instant } | null;
  /** A switchover away from it: it takes no writes meanwhile. */
  readonly paused: { readonly from: Instant; readonly until: Instant } | null;
  /** End of the last action on it, before which there can't be another. */
  readonly busyUntil: Instant;
  /** How it follows its source, if it is a replica. */
  readonly link: Link | null;
  /** After a replica failover: it takes no more writes, and will follow the promoted instance. */
  readonly follows: string | null;
  /** Since when it can't be reached, if so. */
  readonly lostAt: Instant | null;
  /** Events to come. */
  readonly backupEvent: string | null;
  readonly zoneEvent: string | null;
  readonly rejoinEvent: string | null;
  readonly maintenanceEvent: string | null;
};

export const NEW_RUNTIME: Omit<Runtime, "zone" | "otherZone"> = {
  branch: null,
  origin: null,
  logFrom: null,
  down: null,
  paused: null,
  busyUntil: 0,
  link: null,
  follows: null,
  lostAt: null,
  backupEvent: null,
  zoneEvent: null,
  rejoinEvent: null,
  maintenanceEvent: null,
};

export function runtimeOf({ runtime }: CloudResource): Runtime {
  return runtime as Runtime; // only this kind writes it, and begins with all of it
}

/** Changes a part of what goes on in an instance. */
export function remember(id: string, change: Partial<Runtime>, cloud: Cloud): void {
  const resource = cloud.find(id);
  if (resource) cloud.setRuntime(id, { ...resource.runtime, ...change });
}

/** All instances of a project whose creation has at least begun, in the order of their making. */
export function instancesOf(cloud: Cloud, project?: string): CloudResource[] {
  return [...cloud.all(INSTANCE)].filter(
    (instance) => project === undefined || instance.project === project,
  );
}

/** An instance by its name, alone or led by `project:`. Names are unique in a project. */
export function instanceNamed(
  cloud: Cloud,
  project: string,
  name: string,
): CloudResource | undefined {
  const plain = plainName(name);
  return instancesOf(cloud, project).find((instance) => instance.name === plain);
}

/** A name without the `project:` that may lead it. */
export function plainName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}

/** The instance that a replica copies. */
export function sourceOf(instance: CloudResource, cloud: Cloud): CloudResource | undefined {
  const name = textAt(instance.properties, "masterInstanceName");
  return name === "" ? undefined : instanceNamed(cloud, instance.project, name);
}

export function replicasOf(instance: CloudResource, cloud: Cloud): CloudResource[] {
  return instancesOf(cloud, instance.project).filter(
    (other) => plainName(textAt(other.properties, "masterInstanceName")) === instance.name,
  );
}

export function isReplica({ properties }: Pick<CloudResource, "properties">): boolean {
  return textAt(properties, "masterInstanceName") !== "";
}

/** The replica that a writer names as the target of a failover; `""` for none. */
export function designated({ properties }: Pick<CloudResource, "properties">): string {
  return plainName(textAt(properties, "replicationCluster.failoverDrReplicaName"));
}

/** The text at a path; `""` if there is none. */
export function textAt(properties: JsonObject, path: string): string {
  const value = at(properties, path);
  return typeof value === "string" ? value : "";
}

export function numberAt(properties: JsonObject, path: string, otherwise: number): number {
  const value = at(properties, path);
  return typeof value === "number" ? value : otherwise;
}

export function isOn(properties: JsonObject, path: string): boolean {
  return at(properties, path) === true;
}

export function isMysql(properties: JsonObject): boolean {
  return textAt(properties, "databaseVersion").startsWith("MYSQL");
}

/** Whether it keeps the log that a recovery to a point in time replays. */
export function keepsLog(properties: JsonObject): boolean {
  const log = isMysql(properties) ? "binaryLogEnabled" : "pointInTimeRecoveryEnabled";
  return (
    isOn(properties, "settings.backupConfiguration.enabled") &&
    isOn(properties, `settings.backupConfiguration.${log}`)
  );
}

export function isEnterprisePlus(properties: JsonObject): boolean {
  return textAt(properties, "settings.edition") === "ENTERPRISE_PLUS";
}
