import { keptFor } from "../recovery/execute/mirror";
import type { LeaseSeen } from "../recovery/observed";
import { refuseSkewed } from "./clocks";
import { Ending, EXIT } from "./outcome";
import { newHolder } from "./recovery-holder";
import type { RecoveryTarget } from "./recovery-target";

/**
 * Has a recovery that another machine began go on here: its plan, its journal, its description and
 * its lease. Ends the command where the lease isn't that holder's, or the description here is
 * another than it was there.
 *
 * @returns the lease, where no journal is beside it: then it has to be planned anew
 */
export async function takeOver(
  target: RecoveryTarget,
  verb: string,
  from: string,
): Promise<LeaseSeen | undefined> {
  const { leases, file, clock } = target;
  const held = await leases.seen();
  refuseSkewed(target);
  if (held === "free") throw refused("nobody holds the lease, so there is nothing to take over");
  if (held.holder !== from) {
    throw refused(`${held.holder} holds the lease, for "${held.plan}", and not ${from}`);
  }
  const kept = await keptFor(leases, held);
  const [begun = ""] = held.plan.split(" ");
  if (begun !== verb) {
    throw refused(`${from} began "${held.plan}"; go on with that: standby ${begun}`);
  }
  if (!kept) {
    process.stderr.write(
      `${from} has kept no journal beside the lease: "${held.plan}" is planned anew, and what shows in the cloud is taken as it is\n`,
    );
    return held;
  }
  const here = target.text();
  if (here !== kept.before && here !== kept.described) {
    throw refused(
      "the description here is neither the one that it was begun with nor the one that it has left; take the same revision first",
    );
  }
  const lease = { ...kept.lease, holder: newHolder() };
  await leases.takeOver(from, lease);
  if (here !== kept.described) target.write(kept.described);
  file.adopt({ ...kept, lease }, new Date(clock.now()).toISOString());
  process.stderr.write(`taken over from ${from}: "${held.plan}", begun at ${held.since}\n`);
  return undefined;
}

/** What was planned anew has to be what the lease is held for. */
export function refuseOther(planned: string, { holder, plan }: LeaseSeen): void {
  if (planned !== plan) throw refused(`${holder} began "${plan}", and not "${planned}"`);
}

function refused(why: string): Ending {
  return new Ending(EXIT.refused, `--take-over  ${why}`);
}
