import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { isReachable } from "./availability";
import { instancesOf, remember, runtimeOf, sourceOf } from "./instance";
import { appliedAt, type Link } from "./link";

/** Lag of a replica without a fault, in milliseconds: below a second, which is assumed. */
const STEADY_LAG = { least: 100, most: 900 };

/** A link that begins now with everything that the source had `lag` ago. */
export function newLink(replica: CloudResource, cloud: Cloud): Link {
  const lag = steadyLag(replica, cloud);
  const { now } = cloud;
  return { since: now, applied: now - lag, flows: true, lag, growth: 0, lagSince: now };
}

/** Takes account of what has changed: faults, roles, who runs. */
export function relink(cloud: Cloud): void {
  for (const replica of instancesOf(cloud)) {
    const { link } = runtimeOf(replica);
    if (!link) continue;
    const next = linkNow(replica, link, cloud);
    if (next !== link) remember(replica.id, { link: next }, cloud);
  }
}

function linkNow(replica: CloudResource, link: Link, cloud: Cloud): Link {
  const source = sourceOf(replica, cloud);
  const flows = source !== undefined && isReachable(source, cloud) && isReachable(replica, cloud);
  const { lag, growth } = lagNow(replica, cloud);
  const sameLag = lag === link.lag && growth === link.growth;
  if (sameLag && flows === link.flows) return link;
  return {
    since: cloud.now,
    applied: appliedAt(link, cloud.now),
    flows,
    lag,
    growth,
    lagSince: sameLag ? link.lagSince : cloud.now,
  };
}

/** What the faults say of its lag, or what is usual. */
function lagNow(replica: CloudResource, cloud: Cloud): { lag: number; growth: number } {
  for (const fault of cloud.faults.active()) {
    if (fault.kind === "lag" && fault.instance === replica.name) {
      return { lag: fault.lag, growth: fault.growth };
    }
  }
  return { lag: steadyLag(replica, cloud), growth: 0 };
}

function steadyLag({ id }: CloudResource, cloud: Cloud): number {
  const { least, most } = STEADY_LAG;
  return Math.round(least + cloud.chance("sql.lag", id) * (most - least));
}
