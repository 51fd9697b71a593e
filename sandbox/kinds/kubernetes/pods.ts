import type { Cloud } from "../../cloud";
import type { Kind } from "../../kind";
import type { CloudResource } from "../../model";
import { recheck } from "../compute/answers";
import { converge } from "../compute/converge";
import { forget, nudge } from "../compute/decision";
import { putState, stateOf } from "../compute/machine";
import { numberAt, textAt } from "../lookup";
import { DEPLOYMENT, POD_SCALER } from "./deployment";

/**
 * How long the pods of a node that is gone are waited for, in milliseconds: 40 s until the node
 * counts as lost, and the 300 s that every pod tolerates that by default.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions
 */
const EVICTION = 340_000;

/** A deployment, whose pods live as machines of a group do. */
export const deployment: Kind = {
  kind: DEPLOYMENT,
  begun: (one, _before, cloud) => settle(one, cloud),
  removed: ({ id }, cloud) => cloud.table("compute.group").delete(id),
  faulted: awaitLost,
  events: {
    pods: ({ about, args }, cloud) => {
      const one = cloud.find(about);
      if (one) evict(one, textAt(args, "pod") ?? "", cloud);
    },
  },
};

/** What is written out counts, as a deployment that waits has it; the rest is its autoscaler's. */
function settle(one: CloudResource, cloud: Cloud): void {
  const state = stateOf(cloud, one.id);
  const target = numberAt(one.properties, "spec.replicas") ?? Math.max(1, state.target);
  putState(cloud, one.id, { ...state, target });
  recheck(cloud, one);
  converge(cloud, one);
}

/** Has the pods of a lost zone given up in due time, unless they are back. */
function awaitLost(cloud: Cloud): void {
  for (const { id } of [...cloud.all(DEPLOYMENT)]) {
    for (const { name, zone } of stateOf(cloud, id).machines) {
      const lost = cloud.faults.lostSince(zone);
      if (lost !== cloud.now) continue;
      cloud.clock.schedule(lost + EVICTION, "pods.given-up", id, { pod: name });
    }
  }
}

/** Another pod takes the place of one whose node is gone. */
function evict(one: CloudResource, name: string, cloud: Cloud): void {
  const state = stateOf(cloud, one.id);
  const pod = state.machines.find((machine) => machine.name === name);
  if (!pod || pod.powered || cloud.faults.isLost(one.location)) return;
  putState(cloud, one.id, { ...state, machines: state.machines.filter((other) => other !== pod) });
  converge(cloud, one);
}

/** The autoscaler of a deployment's pods: it looks as those of groups do, and more often. */
export const podScaler: Kind = {
  kind: POD_SCALER,
  begun: (scaler, _before, cloud) => nudge(cloud, scaler),
  removed: ({ id }, cloud) => forget(cloud, id),
};
