import { Command } from "commander";
import { KEYS } from "../engine/stacks";
import { retirement } from "../recovery/retire";
import { typed } from "./ask";
import { projectFolder } from "./describe";
import { refuseFrozen } from "./frozen";
import { refuseStrange } from "./known";
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

export interface RetireFlags extends TargetFlags {
  readonly region: string;
  readonly yes?: boolean;
  readonly confirm?: string;
}

const EXAMPLES = `
Examples:
  standby retire accounts-db --region us-east1
  standby retire accounts-db --region us-east1 --yes --confirm online-bank-accounts-db-us-east1-1

Two deployments: the first takes the protection off that one instance, the second deletes it. Its
name stays taken for a week; one that is wanted earlier needs another generation under "instances".
What takes the writes, and the last copy, are refused.

Exit codes: 0 done, 1 refused or failed, 2 bad input.`;

/** `standby retire`: takes a region's copy of a data store away for good. */
export function retireCommand(): Command {
  const command = new Command("retire")
    .description("Delete a region's copy of a data store, in two stages")
    .argument("<data>", "the data store")
    .requiredOption("--region <region>", "region whose copy goes");
  return withTargetFlags(command)
    .option("--yes", "don't ask; takes --confirm")
    .option("--confirm <instance>", "name of the instance that is to be deleted")
    .addHelpText("after", EXAMPLES)
    .action(async (store: string, flags: RetireFlags) => {
      const dir = projectFolder(process.cwd());
      const target = openTarget(dir, flags);
      const say = (text: string) => void process.stdout.write(`${text}\n`);
      process.stderr.write(`${target.says}\n`);
      await retire({ dir, target, say }, store, flags).finally(() => target.sandbox?.close());
    });
}

/** Carries `standby retire` out. Ends the command where it can't go on. */
export async function retire(staged: Staged, store: string, flags: RetireFlags): Promise<void> {
  const stacks = stacksOf(staged);
  const [first] = stacks;
  if (!first) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  refuseStrange(store, Object.keys(first.topology.system.data));
  refuseStrange(flags.region, Object.keys(first.topology.regions), { flag: "--region" });
  await refuseFrozen(staged.target, stacks);
  const found = retirement(first.topology, { store, region: flags.region });
  if (found.problems) throw new Ending(EXIT.refused, found.problems.join("\n"));
  const { instance, region, edits, order } = found.retirement;
  const ordered = await deployedOf(staged, inOrderOf(stacks, order));
  const own = ordered.filter(({ run }) => run.region === region);
  const open = { [KEYS.unprotect]: instance };

  await previewStaged(staged, own, `first stage: ${instance} loses its protection`, open);
  staged.say(`second stage: ${instance} is deleted, and ${region} leaves data.${store}.instances`);
  await typed({ name: instance, confirm: flags.confirm, yes: flags.yes });
  await deployStaged(staged, own, open);
  // Only now can be seen what the deletion takes with it: protected, it would be refused.
  await previewStaged(staged, ordered, "second stage", supposing(edits));
  writeEdits(staged, first, edits);
  await deployStaged(staged, ordered);
}
