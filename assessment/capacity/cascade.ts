import type { RequestsPerSecond } from "../../system/units";

/** Servers of one kind behind a load balancer. */
export interface Servers {
  readonly count: number;
  /** What all of them get together. */
  readonly load: RequestsPerSecond;
  /** What one bears: above it, it fails, and what it got falls on the rest. */
  readonly most: RequestsPerSecond;
}

/** How things stand after one more has failed. */
export interface Wave {
  readonly left: number;
  /** What each of those left gets. */
  readonly each: RequestsPerSecond;
  readonly holds: boolean;
}

/** What follows when so many fail: wave by wave, until those left bear it or none is left. */
export function cascade({ count, load, most }: Servers, failed: number): readonly Wave[] {
  const waves: Wave[] = [];
  let left = count - failed;
  while (left > 0) {
    const each = load / left;
    waves.push({ left, each, holds: each <= most });
    if (each <= most) return waves;
    left -= 1;
  }
  return [...waves, { left: 0, each: 0, holds: false }];
}
