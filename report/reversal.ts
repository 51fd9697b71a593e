import type { Action, ActionKind } from "../recovery/action";

const SAYS: Readonly<Partial<Record<ActionKind, string>>> = {
  "backend.close": "close it at the load balancer again",
  "backend.open": "open it at the load balancer again",
  "deployments.freeze": "freeze deployments again",
  "deployments.thaw": "let deployments go on",
  "fence.open": "open the fence",
  "group.scale": "give the autoscaler the limits that it had",
  "pods.scale": "give the pods' autoscaler the limits that it had",
  "lease.release": "give the lease back",
  "lease.take": "take the lease again",
  describe: "write into the description what it said",
};

/** What undoes a step, as the runbook says it. */
export function reversalTitle({ kind }: Action): string {
  return SAYS[kind] ?? kind.replace(".", ": ");
}
