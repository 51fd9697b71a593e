import type { Cloud } from "../cloud";
import { at, type Json, type JsonObject } from "../json";
import { replicationOf } from "../kinds/compute/disk";
import { type Snapshot, snapshotsIn } from "../kinds/compute/snapshots";
import { lastPart, textsAt } from "../kinds/lookup";
import type { CloudResource } from "../model";
import { addressOf } from "./compute-address";
import { merged } from "./compute-names";
import { shownOperation, timeOf } from "./compute-operation";
import { type Matched, partOf, type RestAnswer, type Route } from "./route";

const COMPUTE = "https://www.googleapis.com/compute/v1";

/** What only regional disks have that are copies of others, and what is kept of them. */
export const diskRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/compute/v1/projects/{project}/regions/{place}/disks/{name}/stopAsyncReplication",
    answer: stop,
  },
  {
    method: "GET",
    path: "/compute/v1/projects/{project}/global/snapshots",
    answer: (request, cloud) => {
      const all = snapshotsIn(cloud, partOf(request, "project"));
      return { body: { items: all.map(shownSnapshot) } };
    },
  },
];

/** A disk in the API's words, with how its replication stands, where it was made as a copy. */
export function shownDisk(disk: CloudResource, cloud: Cloud): JsonObject {
  const { properties, project, location, readyAt, createdAt } = disk;
  const { size, type, replicaZones: _, snapshot, ...rest } = properties;
  const base = `${COMPUTE}/projects/${project}`;
  const kind = typeof type === "string" ? lastPart(type) : "pd-standard";
  const zones = textsAt(properties, "replicaZones").map(
    (zone) => `${base}/zones/${lastPart(zone)}`,
  );
  const source =
    typeof snapshot === "string"
      ? { sourceSnapshot: `${base}/global/snapshots/${lastPart(snapshot)}` }
      : {};
  const shown: JsonObject = {
    ...rest,
    ...source,
    sizeGb: String(typeof size === "number" ? size : 10),
    type: `${base}/regions/${location}/diskTypes/${kind}`,
    replicaZones: zones,
    status: readyAt > cloud.now ? "CREATING" : "READY",
    creationTimestamp: timeOf(createdAt),
  };
  if (at(properties, "asyncPrimaryDisk.disk") === undefined) return shown;
  const state = replicationOf(disk, cloud);
  return { ...shown, resourceStatus: { asyncPrimaryDisk: { state } } };
}

/** And back: 64-bit numbers are text in the API, and links are plain names with the provider. */
export function givenDisk(body: JsonObject, before: JsonObject): JsonObject {
  const { sizeGb, type, replicaZones, sourceSnapshot, ...rest } = body;
  const given: Record<string, Json> = { ...rest };
  if (sizeGb !== undefined) given["size"] = Number(sizeGb);
  if (typeof type === "string") given["type"] = lastPart(type);
  if (typeof sourceSnapshot === "string") given["snapshot"] = lastPart(sourceSnapshot);
  if (replicaZones !== undefined)
    given["replicaZones"] = textsAt(body, "replicaZones").map(lastPart);
  return merged(before, given);
}

function shownSnapshot(snapshot: Snapshot): JsonObject {
  const { name, project, disk, gigabytes, status, start, location, key } = snapshot;
  return {
    kind: "compute#snapshot",
    name,
    selfLink: `${COMPUTE}/projects/${project}/global/snapshots/${name}`,
    sourceDisk: `${COMPUTE}/${disk}`,
    diskSizeGb: String(gigabytes),
    status,
    creationTimestamp: timeOf(start),
    storageLocations: [location],
    autoCreated: true,
    ...(key === undefined ? {} : { snapshotEncryptionKey: { kmsKeyName: key } }),
  };
}

function stop(request: Matched, cloud: Cloud): RestAnswer {
  const operation = cloud.act(addressOf("compute.RegionDisk", request), "stopAsyncReplication");
  return { body: shownOperation(operation, cloud) };
}
