/** How far an executor has come. */
export interface Progress {
  /** Steps that are done. */
  readonly done: number;
  /** Calls that have failed. */
  readonly failed: number;
}

/** Milliseconds until the next look after something has been done: what it led to may be quick. */
const SOON = 500;

/**
 * Milliseconds between two looks: few after something was done, then twice as many each time; the
 * longest after a failure, so that what hinders it may pass.
 *
 * @param longest in milliseconds. @default 5000
 */
export function nextPause(last: number, before: Progress, now: Progress, longest = 5000): number {
  if (now.failed > before.failed) return longest;
  return Math.min(longest, now.done > before.done ? SOON : Math.max(SOON, 2 * last));
}
