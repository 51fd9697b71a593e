import { Command } from "commander";
import { costText } from "../report/cost";
import { costsIn, MODES } from "./costs";
import { theTopology } from "./plan";
import { type StackFlags, withStackFlags } from "./stack-flags";

interface CostFlags extends StackFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby cost                                       every mode, with both regions standing
  standby cost --system systems/shop-smart.yaml
  standby cost --standby hot --what-if services.web.load.peak='3000 rps'
  standby cost --json | jq '.modes[] | {mode, total, premium}'

Exit codes: 0 priced, 2 bad input. What has no price is listed, and never counted as zero.`;

/** `standby cost`: what every mode costs a month, beside one region alone, and when that pays. */
export function costCommand(): Command {
  const command = new Command("cost").description(
    "Price a system in every mode, and say from which revenue on it pays; needs no CLI, account or network",
  );
  return withStackFlags(command)
    .option("--json", "print items, sums and what is unpriced as data")
    .addHelpText("after", EXAMPLES)
    .action(cost);
}

async function cost(flags: CostFlags): Promise<void> {
  const modes = MODES.filter((one) => (flags.standby ?? one) === one);
  const costs = await costsIn(flags, theTopology(flags), modes);
  const text = flags.json ? JSON.stringify({ version: 1, ...costs }, null, 2) : costText(costs);
  process.stdout.write(`${text}\n`);
}
