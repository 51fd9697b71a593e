import { randomBytes } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { LeaseSeen, Observed } from "../recovery/observed";
import type { Wanted } from "../recovery/plan/verb-plan";

/**
 * Who holds a lease: a person on a machine, and which of their recoveries. It is kept with the plan,
 * so a rerun is the same holder; another checkout or another shell that plans anew is not.
 */
export function newHolder(): string {
  return `${me()}, run ${randomBytes(4).toString("hex")}`;
}

/**
 * A drain that is done leaves the lease held, and its opening is a run of its own: it goes on with
 * that lease where the same person on the same machine has drained. Everything else is a new holder.
 */
export function holderFor({ undo }: Wanted, of: string, lease: Observed["lease"]): string {
  const isOwnDrain =
    undo === true &&
    lease !== "free" &&
    lease !== "unknown" &&
    lease.plan === `drain ${of}` &&
    lease.holder.startsWith(`${me()}, `);
  return isOwnDrain ? lease.holder : newHolder();
}

/** Who holds the lease, since when and for what, and what whoever meets it can do. */
export function heldText({ holder, since, plan }: LeaseSeen): string {
  const held = `${holder} has held the lease since ${since}, for "${plan}"`;
  const way = holder.startsWith(`${me()}, `)
    ? "that is another run of yours: go on with it where it was begun, by the same command; if that place is gone for good"
    : "talk to them; if they are gone for good";
  return `${held}; ${way}, go on with it here: --take-over "${holder}" (docs/recovery.md)`;
}

function me(): string {
  return `${userInfo().username}@${hostname()}`;
}
