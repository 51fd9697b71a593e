import { afterwards, editsOf } from "../recovery/execute/afterwards";
import type { Context } from "../recovery/execute/context";
import { descriptionOf } from "../recovery/execute/described";
import { type Executed, execute } from "../recovery/execute/execute";
import { LeaseHeld } from "../recovery/execute/lease";
import { observe } from "../recovery/execute/observe";
import type { Journal } from "../recovery/execute/journal";
import { type Begun, JournalTaken, mirrored } from "../recovery/execute/mirror";
import { Refused } from "../recovery/execute/rest";
import { StepFailed } from "../recovery/execute/step-failed";
import { recoveredText } from "../report/recovered";
import { editDescription } from "../system/edit";
import { isAnswered, saysYes, types } from "./ask";
import { Ending, EXIT } from "./outcome";
import { heldText } from "./recovery-holder";
import { stepByStep } from "./recovery-progress";
import type { RecoveryTarget } from "./recovery-target";

/** How far a recovery goes, and who answers its questions. */
export interface RunFlags {
  readonly until?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  /** The store that a copy may take the place of, typed. */
  readonly consent?: string;
}

/** Carries a recovery out, from where it is, and says how it went. */
export async function carryOut(
  begun: Begun,
  target: RecoveryTarget,
  flags: RunFlags,
): Promise<Executed> {
  const release = heldHere(target);
  try {
    return await carriedOut(begun, target, flags);
  } finally {
    release();
  }
}

async function carriedOut(
  begun: Begun,
  target: RecoveryTarget,
  flags: RunFlags,
): Promise<Executed> {
  const { plan } = begun;
  const { file, clock } = target;
  file.begin(begun, new Date(clock.now()).toISOString());
  const said = (why: string) =>
    process.stderr.write(`the journal is on this machine alone: ${why}\n`);
  const copied = mirrored(file.journal(), {
    begun,
    leases: target.leases,
    text: target.text,
    said,
  });
  const journal = stepByStep(copied, plan, flags.json === true);
  const executed = await ended(run(begun, target, flags, journal));
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ plan, ...executed }, null, 2)}\n`);
  } else {
    const { system } = target.read(begun.before);
    const since = journal.entries[0]?.at ?? clock.now();
    process.stdout.write(`${recoveredText(plan, executed, since, system)}\n`);
  }
  if (executed.left.length === 0) file.end(new Date(clock.now()).toISOString());
  return executed;
}

/** Two processes with one journal would do everything twice: the second is told who the first is. */
function heldHere({ file }: RecoveryTarget): () => void {
  try {
    return file.hold();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Ending(EXIT.refused, `somebody on this machine is at it already: ${why}`);
  }
}

/** What is left to be done, by what is seen; changes nothing. */
export async function leftOf(
  begun: Begun,
  target: RecoveryTarget,
  flags: RunFlags,
): Promise<readonly string[]> {
  const entries = target.file.begun ? target.file.journal().entries : [];
  const journal: Journal = { entries, note: () => undefined };
  const { left } = await ended(run(begun, target, flags, journal, true));
  return left;
}

function run(
  begun: Begun,
  target: RecoveryTarget,
  flags: RunFlags,
  journal: Journal,
  dryRun = false,
): Promise<Executed> {
  const context = contextOf(begun, target, flags);
  const paths = Object.keys(editsOf(begun.plan));
  const described = () => descriptionOf(target.read(target.text()), paths);
  return execute({
    plan: begun.plan,
    context,
    clock: target.clock,
    journal,
    observe: () => observe({ ...target, described }, context.now, context.then),
    dryRun,
    ...(flags.until === undefined ? {} : { until: flags.until }),
  });
}

function contextOf({ plan, before, lease }: Begun, target: RecoveryTarget, flags: RunFlags) {
  const { rest, hosts, leases, stacks, read, write, text, isSandbox } = target;
  return {
    rest,
    hosts,
    leases,
    stacks,
    now: read(before),
    then: read(afterwards(before, plan)),
    lease,
    describe: (edits) => write(editDescription(text(), edits)),
    ask: async (who, question, typed) => {
      if (typed === undefined ? flags.yes : flags.consent === typed) return lease.holder;
      if (await agrees(`${who}: ${question}?`, typed)) return lease.holder;
      throw new Ending(
        EXIT.refused,
        `${lease.holder} has decided otherwise; nothing more was done`,
      );
    },
    verify: async (what, hindered) => {
      if (hindered !== undefined && !isAnswered()) return `${hindered}; nobody is here to look`;
      const isTaken = flags.yes === true || isSandbox; // nothing here can look, and nobody is asked
      if (isTaken && hindered === undefined) return undefined;
      return (await saysYes(`see whether ${what}; is it so?`))
        ? undefined
        : "somebody says it isn't so";
    },
  } satisfies Context;
}

/** A yes, or a word that only somebody who means it types. */
function agrees(question: string, typed: string | undefined): Promise<boolean> {
  if (!isAnswered()) return Promise.resolve(false);
  return typed === undefined ? saysYes(question) : types(question, typed);
}

/** Shows what is to be run elsewhere, and waits until it has been. */
export async function byHand(command: string): Promise<void> {
  if (!isAnswered()) {
    throw new Ending(
      EXIT.refused,
      `there is no Pulumi CLI here; run this elsewhere, then this command again:\n  ${command}`,
    );
  }
  if (
    await saysYes(
      `there is no Pulumi CLI here; run this elsewhere:\n  ${command}\nhas it ended well?`,
    )
  )
    return;
  throw new Ending(EXIT.refused, "run this command again when it has");
}

/** What stops a recovery is told as it is, with how to go on. */
async function ended(work: Promise<Executed>): Promise<Executed> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LeaseHeld) throw new Ending(EXIT.refused, heldText(error.lease));
    if (error instanceof Refused) {
      throw new Ending(
        EXIT.refused,
        `${error.message}\nrun the same command again, which goes on from here`,
      );
    }
    if (error instanceof JournalTaken) throw new Ending(EXIT.refused, error.message);
    if (!(error instanceof StepFailed)) throw error;
    const isUnknown = error.message.includes("is no step");
    throw new Ending(
      isUnknown ? EXIT.badInput : EXIT.refused,
      isUnknown
        ? error.message
        : `${error.message}\nrun the same command again, which goes on from here`,
    );
  }
}
