import type { Cloud } from "../../cloud";
import { at } from "../../json";
import type { CloudResource, Instant } from "../../model";
import { copyRows, type Holder } from "../located/rows";
import { byLink, textAt } from "../lookup";
import { snapshotNamed, snapshotRows } from "./snapshots";

/**
 * What is on a disk: the rows that were written to it since it is there, and those that it was made
 * with. A copy is as far behind its disk as replication is; what it has is settled when it is left.
 */

/** When instances could first have a disk; nothing before that, and while it follows another. */
export function usableSince({ runtime }: CloudResource): Instant | undefined {
  const { usableSince: since } = runtime;
  return typeof since === "number" ? since : undefined;
}

/** Whether an instance beside it can write to it now. */
export function isWritable(disk: CloudResource, cloud: Cloud): boolean {
  return usableSince(disk) !== undefined && !cloud.faults.isLost(disk.location);
}

/** A disk that was made is there, with what its snapshot holds. */
export function filled(disk: CloudResource, cloud: Cloud): void {
  const { properties, project } = disk;
  if (usableSince(disk) !== undefined || primaryOf(disk) !== undefined) return;
  const snapshot = snapshotNamed(cloud, project, textAt(properties, "snapshot") ?? "");
  if (snapshot) copyRows(cloud, snapshotRows(snapshot), disk, cloud.now);
  use(disk, cloud);
}

/** Replication to a copy has ended: it has what had arrived by then, and goes its own way. */
export function leave(copy: CloudResource, cloud: Cloud): void {
  if (hasBeenLeft(copy)) return;
  const source = byLink(cloud, primaryOf(copy));
  if (source) copyRows(cloud, source, copy, arrivedBy(cloud, source, copy));
  use(copy, cloud, { left: true });
}

export const hasBeenLeft = ({ runtime }: CloudResource) => runtime["left"] === true;

const primaryOf = ({ properties }: CloudResource) => at(properties, "asyncPrimaryDisk.disk");

/** A region that is lost sends nothing any more. */
function arrivedBy(cloud: Cloud, { location }: CloudResource, copy: Holder): Instant {
  const sent = cloud.faults.lostSince(location) ?? cloud.now;
  return sent - cloud.lasts("disk.replicate", copy.id, sent);
}

function use(disk: CloudResource, cloud: Cloud, more: { readonly left?: true } = {}): void {
  cloud.setRuntime(disk.id, { ...disk.runtime, ...more, usableSince: cloud.now });
}
