import { Command, InvalidArgumentError, Option } from "commander";
import colors from "picocolors";
import { isKnown } from "../recovery/execute/call";
import { descriptionOf } from "../recovery/execute/described";
import { observe } from "../recovery/execute/observe";
import { type Asked, refusals } from "../recovery/machine/refusals";
import { statusOf } from "../recovery/machine/status";
import type { Begun } from "../recovery/execute/mirror";
import type { Plan } from "../recovery/model";
import type { Observed } from "../recovery/observed";
import { planForVerb, type RecoveryVerb, regionOf, type Wanted } from "../recovery/plan/verb-plan";
import { planText } from "../report/plan";
import { statusText } from "../report/status";
import type { Topology } from "../topology/model";
import { isAnswered } from "./ask";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { settingOf } from "./plan";
import { giveUp } from "./give-up";
import { heldText, holderFor } from "./recovery-holder";
import { byHand, carryOut, leftOf, type RunFlags } from "./recovery-run";
import { openRecovery, type RecoveryTarget } from "./recovery-target";
import { restorable } from "./restorable";
import { takeOver } from "./take-over";
import { type TargetFlags, withTargetFlags } from "./target";

interface RecoverFlags extends TargetFlags, RunFlags {
  readonly dryRun?: boolean;
  readonly at?: string;
  readonly generation?: number;
  readonly cutOver?: boolean;
  readonly primaryIsLost?: boolean;
  readonly acceptUnknownLoss?: boolean;
  readonly regionIsLost?: boolean;
  readonly undo?: boolean;
  readonly takeOver?: string;
  readonly giveUp?: boolean;
}

const SAYS: Readonly<Record<RecoveryVerb, string>> = {
  switchover: "Move the writes to another region, both healthy: nothing is lost",
  failover: "Take over from the primary region, which is gone",
  rejoin: "Let a lost region in again, as the standby",
  restore: "Bring a store's data back as of a moment, in a new place beside it",
  drain: "Send no more users to a region",
};

const ENDINGS = `
It prints the plan and asks before anything is changed. Killed or cut off, the same command goes on.
--dry-run looks, prints the plan with what is done already, and changes nothing.

Exit codes: 0 done, 1 refused or not done to its end, 2 bad input.`;

/** `standby switchover | failover | rejoin | restore | drain`. */
export function recoverCommand(verb: RecoveryVerb): Command {
  const command = withTargetFlags(new Command(verb).description(SAYS[verb]));
  if (verb === "restore") {
    command
      .argument("<store>", "store whose data shall come back")
      .requiredOption("--at <time>", "moment to go back to, ISO 8601 in UTC")
      .option("--generation <number>", "of the copy, part of its name; left out: a free one", whole)
      .option("--cut-over", "the copy takes the place of what is there, which is stopped and kept")
      .option("--give-up", "end a restore that was begun and whose copy is no good; the copy stays")
      .option("--consent <store>", "with --cut-over and --yes: the store's name, typed");
  } else {
    command.argument("[region]", REGION[verb]);
  }
  if (verb === "failover") {
    command
      .option("--primary-is-lost", "the primary region is gone, whatever answers")
      .option("--accept-unknown-loss", "go on though nobody knows how much is lost");
  }
  if (verb === "drain") {
    command
      .addOption(new Option("--undo", "open a drained region again").conflicts("regionIsLost"))
      .option("--region-is-lost", "it is gone, and doesn't take the writes: give it up");
  }
  return command
    .addOption(new Option("--dry-run", "look and print the plan; change nothing").conflicts("yes"))
    .option(
      "--take-over <holder>",
      "go on with what this holder of the lease began, whose machine is gone",
    )
    .option("--until <step>", "go no further than this step and what it needs")
    .option("--yes", "ask nothing: whoever runs this has decided")
    .option("--json", "print what was done as one document")
    .addHelpText("after", `\nExample:\n  ${EXAMPLES[verb]}\n${ENDINGS}`)
    .action((of: string | undefined, flags: RecoverFlags) => recover(verb, of, flags));
}

const REGION: Readonly<Record<Exclude<RecoveryVerb, "restore">, string>> = {
  switchover: "region that shall take over; left out: the only other one that stands",
  failover: "region that shall take over; left out: the only other one that stands",
  rejoin: "lost region that comes back; left out: the only one",
  drain: "region that users are kept out of; left out: the only other one that stands",
};

const EXAMPLES: Readonly<Record<RecoveryVerb, string>> = {
  switchover: "standby switchover us-east1 --dry-run",
  failover: "standby failover us-east1 --primary-is-lost",
  rejoin: "standby rejoin us-central1",
  restore:
    "standby restore accounts-db --at 2026-11-21T10:00:00Z\n  standby restore accounts-db --at 2026-11-21T10:00:00Z --cut-over",
  drain: "standby drain us-east1",
};

