import { invalid, notFound } from "../../error";
import { at } from "../../json";
import type { Action, Asked, Kind } from "../../kind";
import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { usualLine } from "../../takes";
import { eraseAll, forget } from "../located/rows";
import { byLink, means, numberAt, textAt } from "../lookup";
import { filled, hasBeenLeft, leave } from "./disk-rows";
import { snapshotNamed } from "./snapshots";

/**
 * Disks and their copies: what may be a copy of what. A copy that replication has left goes its own
 * way: it can't be a copy again, so another start needs a new disk. That its old
 * primary can then be deleted is assumed.
 */
function disks(kind: string): Kind {
  return {
    kind,
    refuse: refuseSnapshot,
    letsGo: hasBeenLeft,
    done: filled,
    removed: (disk, cloud) => forget(cloud, disk),
    dataDeleted: (disk, _args, cloud) => eraseAll(cloud, disk),
    actions: { stopAsyncReplication: stop },
    takes: (verb, { properties }, before) => {
      const isFilled = verb === "create" && !before && textAt(properties, "snapshot") !== undefined;
      const gigabytes = numberAt(properties, "size") ?? 10;
      return isFilled ? [{ line: "snapshot.restore", times: gigabytes }] : usualLine(kind, verb);
    },
  };
}

/** A disk is made of a snapshot that is whole, and is as large at the least. */
function refuseSnapshot({ before, project, name, properties }: Asked, cloud: Cloud): void {
  const given = textAt(properties, "snapshot");
  if (before || given === undefined) return;
  const snapshot = snapshotNamed(cloud, project, given);
  if (!snapshot) throw notFound(`projects/${project}/global/snapshots/${given}`);
  if (snapshot.status !== "READY") throw invalid(`Snapshot '${given}' is not ready`);
  if ((numberAt(properties, "size") ?? snapshot.gigabytes) < snapshot.gigabytes) {
    throw invalid(`'${name}' is smaller than its snapshot, which has ${snapshot.gigabytes} GB`);
  }
}

function copyOf({ properties }: Pick<CloudResource, "properties">, cloud: Cloud) {
  return byLink(cloud, at(properties, "secondaryDisk.disk"));
}

/** How the replication into a copy stands, in the API's words. */
export function replicationOf(
  copy: CloudResource,
  cloud: Cloud,
): "CREATED" | "ACTIVE" | "STOPPING" | "STOPPED" {
  if (hasBeenLeft(copy)) return "STOPPED";
  if (copy.runtime["stopping"] === true) return "STOPPING";
  const isFollowing = [...cloud.all("compute.DiskAsyncReplication")].some(
    (one) => copyOf(one, cloud)?.id === copy.id,
  );
  return isFollowing ? "ACTIVE" : "CREATED";
}

/** Asked of the copy it works while the source is gone; what declares the pair stays to be deleted. */
const stop: Action = {
  refuse: (copy, _, cloud) => {
    if (replicationOf(copy, cloud) === "ACTIVE") return;
    throw invalid(`'${copy.name}' follows no other disk`);
  },
  begun: (copy, _, cloud) => cloud.setRuntime(copy.id, { ...copy.runtime, stopping: true }),
  done: (copy, _, cloud) => leave(copy, cloud),
};

function refuse(asked: Asked, cloud: Cloud): void {
  const primary = byLink(cloud, asked.properties["primaryDisk"]);
  const copy = copyOf(asked, cloud);
  if (asked.before || !primary || !copy) return;
  if (!means(cloud, at(copy.properties, "asyncPrimaryDisk.disk"), primary)) {
    throw invalid(`'${copy.name}' was not made as a copy of '${primary.name}'`);
  }
  if (!hasBeenLeft(copy)) return;
  throw invalid(`Replication to '${copy.name}' was stopped; it can't be a copy again`);
}

const replication: Kind = {
  kind: "compute.DiskAsyncReplication",
  refuse,
  removed: (stopped, cloud) => {
    const copy = copyOf(stopped, cloud);
    if (copy) leave(copy, cloud);
  },
};

export const DISK_KINDS: readonly Kind[] = [
  disks("compute.Disk"),
  disks("compute.RegionDisk"),
  replication,
];
