import colors from "picocolors";
import { isKnown } from "../recovery/execute/call";
import type { Begun } from "../recovery/execute/mirror";
import { Refused } from "../recovery/execute/rest";
import { type Asked, refusals } from "../recovery/machine/refusals";
import { statusOf } from "../recovery/machine/status";
import type { Plan } from "../recovery/model";
import type { Observed } from "../recovery/observed";
import { momentProblem } from "../recovery/plan/moment";
import { regionOf, type Wanted } from "../recovery/plan/verb-plan";
import { around } from "../recovery/runbook/then";
import { runbookText } from "../report/runbook";
import { statusText } from "../report/status";
import type { Topology } from "../topology/model";
import { refuseStrange, shown } from "./known";
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
export function refuseUnknown({ region, store }: Wanted, { regions, system }: Topology): void {
  refuseStrange(region, Object.keys(regions), { among: "the regions" });
  refuseStrange(store, Object.keys(system.data));
}

/** A moment that can't be gone back to whatever is kept. @param now Unix milliseconds */
export function refuseMoment({ verb, at }: Wanted, now: number): void {
  if (verb !== "restore") return;
  const problem = momentProblem(at);
  if (problem !== undefined) throw new Ending(EXIT.badInput, problem);
  if (Date.parse(at ?? "") <= now) return;
  const time = new Date(now).toISOString();
  throw new Ending(EXIT.badInput, `--at  "${at}" is in the future; it is ${time} now`);
}

/** What is under way is gone on with as it was begun: another wish is not passed over without a word. */
export function refuseChanged({ plan, lease }: Begun, wanted: Wanted): void {
  const { region, store, at, cutOver } = wanted;
  const about = store ?? region;
  const of = takesOver(plan) ?? plan.of;
  const moment = momentOf(plan);
  const others = [
    ...(about === undefined || about === of ? [] : [`${of} and not ${shown(about)}`]),
    ...(at === undefined || moment === undefined || at === moment
      ? []
      : [`${moment} and not ${shown(at)}`]),
    ...(cutOver && !isCutOver(plan) ? ["a copy that is handed over and no --cut-over"] : []),
  ];
  if (others.length === 0) return;
  throw new Ending(
    EXIT.refused,
    `"${lease.plan}", begun by ${lease.holder} at ${lease.since}, is under way, and is about ${others.join(", ")}; nothing was done. Go on with that first, by the command that began it`,
  );
}

/** The region that a failover writes in from then on; its plan is about the lost one. */
function takesOver({ verb, steps }: Plan): string | undefined {
  if (verb !== "failover") return undefined;
  return steps.flatMap(({ action }) =>
    action.kind === "describe" && typeof action.edits["primary"] === "string"
      ? [action.edits["primary"]]
      : [],
  )[0];
}

function isCutOver({ steps }: Plan): boolean {
  return steps.some(({ id }) => id === "consent");
}

/** The moment that a restore goes back to; nothing where the plan names none. */
function momentOf({ steps }: Plan): string | undefined {
  return steps.flatMap(({ action }) =>
    "to" in action && typeof action.to === "string" ? [action.to] : [],
  )[0];
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
