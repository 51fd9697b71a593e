import { Command } from "commander";
import colors from "picocolors";
import { mergePreviews, toPreview } from "../inventory/preview-json";
import { evaluate } from "../policy/evaluate";
import { surpriseFindings } from "../policy/survival/surprise";
import { previewText } from "../report/preview";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { previewStacks } from "./previewed";
import { type StackFlags, withStackFlags } from "./stack-flags";
import { today } from "./today";

interface PreviewFlags extends StackFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby preview                                      both stacks, as described
  standby preview --standby cold                       what cold standby would be
  standby preview --state us-east1=standing --primary us-east1
  standby preview --overlay staging                    another environment of the same system
  standby preview --what-if services.web.load.peak='3000 rps'
  standby preview --json | jq .changeSummary           as pulumi preview --json prints it

Exit codes: 0 no problems, 1 problems found, 2 bad input.`;

/** `standby preview`: what the stacks would register, checked, with no account and no network. */
export function previewCommand(): Command {
  const command = new Command("preview").description(
    "Show and check what every stack would register; needs no CLI, account or network",
  );
  return withStackFlags(command)
    .option("--json", "print the document that pulumi preview --json prints")
    .addHelpText("after", EXAMPLES)
    .action(preview);
}

async function preview(flags: PreviewFlags): Promise<void> {
  const { previews, systems } = await previewStacks(projectFolder(process.cwd()), flags);
  const policies = systems.map(({ stacks, situation }) => evaluate(stacks, situation, today()));
  const survivals = systems.flatMap(({ survival, stacks, situation }) =>
    survival ? [{ survival, findings: surpriseFindings(survival, stacks, situation) }] : [],
  );
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(mergePreviews(previews.map(({ inventory }) => toPreview(inventory))), null, 2)}\n`
      : `${previewText(previews, policies, colors, survivals)}\n`,
  );
  const errors = [...previews.map(({ check }) => check), ...policies, ...survivals]
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new Ending(
      EXIT.refused,
      flags.json ? `${errors.length} problems; see them without --json` : "",
    );
}
