import type { Cloud } from "../../cloud";
import { EPOCH } from "../../clock";
import type { Kind } from "../../kind";
import type { CloudEvent, CloudResource, Instant } from "../../model";
import type { Table } from "../../store/records";
import { copyRows, forget, type Holder } from "../located/rows";
import { blocksAt, numberAt, textAt } from "../lookup";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** What a regional disk held when it was begun. It is no resource: nobody declares it, and it outlives its disk. */
export interface Snapshot {
  readonly project: string;
  readonly name: string;
  /** The disk's link. */
  readonly disk: string;
  /** Multi-region or region that holds it. */
  readonly location: string;
  readonly key?: string;
  readonly gigabytes: number;
  readonly status: "CREATING" | "READY" | "FAILED";
  readonly start: Instant;
  readonly end: Instant;
}

const table = (cloud: Cloud): Table<Snapshot> => cloud.table("compute.snapshot");

/** All of a project, in the order of their names. */
export function snapshotsIn(cloud: Cloud, project: string): readonly Snapshot[] {
  return [...table(cloud).values()].filter((one) => one.project === project);
}

/** By a name, or by a link that ends with one. */
export function snapshotNamed(cloud: Cloud, project: string, name: string): Snapshot | undefined {
  return table(cloud).get(`${project}/${name.slice(name.lastIndexOf("/") + 1)}`);
}

/** What holds a snapshot's rows: those of its disk when it was begun, whatever becomes of the disk. */
export function snapshotRows({ project, name }: Pick<Snapshot, "project" | "name">): Holder {
  return { id: `snapshot:${project}/${name}` };
}

/** Begins a snapshot of a regional disk; it ends by itself, and fails if the disk is out of reach by then. */
export function beginSnapshot(
  disk: CloudResource,
  cloud: Cloud,
  location = disk.location,
): Snapshot {
  const { project, properties, id } = disk;
  const start = cloud.now;
  const gigabytes = numberAt(properties, "size") ?? 10;
  const stamp = new Date(EPOCH + start).toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const chance = Math.floor(cloud.chance(id, "snapshot", start) * 36 ** 6).toString(36);
  const key = textAt(properties, "diskEncryptionKey.kmsKeyName");
  const snapshot: Snapshot = {
    project,
    name: `${disk.name.slice(0, 40)}-${stamp}-${chance}`,
    disk: `projects/${project}/regions/${disk.location}/disks/${disk.name}`,
    location,
    ...(key === undefined ? {} : { key }),
    gigabytes,
    status: "CREATING",
    start,
    end: start + cloud.lasts([{ line: "snapshot.take", times: gigabytes }], id, "snapshot", start),
  };
  const at = `${project}/${snapshot.name}`;
  table(cloud).put(at, snapshot);
  copyRows(cloud, disk, snapshotRows(snapshot), start);
  cloud.clock.schedule(snapshot.end, "snapshot.end", id, { at });
  return snapshot;
}

/** Awaits the schedule's next time. */
function plan(attachment: CloudResource, cloud: Cloud): void {
  const schedule = blocksAt(policyOf(attachment, cloud)?.properties, SCHEDULE)[0];
  if (!schedule) return;
  const next = nextTime(schedule, cloud.now);
  const { createdAt } = attachment;
  if (next !== undefined) cloud.clock.schedule(next, "snapshot.due", attachment.id, { createdAt });
}

const SCHEDULE = "snapshotSchedulePolicy.schedule";

/** On full hours, UTC: each cycle of a day begins anew at its first hour. */
function nextTime(schedule: Parameters<typeof blocksAt>[0], now: Instant): Instant | undefined {
  const [hourly] = blocksAt(schedule, "hourlySchedule");
  const [daily] = blocksAt(schedule, "dailySchedule");
  const [weekly] = blocksAt(schedule, "weeklySchedule.dayOfWeeks");
  const hour = Number((textAt(hourly ?? daily ?? weekly, "startTime") ?? "0").split(":")[0]);
  const cycle = hourly ? (numberAt(hourly, "hoursInCycle") ?? 1) : 24;
  const isDay = (day: number) =>
    !weekly || DAYS[new Date(EPOCH + day).getUTCDay()] === textAt(weekly, "day");
  const today = now - (now % DAY);
  for (let day = today; day <= today + 7 * DAY; day += DAY) {
    if (!isDay(day)) continue;
    for (let time = day + hour * HOUR; time < day + DAY; time += cycle * HOUR) {
      if (time > now) return time;
    }
  }
  return undefined;
}

const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

function happen(event: CloudEvent, cloud: Cloud): void {
  if (event.type === "snapshot.end") return end(event, cloud);
  const attachment = cloud.find(event.about);
  if (attachment?.createdAt !== event.args["createdAt"] || !attachment) return;
  const policy = policyOf(attachment, cloud);
  const disk = diskOf(attachment, cloud);
  if (policy && disk && !cloud.faults.isLost(disk.location)) {
    const path = "snapshotSchedulePolicy.snapshotProperties.storageLocations";
    const [location] = [policy.properties].flatMap((one) => textAt(one, path) ?? []);
    beginSnapshot(disk, cloud, location);
    dropOld(disk, policy, cloud);
  }
  plan(attachment, cloud);
}

function end({ about, args }: CloudEvent, cloud: Cloud): void {
  const { at } = args;
  const snapshot = typeof at === "string" ? table(cloud).get(at) : undefined;
  if (!snapshot) return;
  const disk = cloud.find(about);
  const isThere = disk !== undefined && !cloud.faults.isLost(disk.location);
  table(cloud).put(`${snapshot.project}/${snapshot.name}`, {
    ...snapshot,
    status: isThere ? "READY" : "FAILED",
  });
}

/** What the schedule has taken is kept for so many days (declarations of `maxRetentionDays`). */
function dropOld(disk: CloudResource, policy: CloudResource, cloud: Cloud): void {
  const path = "snapshotSchedulePolicy.retentionPolicy.maxRetentionDays";
  const days = numberAt(policy.properties, path) ?? Infinity;
  for (const snapshot of snapshotsIn(cloud, disk.project)) {
    const { name, disk: of, start } = snapshot;
    const isOld =
      of.endsWith(`/${disk.location}/disks/${disk.name}`) && start < cloud.now - days * DAY;
    if (!isOld) continue;
    table(cloud).delete(`${disk.project}/${name}`);
    forget(cloud, snapshotRows(snapshot));
  }
}

function policyOf({ project, location, properties }: CloudResource, cloud: Cloud) {
  const name = textAt(properties, "name");
  return [...cloud.all("compute.ResourcePolicy")].find(
    (one) => one.project === project && one.location === location && one.name === name,
  );
}

function diskOf({ project, location, properties }: CloudResource, cloud: Cloud) {
  return cloud.find(
    `compute.RegionDisk:${project}/${location}/${textAt(properties, "disk") ?? ""}`,
  );
}

/** A schedule that a regional disk is snapshotted by, from the moment at which it is attached. */
export const snapshotSchedule: Kind = {
  kind: "compute.RegionDiskResourcePolicyAttachment",
  done: plan,
  events: { snapshot: happen },
};
