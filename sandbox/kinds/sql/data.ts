import type { Cloud } from "../../cloud";
import { CloudError, invalid } from "../../error";
import type { CloudResource, Instant } from "../../model";
import { isWritable } from "./availability";
import { isReplica, runtimeOf, sourceOf } from "./instance";
import { appliedAt } from "./link";
import { append, erase, rowsAt, type Position, type Range } from "./rows";

/** Where in which history an instance is now. @throws CloudError 400 before its creation has ended. */
export function positionOf(instance: CloudResource, cloud: Cloud): Position {
  const { branch } = runtimeOf(instance);
  if (branch === null) throw invalid(`The instance '${instance.name}' is being created`);
  return { branch, upTo: appliedBy(instance, cloud) };
}

/** The numbers of the rows that an instance holds now, whether it can be reached or not. */
export function rowsOf(instance: CloudResource, cloud: Cloud): readonly Range[] {
  const { branch } = runtimeOf(instance);
  return branch === null ? [] : rowsAt(cloud, positionOf(instance, cloud));
}

/** How far a replica is behind, in milliseconds; 0 for a writer. */
export function lagOf(instance: CloudResource, cloud: Cloud): number {
  return cloud.now - appliedBy(instance, cloud);
}

/** Writes a row, acknowledged at once. @throws CloudError 503 where no writes are taken. */
export function write(instance: CloudResource, row: number, cloud: Cloud): void {
  const { branch } = runtimeOf(instance);
  if (branch === null || !isWritable(instance, cloud)) {
    throw new CloudError(503, "unavailable", `${instance.name} takes no writes`);
  }
  append(cloud, branch, row);
}

/** Deletes rows, as a bad migration does: replicas copy that like all else. */
export function eraseRows(instance: CloudResource, { from, to }: Range, cloud: Cloud): void {
  const { branch } = runtimeOf(instance);
  if (branch === null || !isWritable(instance, cloud)) {
    throw new CloudError(503, "unavailable", `${instance.name} takes no writes`);
  }
  erase(cloud, branch, from, to);
}

/** A replica has no more than what its source has. */
function appliedBy(instance: CloudResource, cloud: Cloud): Instant {
  const { link } = runtimeOf(instance);
  if (!link || !isReplica(instance)) return cloud.now;
  const source = sourceOf(instance, cloud);
  const applied = appliedAt(link, cloud.now);
  return source ? Math.min(applied, appliedBy(source, cloud)) : applied;
}
