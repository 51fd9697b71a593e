import { randomBytes } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { LeaseSeen } from "../recovery/observed";

/**
 * Who holds a lease: a person on a machine, and which of their recoveries. It is kept with the plan,
 * so a rerun is the same holder; another checkout or another shell that plans anew is not.
 */
export function newHolder(): string {
  return `${me()}, run ${randomBytes(4).toString("hex")}`;
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
