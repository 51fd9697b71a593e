import { Argument, Command } from "commander";
import { emptyGroups, emptyingCommand } from "../recovery/execute/empty";
import { modeChange, modeRefusals, MODES, type Mode, type ModeChange } from "../recovery/mode";
import { restFace } from "../sandbox/rest/face";
import { computeRoutes } from "../sandbox/rest/compute";
import { groupRoutes } from "../sandbox/rest/compute-groups";
import { sandboxFetch } from "../sandbox/rest/fetch";
import { agreed } from "./ask";
import type { ChosenStack } from "./choose-stacks";
import { projectFolder } from "./describe";
import { refuseFrozen } from "./frozen";
import { Ending, EXIT } from "./outcome";
import {
  deployedOf,
  deployStaged,
  inOrderOf,
  previewStaged,
  stacksOf,
  type Staged,
  supposing,
  writeEdits,
} from "./staged";
import { openTarget, type TargetFlags, withTargetFlags } from "./target";

export interface ModeFlags extends TargetFlags {
  readonly yes?: boolean;
}

const EXAMPLES = `
Examples:
  standby mode hot                    full capacity in the standby region, too
  standby mode cold --sandbox         rehearse it on this machine, with no account

What holds data stays, whatever the mode: where it would go, the description names it first. Only
"standby retire" takes it away. What was cut off is gone on with by running the same command again.

Exit codes: 0 done, 1 refused or failed, 2 bad input, 3 a step is left to a person.`;

/** `standby mode`: changes the standby mode, with the steps that deploying alone leaves out. */
export function modeCommand(): Command {
  const command = new Command("mode")
    .description(
      "Change the standby mode: preview, edit the description, deploy in the right order",
    )
    .addArgument(new Argument("<mode>", "what stands ready in the standby region").choices(MODES));
  return withTargetFlags(command)
    .option("--yes", "ask nothing")
    .addHelpText("after", EXAMPLES)
    .action(async (to: Mode, flags: ModeFlags) => {
      const dir = projectFolder(process.cwd());
      const target = openTarget(dir, flags);
      const say = (text: string) => void process.stdout.write(`${text}\n`);
      process.stderr.write(`${target.says}\n`);
      await changeMode({ dir, target, say }, to, flags).finally(() => target.sandbox?.close());
    });
}

/** Carries `standby mode` out. Ends the command where it can't go on. */
async function changeMode(staged: Staged, to: Mode, { yes }: ModeFlags): Promise<void> {
  const stacks = stacksOf(staged);
  const [first] = stacks;
  if (!first) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  const refusals = modeRefusals(first.topology, to);
  if (refusals.length > 0) throw new Ending(EXIT.refused, refusals.join("\n"));
  await refuseFrozen(staged.target, stacks);
  const change = modeChange(first.topology, to);
  const ordered = await deployedOf(staged, inOrderOf(stacks, change.order));
  await previewStaged(staged, ordered, `${change.from} to ${to}`, supposing(change.edits));
  await agreed(`change the standby from ${change.from} to ${to}?`, yes);
  writeEdits(staged, first, change.edits);
  checkEdited(staged, to);
  await deployStaged(staged, ordered);
  await empty(staged, first, {
    ...change,
    emptied: change.emptied.filter(({ region }) =>
      ordered.some(({ run }) => run.region === region),
    ),
  });
}

/** An overlay can say otherwise than the description that was edited. */
function checkEdited(staged: Staged, to: Mode): void {
  const now = stacksOf(staged)[0]?.topology.system.standby;
  if (now === to) return;
  throw new Ending(
    EXIT.refused,
    `the description says ${to} now, and the overlay still ${now}; edit "standby" there, then run the same command again`,
  );
}

/** A deployment leaves a group whose autoscaler is off as large as it was. */
async function empty(
  { target, say }: Staged,
  { run }: ChosenStack,
  { emptied }: ModeChange,
): Promise<void> {
  if (emptied.length === 0) return;
  const { sandbox } = target;
  if (!sandbox) {
    const commands = emptied.map((group) => emptyingCommand(group, run.project));
    throw new Ending(
      EXIT.inconclusive,
      [
        "the standby's groups are as large as they were; shrink them:",
        ...commands.map((one) => `  ${one}`),
      ].join("\n"),
    );
  }
  const tables = [groupRoutes, computeRoutes];
  const fetch = sandboxFetch(restFace({ hold: sandbox.transact, tables }));
  const failed = await emptyGroups(fetch, run.project, emptied);
  sandbox.transact((cloud) => cloud.settle());
  if (failed.length > 0) {
    const lines = failed.map(({ group, because }) => `${group.name} was not emptied: ${because}`);
    throw new Ending(EXIT.refused, lines.join("\n"));
  }
  say(`${emptied.length} groups of the standby are empty`);
}
