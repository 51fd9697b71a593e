/** Locations over several regions, as Cloud Storage and BigQuery spell them. */
export const MULTI_REGIONS = ["US", "EU", "ASIA"] as const;

export function isMultiRegion(location: string): boolean {
  return MULTI_REGIONS.some((known) => known === location.toUpperCase());
}
