import { regionOf } from "./address";
import { forbidden } from "./error";
import type { Faults } from "./faults";
import type { Kind } from "./kind";
import type { CloudResource } from "./model";

/** What a resource takes of its region's quotas, by metric. */
export type Uses = Readonly<Record<string, number>>;

/**
 * @throws CloudError 403 if what `after` takes more than `before` breaks a quota of its region. A
 * quota is either about a metric that kinds say they use, or about how many of a kind there are.
 */
export function refuseOverQuota(
  { before, after }: { readonly before: CloudResource | undefined; readonly after: CloudResource },
  faults: Faults,
  cloud: { kind(name: string): Kind; all(): Iterable<CloudResource> },
): void {
  const region = regionOf(after.location);
  for (const quota of faults.of("quota")) {
    if (quota.region !== region) continue;
    const takes = (resource: CloudResource) => usesOf(resource, cloud)[quota.metric] ?? 0;
    const more = takes(after) - (before ? takes(before) : 0);
    if (more <= 0) continue;
    let used = 0;
    for (const other of cloud.all()) {
      if (regionOf(other.location) === region) used += takes(other);
    }
    if (used + more > quota.most) throw exceeded(quota.metric, quota.most, region);
  }
}

function usesOf(resource: CloudResource, cloud: { kind(name: string): Kind }): Uses {
  return { [resource.kind]: 1, ...cloud.kind(resource.kind).uses?.(resource) };
}

/** In Google's words; metrics are shouted there. */
function exceeded(metric: string, most: number, region: string) {
  const name = metric.includes(".") ? metric : metric.toUpperCase();
  const message = `Quota '${name}' exceeded.  Limit: ${most.toFixed(1)} in region ${region}.`;
  return forbidden("quotaExceeded", message);
}
