import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { dualRegion, REGION_NAMES } from "../../../topology/places";
import { blocksAt, textAt, textsAt } from "../lookup";

/**
 * Regions that hold a bucket's objects: the one, or the two of a dual-region. None for a
 * multi-region, where Google doesn't say which: it is taken to survive the loss of any.
 */
export function regionsOf({ properties }: CloudResource): readonly string[] {
  const placement = blocksAt(properties, "customPlacementConfig")[0];
  const chosen = textsAt(placement, "dataLocations").map((region) => region.toLowerCase());
  if (chosen.length > 0) return chosen;
  const location = textAt(properties, "location") ?? "";
  const region = location.toLowerCase();
  if (REGION_NAMES.includes(region)) return [region];
  return PAIRS.get(location.toUpperCase()) ?? [];
}

/** Predefined dual-regions by their code. */
const PAIRS = new Map(
  REGION_NAMES.flatMap((one) =>
    REGION_NAMES.flatMap((other) => {
      const pair = dualRegion(one, other);
      return pair && !pair.dataLocations ? [[pair.location, [one, other]] as const] : [];
    }),
  ),
);

/** Whether the bucket can be read from and written to at all. */
export function isThere(cloud: Cloud, bucket: CloudResource): boolean {
  const regions = regionsOf(bucket);
  return regions.length === 0 || regions.some((region) => !cloud.faults.isLost(region));
}

/** Where a new object is first: the nearest place that is there, which is the writer's own if it is one. */
export function firstPlace(cloud: Cloud, bucket: CloudResource, from?: string): string | undefined {
  const open = regionsOf(bucket).filter((region) => !cloud.faults.isLost(region));
  return open.find((region) => region === from) ?? open[0];
}
