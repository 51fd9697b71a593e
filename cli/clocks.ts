import type { Clock } from "../recovery/execute/clock";
import type { Rest } from "../recovery/execute/rest";
import { Ending, EXIT } from "./outcome";

interface Clocks {
  readonly rest: Rest;
  readonly clock: Clock;
}

/** Most that the clock here may differ from Google's, in milliseconds: an answer may take half of it. */
const MOST = 60_000;

/**
 * Ends the command where the clock here is wrong. What a recovery has done itself is told from what
 * was there before by the moment since which the lease is held: an hour behind, a backup from before
 * the recovery would pass for one of it; an hour ahead, its own would never count.
 */
export function refuseSkewed({ rest, clock }: Clocks): void {
  const { ahead } = rest;
  if (ahead === undefined || Math.abs(ahead) <= MOST) return;
  const [here, google] = [clock.now(), clock.now() - ahead].map((at) => new Date(at).toISOString());
  throw new Ending(
    EXIT.refused,
    `this machine's clock says ${here}, Google's ${google}; nothing was begun. Set it right, such as by timedatectl set-ntp true, then run the same command again`,
  );
}

/** The moment by Google's clock, ISO 8601: whoever takes over has another clock than this machine's. */
export function googleTime({ rest, clock }: Clocks): string {
  return new Date(clock.now() - (rest.ahead ?? 0)).toISOString();
}
