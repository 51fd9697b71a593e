import { Command } from "commander";
import colors from "picocolors";
import { environmentDifference } from "../inventory/environment";
import { environmentText } from "../report/environment";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { previewStacks } from "./previewed";
import type { StackFlags } from "./stack-flags";

interface CompareFlags extends Pick<StackFlags, "system" | "stack"> {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby compare staging                how staging differs from what it is a copy of
  standby compare test --stack prod

An environment is an overlay of the description. It is worth something for rehearsals if its shape is
the same and only its sizes differ.

Exit codes: 0 the same shape, 1 another one, 2 bad input.`;

/** `standby compare OVERLAY`: an environment beside the description that it is laid over. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("Compare an environment with the system that it is a copy of; needs no account")
    .argument("<overlay>", "environment of the description")
    .option("--system <file>", "description to read instead of the stack files'")
    .option("--stack <name...>", "only these stacks")
    .option("--json", "print it as data")
    .addHelpText("after", EXAMPLES)
    .action(compare);
}

async function compare(overlay: string, { json, ...flags }: CompareFlags): Promise<void> {
  const dir = projectFolder(process.cwd());
  const base = await previewStacks(dir, flags);
  const copy = await previewStacks(dir, { ...flags, overlay });
  const stacks = base.previews.map(({ inventory, topology }, index) => {
    const other = copy.previews[index];
    if (!other) throw new Error(`the environment has no stack ${inventory.stack}`);
    const systems = { base: topology.system.name, copy: other.topology.system.name };
    return {
      stack: inventory.stack,
      resources: inventory.resources.filter(({ custom }) => custom).length,
      difference: environmentDifference(inventory, other.inventory, systems),
    };
  });
  const text = json ? JSON.stringify(stacks, null, 2) : environmentText(overlay, stacks, colors);
  process.stdout.write(`${text}\n`);
  const isSame = stacks.every(
    ({ difference }) => difference.missing.length + difference.extra.length === 0,
  );
  if (!isSame) throw new Ending(EXIT.refused, "");
}
