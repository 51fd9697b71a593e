import type { Cloud } from "../../cloud";
import { CloudError, invalid } from "../../error";
import type { Action } from "../../kind";
import type { CloudResource } from "../../model";
import { beginBackup } from "./backups";
import { occupy, refuseBusy, refuseStopped } from "./busy";
import { positionOf } from "./data";
import {
  designated,
  isEnterprisePlus,
  isReplica,
  keepsLog,
  remember,
  replicasOf,
  runtimeOf,
  sourceOf,
} from "./instance";
import { reconcile } from "./reconcile";
import { newLink } from "./replication";
import { asReplica, asWriter, backupsIn, withBackups } from "./roles";

/**
 * Swaps the roles of a writer and its designated DR replica without loss. Called on the
 * replica. The writer takes no writes while the operation runs, which is assumed: Google says only
 * that it should run at a quiet time. It fails, and changes nothing, if the replica hasn't caught up
 * by the end.
 */
export const switchover: Action = {
  refuse: (replica, _, cloud) => void pairOf(replica, cloud),
  begun: (replica, _, cloud, operation) => {
    const { writer } = pairOf(replica, cloud);
    occupy(replica, operation, cloud);
    occupy(writer, operation, cloud);
    const paused = { from: operation.start, until: operation.end };
    remember(writer.id, { paused }, cloud);
  },
  done: (replica, _, cloud) => {
    const writer = sourceOf(replica, cloud);
    const paused = writer && runtimeOf(writer).paused;
    if (writer) remember(writer.id, { paused: null }, cloud);
    refuseUnfit(replica, writer, cloud);
    if (positionOf(replica, cloud).upTo < (paused?.from ?? cloud.now)) {
      throw new CloudError(500, "timeout", `'${replica.name}' did not catch up in time`);
    }
    swap(replica, writer, cloud);
  },
};

function pairOf(replica: CloudResource, cloud: Cloud): { readonly writer: CloudResource } {
  const writer = sourceOf(replica, cloud);
  refuseUnfit(replica, writer, cloud);
  refuseBusy(replica, cloud);
  refuseBusy(writer, cloud);
  return { writer };
}

/** Both healthy, Enterprise Plus, and the one designated by the other. */
function refuseUnfit(
  replica: CloudResource,
  writer: CloudResource | undefined,
  cloud: Cloud,
): asserts writer is CloudResource {
  if (!writer) throw invalid(`'${replica.name}' is not a replica; switchover is called on one`);
  if (isReplica(writer) || designated(writer) !== replica.name) {
    throw invalid(`'${replica.name}' is not the designated DR replica of '${writer.name}'`);
  }
  if (!isEnterprisePlus(writer.properties) || !isEnterprisePlus(replica.properties)) {
    throw invalid("Switchover is only supported on Cloud SQL Enterprise Plus edition instances");
  }
  refuseStopped(replica, cloud);
  refuseStopped(writer, cloud);
}

/** The new writer goes on with the same history, so nothing is lost; the other replicas follow it. */
function swap(replica: CloudResource, writer: CloudResource, cloud: Cloud): void {
  const { project } = writer;
  const backups = backupsIn(writer.properties);
  const others = replicasOf(writer, cloud).filter(({ id }) => id !== replica.id);
  const promoted = asWriter(withBackups(replica.properties, backups), `${project}:${writer.name}`);
  cloud.setProperties(replica.id, promoted);
  cloud.setProperties(writer.id, asReplica(writer.properties, replica.name));
  for (const { id, properties } of others) {
    cloud.setProperties(id, { ...properties, masterInstanceName: replica.name });
  }
  const logFrom = keepsLog(promoted) ? cloud.now : null;
  remember(replica.id, { link: null, logFrom }, cloud);
  remember(writer.id, { link: newLink(writer, cloud), logFrom: null }, cloud);
  reconcile(cloud);
  const now = cloud.find(replica.id);
  if (now) beginBackup(now, "ON_DEMAND", cloud, { description: "after switchover" });
}
