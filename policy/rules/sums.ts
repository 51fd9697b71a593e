/** How many of a size a lost zone takes with it, at most. */
export function lost(size: number, zones: number): number {
  return zones < 2 ? 0 : Math.ceil(size / zones);
}

/** The size that leaves what is needed with one zone lost and one out for an update. */
export function full(needed: number, zones: number): number {
  return zones < 2 ? needed + 1 : Math.ceil(((needed + 1) * zones) / (zones - 1));
}
