import { isMultiRegion, type MULTI_REGIONS } from "../system/kinds/multi-regions";

/**
 * Regions and zones of Google Cloud, as of 2026-11-21.
 * Source: cloud.google.com/compute/docs/regions-zones; dual-regions: cloud.google.com/storage/docs/locations.
 *
 * Append only: the place of a region in this list decides its addresses (see `cidr.ts`).
 */
const PLACES: readonly (readonly [region: string, zones: string, dual?: DualArea])[] = [
  ["us-central1", "abcf", "US"],
  ["us-east1", "bcd", "US"],
  ["us-east4", "abc", "US"],
  ["us-east5", "abc", "US"],
  ["us-west1", "abc", "US"],
  ["us-west2", "abc", "US"],
  ["us-west3", "abc", "US"],
  ["us-west4", "abc", "US"],
  ["us-south1", "abc", "US"],
  ["northamerica-northeast1", "abc", "CA"],
  ["northamerica-northeast2", "abc", "CA"],
  ["northamerica-south1", "abc"],
  ["southamerica-east1", "abc"],
  ["southamerica-west1", "abc"],
  ["europe-west1", "bcd", "EU"],
  ["europe-west2", "abc"],
  ["europe-west3", "abc", "EU"],
  ["europe-west4", "abc", "EU"],
  ["europe-west6", "abc"],
  ["europe-west8", "abc", "EU"],
  ["europe-west9", "abc", "EU"],
  ["europe-west10", "abc", "EU"],
  ["europe-west12", "abc", "EU"],
  ["europe-central2", "abc", "EU"],
  ["europe-north1", "abc", "EU"],
  ["europe-north2", "abc", "EU"],
  ["europe-southwest1", "abc", "EU"],
  ["asia-east1", "abc", "ASIA"],
  ["asia-east2", "abc", "ASIA"],
  ["asia-northeast1", "abc", "ASIA"],
  ["asia-northeast2", "abc", "ASIA"],
  ["asia-northeast3", "abc", "ASIA"],
  ["asia-south1", "abc", "IN"],
  ["asia-south2", "abc", "IN"],
  ["asia-southeast1", "abc", "ASIA"],
  ["asia-southeast2", "abc", "ASIA"],
  ["australia-southeast1", "abc", "AU"],
  ["australia-southeast2", "abc", "AU"],
  ["me-west1", "abc"],
  ["me-central1", "abc"],
  ["me-central2", "abc"],
  ["africa-south1", "abc"],
];

/** Area inside which Cloud Storage pairs any two regions to a dual-region. */
type DualArea = "US" | "EU" | "ASIA" | "CA" | "IN" | "AU";

/** Pairs that have a location code of their own. */
const PREDEFINED_PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  NAM4: ["us-central1", "us-east1"],
  EUR4: ["europe-north1", "europe-west4"],
  EUR5: ["europe-west1", "europe-west2"],
  EUR7: ["europe-west2", "europe-west3"],
  EUR8: ["europe-west3", "europe-west6"],
  ASIA1: ["asia-northeast1", "asia-northeast2"],
};

/** A multi-region of Cloud Storage, and of Cloud SQL's backups in lower case. */
export type MultiRegion = (typeof MULTI_REGIONS)[number];

export const REGION_NAMES: readonly string[] = PLACES.map(([region]) => region);

const ZONES = new Map(PLACES.map(([region, zones]) => [region, [...zones]]));
const AREAS = new Map(PLACES.map(([region, , area]) => [region, area]));

/** Letters of the zones a region has; none if there is no such region. */
export function zonesOf(region: string): readonly string[] {
  return ZONES.get(region) ?? [];
}

/** A region's fixed number, from 0; -1 if there is no such region. */
export function regionIndex(region: string): number {
  return REGION_NAMES.indexOf(region);
}

/** The area that a region is in, if Google counts it to one. */
export function areaOf(region: string): string | undefined {
  return AREAS.get(region);
}

/** Where backups of a region's data go so that they outlive the region. */
export function multiRegionAround(region: string): MultiRegion {
  if (region.startsWith("europe-") || region.startsWith("africa-") || region.startsWith("me-")) {
    return "EU";
  }
  return /^(asia|australia)-/.test(region) ? "ASIA" : "US";
}

/** How Cloud Storage writes a dual-region. */
export interface DualRegion {
  readonly location: string;
  /** Given where the pair has no code of its own. */
  readonly dataLocations?: readonly [string, string];
}

/** The dual-region of two regions; none where Cloud Storage offers no such pair. */
export function dualRegion(one: string, other: string): DualRegion | undefined {
  const code = Object.entries(PREDEFINED_PAIRS).find(
    ([, pair]) => pair.includes(one) && pair.includes(other) && one !== other,
  );
  if (code) return { location: code[0] };
  const area = AREAS.get(one);
  if (area === undefined || area !== AREAS.get(other) || one === other) return undefined;
  const [first, second] = [one, other].sort();
  return first === undefined || second === undefined
    ? undefined
    : { location: area, dataLocations: [first.toUpperCase(), second.toUpperCase()] };
}

/**
 * Regions that hold what is in a bucket, as Cloud Storage writes its location; undefined for one
 * that isn't known.
 */
export function regionsOfBucket(
  location: string,
  dataLocations: readonly string[] = [],
): readonly string[] | "multi-region" | undefined {
  if (dataLocations.length > 0) return dataLocations.map((one) => one.toLowerCase());
  if (isMultiRegion(location)) return "multi-region";
  const code = location.toUpperCase();
  const region = location.toLowerCase();
  return PREDEFINED_PAIRS[code] ?? (REGION_NAMES.includes(region) ? [region] : undefined);
}
