import { Command } from "commander";
import { driftOf } from "../policy/gate/drift";
import { driftText } from "../report/drift";
import type { Problem } from "../system/problem";
import { previewIn } from "./gate";
import { Ending, EXIT } from "./outcome";

const EXAMPLES = `
Example:
  pulumi preview --json --refresh -s prod > prod.json; standby drift prod.json

A change of roles that somebody carried out is said, and is no drift.

Exit codes: 0 as described but for roles, 1 drift, 2 bad input, 3 a preview failed.`;

/** `standby drift FILE…`: whether what stands differs from what is described, in more than roles. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("Tell drift from a change of roles, in previews that were refreshed first")
    .argument("<file...>", "what pulumi preview --json --refresh printed, one file for each stack")
    .addHelpText("after", EXAMPLES)
    .action((files: readonly string[]) => {
      const problems: Problem[] = [];
      const previews = files.flatMap((file) => previewIn(file, problems));
      if (problems.length > 0) {
        const lines = problems.map(({ path, message }) => `${path}  ${message}`);
        throw new Ending(EXIT.badInput, lines.join("\n"));
      }
      const found = previews.map((preview) => ({ preview, drift: driftOf(preview) }));
      process.stdout.write(`${driftText(found)}\n`);
      const all = found.map(({ drift }) => drift);
      if (all.includes("unclear")) throw new Ending(EXIT.inconclusive, "");
      if (all.includes("drift")) throw new Ending(EXIT.refused, "");
    });
}
