import { EPOCH } from "../../clock";
import type { Cloud } from "../../cloud";
import { conflict, invalid, notFound, unavailable } from "../../error";
import { at, type Json, type JsonObject } from "../../json";
import type { Asked } from "../../kind";
import type { CloudResource, Instant } from "../../model";
import { isReachable } from "./availability";
import { backupNamed, backupsOf, type Backup } from "./backups";
import { positionOf } from "./data";
import {
  instanceNamed,
  isReplica,
  keepsLog,
  numberAt,
  plainName,
  remember,
  replicasOf,
  runtimeOf,
  textAt,
} from "./instance";
import { fork, type Position } from "./rows";

const DAY = 24 * 60 * 60 * 1000;

/**
 * The log leaves the instance every five minutes at the latest: what an instance that can't be
 * reached wrote in the last of them may be missing from its log. https://cloud.google.com/sql/docs/postgres/backup-recovery/pitr
 */
export const LOG_UPLOAD = 5 * 60 * 1000;

/** The instants to which an instance can be recovered; none without a log or a backup to begin with. */
export function recoverable(
  instance: CloudResource,
  cloud: Cloud,
): { readonly from: Instant; readonly to: Instant } | undefined {
  const { logFrom, lostAt } = runtimeOf(instance);
  const { project, name, properties } = instance;
  if (logFrom === null || !keepsLog(properties)) return undefined;
  const first = backupsOf(cloud, project, name).find(
    ({ status, start }) => status === "SUCCESSFUL" && start >= logFrom,
  );
  if (!first) return undefined;
  const days = numberAt(properties, "settings.backupConfiguration.transactionLogRetentionDays", 7);
  const from = Math.max(logFrom, first.start, cloud.now - days * DAY);
  const to = isReachable(instance, cloud) ? cloud.now : (lostAt ?? cloud.now) - LOG_UPLOAD;
  return to < from ? undefined : { from, to };
}

/** @throws CloudError where a clone can't be made. */
export function refuseClone({ project, location, properties }: Asked, cloud: Cloud): void {
  const name = plainName(textAt(properties, "clone.sourceInstanceName"));
  const source = instanceNamed(cloud, project, name);
  if (!source) throw notFound(name);
  if (source.location !== location) {
    throw invalid(`A clone of '${name}' is made in ${source.location}, not in ${location}`);
  }
  const time = textAt(properties, "clone.pointInTime");
  if (time === "") {
    if (isReachable(source, cloud)) return;
    throw conflict("invalidState", `'${name}' is not running; clone it to a point in time`);
  }
  refuseTime(source, time, cloud);
}

function refuseTime(source: CloudResource, time: string, cloud: Cloud): void {
  if (cloud.faults.isLost(source.location)) {
    throw unavailable(`${source.location}, where the logs of '${source.name}' are`);
  }
  const instant = instantOf(time);
  const window = recoverable(source, cloud);
  if (!window) throw invalid(`'${source.name}' has no point-in-time recovery, or no backup yet`);
  if (instant === undefined || instant < window.from || instant > window.to) {
    const [from, to] = [window.from, window.to].map(timeOf);
    throw invalid(`pointInTime is "${time}"; it must be from ${from} to ${to}`);
  }
}

/** What a new instance begins with, if it is made from another or from a backup. */
export function originOf(project: string, properties: JsonObject, cloud: Cloud): Position | null {
  const backup = backupIn(project, at(properties, "restoreBackupContext"), cloud);
  if (backup) return backup.position;
  const name = textAt(properties, "clone.sourceInstanceName");
  const source = name === "" ? undefined : instanceNamed(cloud, project, name);
  if (!source) return null;
  const position = positionOf(source, cloud);
  const instant = instantOf(textAt(properties, "clone.pointInTime"));
  return { ...position, upTo: Math.min(position.upTo, instant ?? Infinity) };
}

/** @throws CloudError where a backup can't be restored from. */
export function refuseRestore(project: string, context: Json | undefined, cloud: Cloud): Backup {
  const backup = backupIn(project, context, cloud);
  if (!backup) throw notFound(`backup run ${JSON.stringify(at(context, "backupRunId") ?? null)}`);
  if (cloud.faults.isLost(backup.location)) {
    throw unavailable(`${backup.location}, where backup ${backup.id} is`);
  }
  if (backup.status !== "SUCCESSFUL") throw invalid(`Backup ${backup.id} is ${backup.status}`);
  return backup;
}

/** @throws CloudError where the instance can't take a backup's place. */
export function refuseRestoreInto(target: CloudResource, backup: Backup, cloud: Cloud): void {
  if (isReplica(target)) throw invalid(`'${target.name}' is a replica; restore into its writer`);
  if (runtimeOf(target).follows !== null) {
    throw conflict("invalidState", `'${target.name}' is about to become a replica`);
  }
  const [replica] = replicasOf(target, cloud);
  if (replica) throw invalid(`'${target.name}' has the replica '${replica.name}'; delete it first`);
  if (numberAt(target.properties, "settings.diskSize", 10) < backup.gigabytes) {
    throw invalid(`The disk of '${target.name}' is smaller than the ${backup.gigabytes} GB needed`);
  }
  if (textAt(target.properties, "databaseVersion") !== backup.databaseVersion) {
    throw invalid(`Backup ${backup.id} is of ${backup.databaseVersion}`);
  }
}

/** Everything that is there is replaced by what the backup holds; the log begins anew. */
export function restoreInto(target: CloudResource, backup: Backup, cloud: Cloud): void {
  const logFrom = keepsLog(target.properties) ? cloud.now : null;
  remember(target.id, { branch: fork(cloud, backup.position), logFrom }, cloud);
}

function backupIn(project: string, context: Json | undefined, cloud: Cloud): Backup | undefined {
  const id = at(context, "backupRunId");
  if (typeof id !== "string" && typeof id !== "number") return undefined;
  const from = at(context, "project");
  return backupNamed(cloud, typeof from === "string" ? from : project, String(id));
}

/** `2026-01-05T00:00:00.000Z` */
export function timeOf(instant: Instant): string {
  return new Date(EPOCH + instant).toISOString();
}

function instantOf(time: string): Instant | undefined {
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? undefined : parsed - EPOCH;
}
