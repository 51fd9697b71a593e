/** The fewest instances, as many in each zone, of which `needed` are left when one zone is lost. */
export function instancesFor(needed: number, zones: number): number {
  return zones < 2 ? Infinity : Math.ceil(needed / (zones - 1)) * zones;
}

/** What stands on top of what is needed, as a share of it, so that a lost zone isn't missed. */
export function extraShare(zones: number): number {
  return 1 / (zones - 1);
}

/** How far instances may be used while all zones work, 0 to 1. */
export function safeUse(zones: number): number {
  return (zones - 1) / zones;
}
