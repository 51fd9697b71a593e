import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { isReachable } from "./availability";
import { beginBackup } from "./backups";
import {
  designated,
  isEnterprisePlus,
  isReplica,
  remember,
  replicasOf,
  runtimeOf,
  sourceOf,
} from "./instance";
import { newLink } from "./replication";
import { asReplica, asWriter } from "./roles";

/** Replicas of a replica go where that goes. */
export function moveReplicas(source: CloudResource, branch: string, cloud: Cloud): void {
  for (const replica of replicasOf(source, cloud)) {
    remember(replica.id, { branch }, cloud);
    moveReplicas(replica, branch, cloud);
  }
}

/** Begins to make an old writer a replica, once it can be reached again: it is copied anew. */
export function watchReturn(instance: CloudResource, cloud: Cloud): void {
  const { follows, rejoinEvent } = runtimeOf(instance);
  if (follows === null || rejoinEvent !== null || !isReachable(instance, cloud)) return;
  const length = cloud.lasts("sql.replica.create", instance.id, "rejoin", cloud.now);
  const event = cloud.clock.schedule(cloud.now + length, "sql.rejoin", instance.id);
  remember(instance.id, { rejoinEvent: event }, cloud);
}

/**
 * An old writer has become a replica, and the designated one, of what was promoted in its place.
 * What it had alone is in a backup of it: not confirmed of Google, and said so in docs/sandbox.md.
 */
export function rejoin(instance: CloudResource, cloud: Cloud): void {
  const { follows } = runtimeOf(instance);
  remember(instance.id, { rejoinEvent: null }, cloud);
  const writer = follows === null ? undefined : writerOf(cloud.find(follows), cloud);
  if (!writer || !isReachable(instance, cloud) || !isReachable(writer, cloud)) return;
  beginBackup(instance, "ON_DEMAND", cloud, { description: "before rejoining", end: cloud.now });
  cloud.setProperties(instance.id, asReplica(instance.properties, writer.name));
  const { branch } = runtimeOf(writer);
  const link = newLink(instance, cloud);
  remember(instance.id, { branch, link, follows: null, logFrom: null }, cloud);
  if (branch !== null) moveReplicas(instance, branch, cloud);
  const target = `${writer.project}:${instance.name}`;
  if (isEnterprisePlus(writer.properties) && designated(writer) === "") {
    cloud.setProperties(writer.id, asWriter(writer.properties, target));
  }
}

/** Who takes the writes of an instance's history by now. */
function writerOf(instance: CloudResource | undefined, cloud: Cloud): CloudResource | undefined {
  if (!instance) return undefined;
  const { follows } = runtimeOf(instance);
  if (follows !== null) return writerOf(cloud.find(follows), cloud);
  return isReplica(instance) ? writerOf(sourceOf(instance, cloud), cloud) : instance;
}
