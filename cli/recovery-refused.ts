import colors from "picocolors";
import { isKnown } from "../recovery/execute/call";
import { Refused } from "../recovery/execute/rest";
import { type Asked, refusals } from "../recovery/machine/refusals";
import { statusOf } from "../recovery/machine/status";
import type { Plan } from "../recovery/model";
import type { Observed } from "../recovery/observed";
import { regionOf, type Wanted } from "../recovery/plan/verb-plan";
import { around } from "../recovery/runbook/then";
import { runbookText } from "../report/runbook";
import { statusText } from "../report/status";
import type { Topology } from "../topology/model";
import { Ending, EXIT } from "./outcome";
import type { RecoverFlags } from "./recover-flags";
import { heldText } from "./recovery-holder";
import type { RecoveryTarget } from "./recovery-target";

/** What can't be taken back needs a word of its own, and is asked before anything is looked at. */
export function refuseUntyped({ store, cutOver }: Wanted, { yes, consent }: RecoverFlags): void {
  if (consent !== undefined && consent !== store) {
    throw new Ending(EXIT.badInput, `--consent  "${consent}" is not "${store ?? ""}"`);
  }
  if (!cutOver || !yes || consent === store) return;
  throw new Ending(
    EXIT.badInput,
    `--cut-over  what was written since is not in the copy; type the store to agree: --consent ${store ?? "STORE"}`,
  );
}

export function refuseNoStep({ steps }: Plan, { until }: RecoverFlags): void {
  if (until === undefined || steps.some(({ id }) => id === until)) return;
  const known = steps.map(({ id }) => id).join(", ");
  throw new Ending(EXIT.badInput, `--until  "${until}" is no step; there are ${known}`);
}

/** What can't be carried out to its end isn't begun; how a person does it is printed with that. */
export function refuseByHand(plan: Plan, now: Topology): void {
  const { steps, verb } = plan;
  const strange = steps.filter(({ action }) => !isKnown(action)).map(({ id }) => id);
  if (strange.length === 0) return;
  throw new Ending(
    EXIT.refused,
    `${verb} has steps that are done by hand so far: ${strange.join(", ")}; nothing was done. All of it by hand:\n\n${runbookText(plan, around(now, plan))}`,
  );
}

export function stateText(now: Topology, seen: Observed): string {
  return statusText(statusOf(now, seen), [], colors);
}

/** A name that isn't there is a slip of the pen, and nothing has to be looked at to say so. */
export function refuseUnknown({ region }: Wanted, { regions }: Topology): void {
  if (region === undefined || regions[region]) return;
  throw new Ending(
    EXIT.badInput,
    `"${region}" is not one of the regions ${Object.keys(regions).join(", ")}`,
  );
}

/** Nobody can say whether somebody is at work: why, and the state in which that is. */
export async function refuseUnreadable(
  { leases }: RecoveryTarget,
  seen: Observed,
  now: Topology,
): Promise<void> {
  await leases.seen().catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    const why = `who holds the lease is unknown: ${error.message}`;
    throw new Ending(EXIT.refused, `${why}\n\n${stateText(now, seen)}`);
  });
}

/** Everything that speaks against it, with the state in which it does. */
export function refuse(wanted: Wanted, flags: RecoverFlags, seen: Observed, now: Topology): void {
  const { primaryIsLost, acceptUnknownLoss } = flags;
  const region = regionOf(wanted, now);
  const asked: Asked = {
    verb: wanted.verb,
    ...(region === undefined ? {} : { region }),
    ...(primaryIsLost ? { primaryIsLost } : {}),
    ...(acceptUnknownLoss ? { acceptUnknownLoss } : {}),
    ...(wanted.undo ? { undo: true } : {}),
    ...(wanted.isLost ? { isLost: true } : {}),
  };
  const against = refusals(asked, seen);
  if (against.length === 0) return;
  const { lease } = seen;
  const held = lease === "free" || lease === "unknown" ? [] : [heldText(lease)];
  throw new Ending(
    EXIT.refused,
    [
      `${wanted.verb} is refused:`,
      ...[...held, ...against].map((why) => `- ${why}`),
      "",
      stateText(now, seen),
    ].join("\n"),
  );
}
