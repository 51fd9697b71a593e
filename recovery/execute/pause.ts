/** How far an executor has come. */
export interface Progress {
  /** Steps that are done. */
  readonly done: number;
  /** Calls that have failed. */
  readonly failed: number;
}

/** Milliseconds until the next look after something has been done: what it led to may be quick. */
const SOON = 500;

/** What has gone on for hours is looked at by the minute: a look comes this share of it too late at most. */
const LATE = 1 / 200;

/**
 * Milliseconds between two looks: few after something was done, then twice as many each time; the
 * longest after a failure, so that what hinders it may pass.
 *
 * @param waited milliseconds since anything was done
 * @param most in milliseconds, but for what has been waited for for long. @default 5000
 */
export function nextPause(
  last: number,
  before: Progress,
  now: Progress,
  waited: number,
  most = 5000,
): number {
  const longest = Math.max(most, LATE * waited);
  if (now.failed > before.failed) return longest;
  return Math.min(longest, now.done > before.done ? SOON : Math.max(SOON, 2 * last));
}