async function recover(
  verb: RecoveryVerb,
  of: string | undefined,
  flags: RecoverFlags,
): Promise<void> {
  const target = await openRecovery(projectFolder(process.cwd()), flags, byHand);
  try {
    process.stderr.write(`${target.says}\n`);
    if (flags.takeOver !== undefined) await takeOver(target, verb, flags.takeOver);
    const begun = target.file.begun;
    if (flags.giveUp) return await giveUp(target, begun);
    if (begun && !overtakes(verb, flags, begun)) return await goOn(verb, begun, target, flags);
    const now = target.read(target.text());
    const wanted = wantedOf(verb, of, flags);
    refuseUnknown(wanted, now);
    refuseUntyped(wanted, flags);
    const seen = await look(target, now);
    refuse(wanted, flags, seen, now);
    const asked = verb === "restore" ? await restorable(target, now, wanted) : wanted;
    const { plan, problems } = planForVerb(settingOf(now), asked, seen);
    if (problems) throw new Ending(EXIT.badInput, problems.join("\n"));
    refuseNoStep(plan, flags);
    refuseByHand(plan);
    const since = new Date(target.clock.now()).toISOString();
    // What overtakes goes on with the lease of what it overtakes.
    const holder = begun?.lease.holder ?? holderFor(wanted, plan.of, seen.lease);
    const lease = { holder, since, plan: `${plan.verb} ${plan.of}` };
    await start({ plan, before: target.text(), lease }, seen, target, flags);
  } finally {
    target.close();
  }
}

/** Shows what is there and what would be done; does it, if that was asked for. */
async function start(
  begun: Begun,
  seen: Observed,
  target: RecoveryTarget,
  flags: RecoverFlags,
): Promise<void> {
  const { plan } = begun;
  if (!flags.json) {
    process.stdout.write(
      `${stateText(target.read(begun.before), seen)}\n\n${planText(plan, colors)}\n`,
    );
  }
  if (flags.dryRun) {
    const left = await leftOf(begun, target, flags);
    const document = JSON.stringify({ seen, plan, left }, null, 2);
    process.stdout.write(
      flags.json ? `${document}\n` : `\nto be done: ${left.join(", ")}\nnothing was changed\n`,
    );
    return;
  }
  if (!flags.yes && !isAnswered()) {
    throw new Ending(
      EXIT.refused,
      `nobody is here to decide, so nothing was changed; add --yes if it is decided, or --dry-run to look`,
    );
  }
  await carryOut(begun, target, flags);
}

/**
 * The loss of a region doesn't wait for what can't come to its end because of it, nor an opening for
 * a drain: whether they may begin is decided by what is seen. Everything else waits.
 */
function overtakes(verb: RecoveryVerb, { undo }: RecoverFlags, { plan }: Begun): boolean {
  return verb === "failover" ? plan.verb !== "failover" : undo === true && plan.verb === "drain";
}

/** A recovery that was cut off is brought to its end before another is begun. */
async function goOn(
  verb: RecoveryVerb,
  begun: Begun,
  target: RecoveryTarget,
  flags: RecoverFlags,
): Promise<void> {
  const { plan, lease } = begun;
  const what = `"${lease.plan}", begun by ${lease.holder} at ${lease.since}`;
  if (plan.verb !== verb) {
    throw new Ending(
      EXIT.refused,
      `${what}, is under way; go on with it first: standby ${plan.verb} ${plan.of}`,
    );
  }
  process.stderr.write(`going on with ${what}\n`);
  refuseNoStep(plan, flags);
  const seen = await look(target, target.read(begun.before));
  await start(begun, seen, target, flags);
}

export function look(target: RecoveryTarget, now: Topology): Promise<Observed> {
  const described = () => descriptionOf(target.read(target.text()));
  return observe({ ...target, described }, now);
}

function wantedOf(verb: RecoveryVerb, of: string | undefined, flags: RecoverFlags): Wanted {
  const { at, undo, regionIsLost, generation, cutOver } = flags;
  if (verb === "restore") {
    return {
      ...{ verb, ...(of ? { store: of } : {}), ...(at ? { at } : {}) },
      ...(generation === undefined ? {} : { generation }),
      ...(cutOver ? { cutOver } : {}),
    };
  }
  const region = of ? { region: of } : {};
  return { verb, ...region, ...(undo ? { undo } : {}), ...(regionIsLost ? { isLost: true } : {}) };
}

/** What can't be taken back needs a word of its own, and is asked before anything is looked at. */
function refuseUntyped({ store, cutOver }: Wanted, { yes, consent }: RecoverFlags): void {
  if (consent !== undefined && consent !== store) {
    throw new Ending(EXIT.badInput, `--consent  "${consent}" is not "${store ?? ""}"`);
  }
  if (!cutOver || !yes || consent === store) return;
  throw new Ending(
    EXIT.badInput,
    `--cut-over  what was written since is not in the copy; type the store to agree: --consent ${store ?? "STORE"}`,
  );
}

function refuseNoStep({ steps }: Plan, { until }: RecoverFlags): void {
  if (until === undefined || steps.some(({ id }) => id === until)) return;
  const known = steps.map(({ id }) => id).join(", ");
  throw new Ending(EXIT.badInput, `--until  "${until}" is no step; there are ${known}`);
}

/** What can't be carried out to its end isn't begun. */
export function refuseByHand({ steps, verb }: Plan): void {
  const strange = steps.filter(({ action }) => !isKnown(action)).map(({ id }) => id);
  if (strange.length === 0) return;
  throw new Ending(
    EXIT.refused,
    `${verb} has steps that are done by hand so far: ${strange.join(", ")}; nothing was done. Print them: standby runbook`,
  );
}

function stateText(now: Topology, seen: Observed): string {
  return statusText(statusOf(now, seen), [], colors);
}

/** A name that isn't there is a slip of the pen, and nothing has to be looked at to say so. */
function refuseUnknown({ region }: Wanted, { regions }: Topology): void {
  if (region === undefined || regions[region]) return;
  throw new Ending(
    EXIT.badInput,
    `"${region}" is not one of the regions ${Object.keys(regions).join(", ")}`,
  );
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

function whole(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it has to be a whole number from 1 to 999");
}
