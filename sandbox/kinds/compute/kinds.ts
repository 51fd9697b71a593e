import type { Kind } from "../../kind";
import { autoscaler, regionAutoscaler } from "./autoscaler";
import { backendService } from "./backend-service";
import { firewall } from "./firewall";
import { instanceGroupManager, regionInstanceGroupManager } from "./group";
import { healthCheck, regionHealthCheck } from "./health-check";
import { urlMap } from "./url-map";

/** The kinds of compute that have a life of their own. */
export const COMPUTE_KINDS: readonly Kind[] = [
  autoscaler,
  backendService,
  firewall,
  healthCheck,
  instanceGroupManager,
  regionAutoscaler,
  regionHealthCheck,
  regionInstanceGroupManager,
  urlMap,
];
