import type { Cloud } from "../../cloud";
import { EPOCH } from "../../clock";
import type { CloudResource, Instant } from "../../model";
import type { Table } from "../../store/records";
import { multiRegionAround } from "../../../topology/places";
import { isReachable } from "./availability";
import { positionOf } from "./data";
import { isOn, isReplica, numberAt, remember, runtimeOf, textAt } from "./instance";
import type { Position } from "./rows";

const DAY = 24 * 60 * 60 * 1000;

/** A backup of an instance. It is the instance's, but may outlive it. */
export interface Backup {
  /** As the API counts them: Unix milliseconds of its beginning. */
  readonly id: string;
  readonly project: string;
  /** Name of the instance. */
  readonly instance: string;
  /** Region or multi-region that holds it. */
  readonly location: string;
  readonly type: "AUTOMATED" | "ON_DEMAND" | "FINAL";
  readonly description: string;
  readonly status: "RUNNING" | "SUCCESSFUL" | "FAILED";
  /** The rows of this place, which is where the instance was when it began. */
  readonly position: Position;
  readonly start: Instant;
  readonly end: Instant;
  readonly gigabytes: number;
  readonly databaseVersion: string;
  /** When it goes, if the instance is gone. */
  readonly expires?: Instant;
}

const table = (cloud: Cloud): Table<Backup> => cloud.table("sql.backup");

/** All that can still be read or is being made, oldest first. */
export function backupsOf(cloud: Cloud, project: string, instance?: string): Backup[] {
  return [...table(cloud).values()].filter(
    (backup) =>
      backup.project === project &&
      (instance === undefined || backup.instance === instance) &&
      (backup.expires ?? Infinity) > cloud.now,
  );
}

export function backupNamed(cloud: Cloud, project: string, id: string): Backup | undefined {
  return backupsOf(cloud, project).find((backup) => backup.id === id);
}

/** What it takes in the file of durations: a backup is as long as the disk is large. */
export function backupLasts(instance: CloudResource) {
  return [{ line: "sql.backup", times: gigabytesOf(instance) }];
}

/** Begins a backup of what the instance holds now; it ends by itself. */
export function beginBackup(
  instance: CloudResource,
  type: Backup["type"],
  cloud: Cloud,
  { description = "", end }: { readonly description?: string; readonly end?: Instant } = {},
): Backup {
  const { project, name, properties } = instance;
  const start = cloud.now;
  const location = textAt(properties, "settings.backupConfiguration.location");
  const backup: Backup = {
    id: freeId(cloud, project),
    project,
    instance: name,
    location: location === "" ? multiRegionAround(instance.location).toLowerCase() : location,
    type,
    description,
    status: "RUNNING",
    position: positionOf(instance, cloud),
    start,
    end: end ?? start + cloud.lasts(backupLasts(instance), instance.id, "backup", start),
    gigabytes: gigabytesOf(instance),
    databaseVersion: textAt(properties, "databaseVersion"),
  };
  table(cloud).put(keyOf(backup), backup);
  cloud.clock.schedule(backup.end, "sql.backed-up", instance.id, { key: keyOf(backup) });
  return backup;
}

/** A backup has succeeded if the instance still runs at its end. */
export function endBackup(key: string, instance: CloudResource | undefined, cloud: Cloud): void {
  const backup = table(cloud).get(key);
  if (!backup) return;
  const succeeded = instance !== undefined && isReachable(instance, cloud);
  table(cloud).put(key, { ...backup, status: succeeded ? "SUCCESSFUL" : "FAILED" });
  if (instance) dropOld(instance, cloud);
}

/** Has the next daily backup come at its time: of running writers alone (declarations of `backupConfiguration`). */
export function planBackup(id: string, cloud: Cloud): void {
  const instance = cloud.find(id);
  if (!instance) return;
  const { backupEvent } = runtimeOf(instance);
  if (backupEvent !== null) cloud.clock.callOff(backupEvent);
  if (isReplica(instance) || !isOn(instance.properties, "settings.backupConfiguration.enabled")) {
    return remember(id, { backupEvent: null }, cloud);
  }
  const time = textAt(instance.properties, "settings.backupConfiguration.startTime");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const today = Math.floor(cloud.now / DAY) * DAY + (hours * 60 + minutes) * 60_000;
  const next = today > cloud.now ? today : today + DAY;
  remember(id, { backupEvent: cloud.clock.schedule(next, "sql.backup", id) }, cloud);
}

/** The daily backup is due. */
export function takeDaily(id: string, cloud: Cloud): void {
  const instance = cloud.find(id);
  if (!instance) return;
  if (isReachable(instance, cloud) && runtimeOf(instance).follows === null) {
    beginBackup(instance, "AUTOMATED", cloud);
  }
  planBackup(id, cloud);
}

/** With the instance go its backups, but those that are to be kept (declarations of `retainBackupsOnDelete`). */
export function leaveBackups(instance: CloudResource, cloud: Cloud): void {
  const { project, name, properties } = instance;
  if (isOn(properties, "settings.finalBackupConfig.enabled") && isReachable(instance, cloud)) {
    const last = beginBackup(instance, "FINAL", cloud, { end: cloud.now });
    table(cloud).put(keyOf(last), { ...last, status: "SUCCESSFUL" });
  }
  const kept = numberAt(properties, "settings.finalBackupConfig.retentionDays", 30);
  for (const backup of backupsOf(cloud, project, name)) {
    const keep = backup.type === "FINAL" || isOn(properties, "settings.retainBackupsOnDelete");
    if (backup.expires !== undefined) continue;
    if (keep) table(cloud).put(keyOf(backup), { ...backup, expires: cloud.now + kept * DAY });
    else table(cloud).delete(keyOf(backup));
  }
}

function dropOld({ project, name, properties }: CloudResource, cloud: Cloud): void {
  const path = "settings.backupConfiguration.backupRetentionSettings.retainedBackups";
  const automated = backupsOf(cloud, project, name).filter(
    ({ type, status }) => type === "AUTOMATED" && status === "SUCCESSFUL",
  );
  for (const old of automated.slice(
    0,
    Math.max(0, automated.length - numberAt(properties, path, 7)),
  )) {
    table(cloud).delete(keyOf(old));
  }
}

function gigabytesOf({ properties }: CloudResource): number {
  return numberAt(properties, "settings.diskSize", 10);
}

function freeId(cloud: Cloud, project: string): string {
  let id = EPOCH + cloud.now;
  while (table(cloud).get(keyOf({ project, id: String(id) }))) id += 1;
  return String(id);
}

function keyOf({ project, id }: Pick<Backup, "project" | "id">): string {
  return `${project}/${id}`;
}
