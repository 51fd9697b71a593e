import type { Cloud } from "../../cloud";
import { invalid } from "../../error";
import type { JsonObject } from "../../json";
import type { Action } from "../../kind";
import type { CloudResource } from "../../model";
import { occupy, refuseBusy, refuseStopped } from "./busy";
import { positionOf } from "./data";
import { designated, isEnterprisePlus, isReplica, keepsLog, remember, sourceOf } from "./instance";
import { reconcile } from "./reconcile";
import { moveReplicas } from "./rejoin";
import { asWriter } from "./roles";
import { fork } from "./rows";

/**
 * Makes a replica a writer with what it has. Without `failover` that breaks replication for good, and
 * its old writer goes on taking writes. With it the old writer takes none any more, and
 * becomes a replica of the promoted one when it is back (Google's page on advanced disaster recovery).
 */
export const promoteReplica: Action = {
  refuse: refusePromotion,
  begun: (replica, _, cloud, operation) => occupy(replica, operation, cloud),
  done: (replica, args, cloud) => {
    const source = sourceOf(replica, cloud);
    refuseStopped(replica, cloud);
    if (!source) throw invalid(`'${replica.name}' is not a replica any more`);
    const branch = fork(cloud, positionOf(replica, cloud));
    const promoted = asWriter(replica.properties, "");
    cloud.setProperties(replica.id, promoted);
    const logFrom = keepsLog(promoted) ? cloud.now : null;
    remember(replica.id, { branch, link: null, logFrom }, cloud);
    moveReplicas(replica, branch, cloud);
    if (args["failover"] === true) remember(source.id, { follows: replica.id }, cloud);
    reconcile(cloud);
  },
};

function refusePromotion(replica: CloudResource, args: JsonObject, cloud: Cloud): void {
  const source = sourceOf(replica, cloud);
  if (!source || !isReplica(replica)) throw invalid(`'${replica.name}' is not a read replica`);
  if (args["failover"] === true) {
    if (isReplica(source) || designated(source) !== replica.name) {
      throw invalid(`'${replica.name}' is not the designated DR replica of '${source.name}'`);
    }
    if (!isEnterprisePlus(replica.properties)) {
      throw invalid("Replica failover is only supported on Enterprise Plus edition instances");
    }
  }
  refuseStopped(replica, cloud);
  refuseBusy(replica, cloud);
}
