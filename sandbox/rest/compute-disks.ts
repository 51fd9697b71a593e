import type { Cloud } from "../cloud";
import { at, type JsonObject } from "../json";
import { replicationOf } from "../kinds/compute/disk";
import type { CloudResource } from "../model";
import { addressOf } from "./compute-address";
import { shownOperation } from "./compute-operation";
import type { Matched, RestAnswer, Route } from "./route";

/** What only regional disks that are copies of others have. */
export const diskRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/compute/v1/projects/{project}/regions/{place}/disks/{name}/stopAsyncReplication",
    answer: stop,
  },
];

/** A disk with how its replication stands, where it was made as a copy. */
export function shownDisk(disk: CloudResource, cloud: Cloud): JsonObject {
  const { properties } = disk;
  if (at(properties, "asyncPrimaryDisk.disk") === undefined) return properties;
  const state = replicationOf(disk, cloud);
  return { ...properties, resourceStatus: { asyncPrimaryDisk: { state } } };
}

function stop(request: Matched, cloud: Cloud): RestAnswer {
  const operation = cloud.act(addressOf("compute.RegionDisk", request), "stopAsyncReplication");
  return { body: shownOperation(operation, cloud) };
}
