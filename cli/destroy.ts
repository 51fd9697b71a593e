import { Command } from "commander";
import { errorsOf } from "../engine/deployer";
import { KEYS } from "../engine/stacks";
import type { PreviewState } from "../inventory/preview-json";
import { plannedText } from "../report/deployment";
import { typed } from "./ask";
import type { ChosenStack } from "./choose-stacks";
import { projectFolder } from "./describe";
import { refuseFrozen } from "./frozen";
import { Ending, EXIT } from "./outcome";
import { progress } from "./progress";
import {
  deployStaged,
  previewStaged,
  stacksOf,
  type Staged,
  supposing,
  writeEdits,
} from "./staged";
import { openTarget, type TargetFlags, withTargetFlags } from "./target";
import { heldIn, lossesOf, tearDown, type TearDown, type TearDownStage } from "./tear-down";

export interface DestroyFlags extends TargetFlags {
  readonly yes?: boolean;
  readonly confirm?: string;
}

const EXAMPLES = `
Examples:
  standby destroy                                     what would go, then the question
  standby destroy --yes --confirm online-bank         for a script
  standby destroy --sandbox                           rehearse it on this machine

The home region's stack lets go of the other regions, whose stacks then lose their protection and
are deleted; then the home region's does and is. Take copies first: what is listed is gone. Buckets
that hold objects are refused until somebody has emptied them. What was cut off is gone on with by
running the same command again.

Exit codes: 0 done, 1 refused or failed, 2 bad input.`;

/** Takes protection off everything, for one deployment. */
const OPEN = { [KEYS.unprotect]: "everything" };

/** `standby destroy`: takes a whole system down, in stages. */
export function destroyCommand(): Command {
  const command = new Command("destroy").description(
    "Take a whole system down for good, stage by stage; wants its name typed",
  );
  return withTargetFlags(command)
    .option("--yes", "don't ask; takes --confirm")
    .option("--confirm <system>", "name of the system that is to be deleted")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: DestroyFlags) => {
      const dir = projectFolder(process.cwd());
      const target = openTarget(dir, flags);
      const say = (text: string) => void process.stdout.write(`${text}\n`);
      process.stderr.write(`${target.says}\n`);
      await destroySystem({ dir, target, say }, flags).finally(() => target.sandbox?.close());
    });
}

/** Carries `standby destroy` out. Ends the command where it can't go on. */
async function destroySystem(staged: Staged, flags: DestroyFlags): Promise<void> {
  const stacks = stacksOf(staged);
  const [first] = stacks;
  if (!first) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  await refuseFrozen(staged.target, stacks);
  const states = new Map<string, readonly PreviewState[]>();
  for (const { run } of stacks) states.set(run.region, await staged.target.deployer.state(run));
  const held = [...states].map(([region, state]) => [region, heldIn(state)] as const);
  const found = tearDown(first.topology, Object.fromEntries(held));
  if ("problems" in found) throw new Ending(EXIT.refused, found.problems.join("\n"));
  if (found.stages.length === 0) return staged.say("nothing of it stands any more");
  await show(staged, stacks, found, states);
  const { name } = first.topology.system;
  await typed({ name, confirm: flags.confirm, yes: flags.yes });
  writeEdits(staged, first, found.edits);
  for (const stage of found.stages) await carryOut(staged, stacks, stage);
  staged.say(`${name} is taken down, but for what was said to stay, and for the enabled APIs`);
}

/** What each stage changes, and then what is gone for good. */
async function show(
  staged: Staged,
  stacks: readonly ChosenStack[],
  { edits, stages }: TearDown,
  states: ReadonlyMap<string, readonly PreviewState[]>,
): Promise<void> {
  for (const [index, { kind, region }] of stages.entries()) {
    const stack = stackOf(stacks, region);
    const number = `stage ${index + 1}`;
    if (kind === "release") {
      await previewStaged(staged, [stack], `${number}: lets go of the rest`, supposing(edits));
    } else if (kind === "open") {
      const config = { ...supposing(edits), ...OPEN };
      await previewStaged(staged, [stack], `${number}: loses its protection`, config);
    } else {
      staged.say(`${stack.run.stack} (${number}): is deleted, and with it`);
      const { lost, left } = lossesOf(states.get(region) ?? []);
      staged.say([...lost, ...left.map((line) => `stays: ${line}`)].map(indented).join("\n"));
    }
  }
}

const indented = (line: string) => `  ${line}`;

async function carryOut(
  staged: Staged,
  stacks: readonly ChosenStack[],
  { kind, region }: TearDownStage,
): Promise<void> {
  const stack = stackOf(stacks, region);
  if (kind !== "delete") return deployStaged(staged, [stack], kind === "open" ? OPEN : {});
  const { deployer } = staged.target;
  const { run } = stack;
  await deployer.forget(run, lossesOf(await deployer.state(run)).forgotten);
  const looked = progress(`previewing the deletion of ${run.stack}`);
  const planned = await deployer.previewDestroy(run).finally(looked);
  if (planned.failed) throw failed(run.stack, errorsOf(planned));
  staged.say(plannedText(run.stack, "deletion", planned.digest).split("\n", 1)[0] ?? "");
  const deleting = progress(`deleting ${run.stack}`);
  const done = await deployer.destroy(run, { planned: true }).finally(deleting);
  if (done.failed) throw failed(run.stack, errorsOf(done));
  staged.say(`${run.stack}: deleted`);
}

function stackOf(stacks: readonly ChosenStack[], region: string): ChosenStack {
  const found = stacks.find(({ run }) => run.region === region);
  if (found) return found;
  throw new Ending(EXIT.badInput, `no stack file has gcp:region ${region}`);
}

function failed(stack: string, errors: readonly string[]): Ending {
  const again = "mend that and run the same command again, which goes on from here";
  return new Ending(
    EXIT.refused,
    [`${stack} was not deleted to the end; ${again}:`, ...errors].join("\n"),
  );
}
