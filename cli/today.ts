/** The day in UTC, such as `2027-01-31`: what waivers and drills are held against. */
export function today(): string {
  return new Date().toISOString().slice(0, "2027-01-31".length);
}
