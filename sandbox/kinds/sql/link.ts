import type { Instant } from "../../model";

/** How a replica follows its source, as of the last time that something about it changed. */
export type Link = {
  readonly since: Instant;
  /** It had everything up to this instant then. */
  readonly applied: Instant;
  readonly flows: boolean;
  /** How far behind it is while it keeps up, in milliseconds; by `growth` more each millisecond. */
  readonly lag: number;
  readonly growth: number;
  readonly lagSince: Instant;
};

/** Milliseconds of log that a replica applies in one: assumed, Google gives no number. */
const CATCH_UP = 10;

/** Up to which instant a replica has what its source had. */
export function appliedAt({ since, applied, flows, ...link }: Link, now: Instant): Instant {
  if (!flows) return applied;
  const behind = link.lag + link.growth * (now - link.lagSince);
  const reached = Math.min(now - behind, applied + CATCH_UP * (now - since));
  return Math.max(applied, Math.floor(reached));
}
