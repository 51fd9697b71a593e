import { Command } from "commander";
import { surprisesOf } from "../policy/survival/surprise";
import type { Survival } from "../policy/survival/survive";
import { survivalText } from "../report/survival";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { previewStacks } from "./previewed";
import { type StackFlags, withStackFlags } from "./stack-flags";

interface SurviveFlags extends StackFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby survive --state us-east1=standing            once both regions stand
  standby survive --system systems/shop-smart.yaml --state us-east1=standing
  standby survive --standby cold
  standby survive --json | jq '.[].hits[].outcome'

Exit codes: 0 no surprise, 1 something doesn't survive that nobody has accepted, 2 bad input,
3 inconclusive: not all stacks of a system were chosen.`;

/** `standby survive`: what is left without each zone, region, product, resource and key. */
export function surviveCommand(): Command {
  const command = new Command("survive").description(
    "Take each zone, region, product, resource and key away, and say what goes on; needs no CLI, account or network",
  );
  return withStackFlags(command)
    .option("--json", "print the result as data")
    .addHelpText("after", EXAMPLES)
    .action(survive);
}

async function survive(flags: SurviveFlags): Promise<void> {
  const { systems } = await previewStacks(projectFolder(process.cwd()), flags);
  const survivals = systems.flatMap(({ survival }) => survival ?? []);
  process.stdout.write(printed(survivals, flags));
  const parts = systems.filter(({ survival }) => !survival);
  if (parts.length > 0) {
    const names = parts.map(({ situation }) => situation.system).join(", ");
    throw new Ending(EXIT.inconclusive, `${names}: needs all stacks; leave --stack out`);
  }
  const surprises = survivals.flatMap((survival) => surprisesOf(survival));
  if (surprises.length > 0) throw new Ending(EXIT.refused, "");
}

function printed(survivals: readonly Survival[], { json }: SurviveFlags): string {
  if (json) return `${JSON.stringify(survivals, null, 2)}\n`;
  return survivals.map((survival) => `${survivalText(survival)}\n`).join("\n");
}
