import { keptFor } from "../recovery/execute/mirror";
import { Ending, EXIT } from "./outcome";
import { newHolder } from "./recovery-holder";
import type { RecoveryTarget } from "./recovery-target";

/**
 * Has a recovery that another machine began go on here: its plan, its journal, its description and
 * its lease. Ends the command where the lease isn't that holder's, or the description here is
 * another than it was there.
 */
export async function takeOver(target: RecoveryTarget, verb: string, from: string): Promise<void> {
  const { leases, file, clock } = target;
  const held = await leases.seen();
  if (held === "free") throw refused("nobody holds the lease, so there is nothing to take over");
  if (held.holder !== from) {
    throw refused(`${held.holder} holds the lease, for "${held.plan}", and not ${from}`);
  }
  const kept = await keptFor(leases, held);
  if (!kept) {
    throw refused(
      `${from} has kept no journal beside the lease; look at standby status, and at docs/recovery.md under "The lease"`,
    );
  }
  if (kept.plan.verb !== verb) {
    throw refused(`${from} began "${held.plan}"; go on with that: standby ${kept.plan.verb}`);
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
}

function refused(why: string): Ending {
  return new Ending(EXIT.refused, `--take-over  ${why}`);
}
