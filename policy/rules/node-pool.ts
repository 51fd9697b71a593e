import { referenced } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import {
  flagAt,
  isLate,
  lacks,
  listAt,
  numberAt,
  quoted,
  textAt,
  valueAt,
} from "../../inventory/values";
import { type PolicyContext, trusted } from "../context";
import { broken, type PolicyBreach } from "../rule";

export const POOLS = ["container.NodePool"];

/** Nodes in one zone alone, as R10 has it of groups. A pool that names no zones has its cluster's. */
export function nodesInOneZone(context: PolicyContext): PolicyBreach[] {
  return trusted(context, POOLS).flatMap((pool) => {
    const zones = zonesOfPool(context, pool);
    return broken(
      zones.length === 1,
      pool,
      "nodeLocations",
      `"${zones.join(", ")}" is the only zone, and the pods on these nodes go down with it; name two or more`,
    );
  });
}

/** The zones that a pool's nodes are in; none if nobody says so. */
export function zonesOfPool({ inventory }: PolicyContext, pool: Resource): readonly unknown[] {
  const own = listAt(pool.inputs, "nodeLocations");
  if (own.length > 0) return own;
  const [cluster] = referenced(pool, "cluster", inventory, ["container.Cluster"]);
  return cluster ? listAt(cluster.inputs, "nodeLocations") : [];
}

const UPDATE = "upgradeSettings";

/** Nodes that an update takes away first, as R13 has it of groups. */
export function nodeUpdates(context: PolicyContext): PolicyBreach[] {
  return trusted(context, POOLS).flatMap((pool) => {
    const { inputs } = pool;
    if (textAt(inputs, `${UPDATE}.strategy`) === "BLUE_GREEN") return [];
    const away = valueAt(inputs, `${UPDATE}.maxUnavailable`) ?? 0;
    // Left out, Google takes one.
    const more = numberAt(inputs, `${UPDATE}.maxSurge`, 1);
    return [
      ...broken(
        !isLate(away) && away !== 0,
        pool,
        `${UPDATE}.maxUnavailable`,
        `${quoted(away)} takes nodes away before others are there; use 0`,
      ),
      ...broken(
        more === 0 && away === 0,
        pool,
        `${UPDATE}.maxSurge`,
        '"0" leaves no way to update, since none may be unavailable either; use 1',
      ),
      ...broken(
        flagAt(inputs, "management.autoRepair", true) === false,
        pool,
        "management.autoRepair",
        "a node that hangs stays as it is, and its pods with it; set it to true",
      ),
    ];
  });
}

/** What nodes boot, as R24 has it of instances: the version is the cluster's, the kind has to be said. */
export function nodeImages(context: PolicyContext): PolicyBreach[] {
  return trusted(context, POOLS).flatMap((pool) =>
    broken(
      lacks(pool.inputs, "nodeConfig.imageType"),
      pool,
      "nodeConfig.imageType",
      "is missing: the region that is made later may get another kind of image; name it, such as COS_CONTAINERD",
    ),
  );
}
