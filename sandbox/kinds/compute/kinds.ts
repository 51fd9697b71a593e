import type { Kind } from "../../kind";
import { autoscaler, regionAutoscaler } from "./autoscaler";
import { backendService } from "./backend-service";
import { DISK_KINDS } from "./disk";
import { firewall } from "./firewall";
import { globalForwardingRule } from "./forwarding-rule";
import { instanceGroupManager, regionInstanceGroupManager } from "./group";
import { healthCheck, regionHealthCheck } from "./health-check";
import { snapshotSchedule } from "./snapshots";
import { urlMap } from "./url-map";

/** The kinds of compute that have a life of their own. */
export const COMPUTE_KINDS: readonly Kind[] = [
  autoscaler,
  backendService,
  ...DISK_KINDS,
  firewall,
  globalForwardingRule,
  healthCheck,
  instanceGroupManager,
  regionAutoscaler,
  regionHealthCheck,
  regionInstanceGroupManager,
  snapshotSchedule,
  urlMap,
];
