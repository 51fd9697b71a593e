import { Command, InvalidArgumentError, Option } from "commander";
import colors from "picocolors";
import { descriptionOf } from "../recovery/execute/described";
import { observe } from "../recovery/execute/observe";
import type { Begun } from "../recovery/execute/mirror";
import type { LeaseSeen, Observed } from "../recovery/observed";
import { planForVerb, type RecoveryVerb, type Wanted } from "../recovery/plan/verb-plan";
import { planText } from "../report/plan";
import type { Topology } from "../topology/model";
import { isAnswered } from "./ask";
import { googleTime, refuseSkewed } from "./clocks";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { settingOf } from "./plan";
import { giveUp } from "./give-up";
import type { RecoverFlags } from "./recover-flags";
import { holderFor } from "./recovery-holder";
import {
  refuse,
  refuseByHand,
  refuseChanged,
  refuseMoment,
  refuseNoStep,
  refuseUnknown,
  refuseUnreadable,
  refuseUntyped,
  stateText,
} from "./recovery-refused";
import { byHand, carryOut, leftOf } from "./recovery-run";
import { openRecovery, type RecoveryTarget } from "./recovery-target";
import { restorable } from "./restorable";
import { refuseOther, takeOver } from "./take-over";
import { withTargetFlags } from "./target";

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
      .addOption(
        new Option(
          "--give-up",
          "end a restore that was begun and whose copy is no good; the copy stays",
        ).conflicts(["dryRun", "cutOver", "until", "takeOver"]),
      )
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
    const { takeOver: from } = flags;
    const held = from === undefined ? undefined : await takeOver(target, verb, from);
    const begun = held ? undefined : target.file.begun;
    const now = target.read(target.text());
    const wanted = wantedOf(verb, of, flags);
    refuseUnknown(wanted, now);
    refuseMoment(wanted, target.clock.now());
    refuseUntyped(wanted, flags);
    if (begun?.plan.verb === verb && !overtakes(verb, flags, begun)) refuseChanged(begun, wanted);
    if (flags.giveUp) return await giveUp(target, begun);
    if (begun && !overtakes(verb, flags, begun)) return await goOn(verb, begun, target, flags);
    const found = await look(target, now);
    if (found.lease === "unknown") await refuseUnreadable(target, found, now);
    // What is taken over with no journal is begun anew, as if nobody held the lease.
    const seen: Observed = held ? { ...found, lease: "free" } : found;
    refuse(wanted, flags, seen, now);
    const asked = verb === "restore" ? await restorable(target, now, wanted) : wanted;
    const { plan, problems } = planForVerb(settingOf(now), asked, seen);
    if (problems) throw new Ending(EXIT.badInput, problems.join("\n"));
    refuseNoStep(plan, flags);
    refuseByHand(plan, now);
    const since = googleTime(target);
    // What overtakes goes on with the lease of what it overtakes.
    const holder = begun?.lease.holder ?? holderFor(wanted, plan.of, seen.lease);
    const lease = { holder, since, plan: `${plan.verb} ${plan.of}` };
    if (held) refuseOther(lease.plan, held);
    await start({ plan, before: target.text(), lease }, seen, target, flags, held);
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
  held?: LeaseSeen,
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
  if (held) await target.leases.takeOver(held.holder, begun.lease);
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

/** What is there now. Ends the command where the clock here is too wrong to tell before from after. */
export async function look(target: RecoveryTarget, now: Topology): Promise<Observed> {
  const described = () => descriptionOf(target.read(target.text()));
  const seen = await observe({ ...target, described }, now);
  refuseSkewed(target);
  return seen;
}

function wantedOf(verb: RecoveryVerb, of: string | undefined, flags: RecoverFlags): Wanted {
  const { at, undo, regionIsLost, generation, cutOver } = flags;
  if (verb === "restore") {
    return {
      ...{ verb, ...(of === undefined ? {} : { store: of }) },
      ...(at === undefined ? {} : { at }),
      ...(generation === undefined ? {} : { generation }),
      ...(cutOver ? { cutOver } : {}),
    };
  }
  const region = of === undefined ? {} : { region: of };
  return { verb, ...region, ...(undo ? { undo } : {}), ...(regionIsLost ? { isLost: true } : {}) };
}

function whole(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it has to be a whole number from 1 to 999");
}
