import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { type Alone, costsOf, type Previewed } from "../assessment/cost/costs";
import { parsePrices } from "../assessment/cost/prices";
import { parseRates } from "../assessment/rates";
import { costText } from "../report/cost";
import type { StandbyMode } from "../system/schema/system";
import type { Topology } from "../topology/model";
import { projectFolder } from "./describe";
import { settingOf, theTopology } from "./plan";
import { previewStacks } from "./previewed";
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

const MODES: readonly StandbyMode[] = ["cold", "warm", "hot"];

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
  const topology = theTopology(flags);
  const modes: Previewed[] = [];
  // One after the other: each runs a program for every stack.
  for (const mode of MODES.filter((one) => (flags.standby ?? one) === one)) {
    modes.push(await inMode(flags, topology, mode));
  }
  const { durations } = settingOf(topology);
  const costs = costsOf(
    await aloneOf(flags, topology),
    modes,
    parsePrices(read("cost/prices.tsv")),
    {
      durations,
      frequencies: parseRates(read("frequencies.tsv")),
      published: parseRates(read("availability/slas.tsv")),
    },
  );
  const text = flags.json ? JSON.stringify({ version: 1, ...costs }, null, 2) : costText(costs);
  process.stdout.write(`${text}\n`);
}

/** All of its stacks, with every region standing. */
async function inMode(flags: CostFlags, of: Topology, mode: StandbyMode): Promise<Previewed> {
  const { previews } = await previewStacks(projectFolder(process.cwd()), {
    ...flags,
    standby: mode,
    state: statesOf(of, "standing"),
  });
  const [first] = previews;
  return {
    mode,
    topology: first?.topology ?? of,
    inventories: previews.map(({ inventory }) => inventory),
  };
}

/** The home region's stack, before another region stands. */
async function aloneOf(flags: CostFlags, of: Topology): Promise<Alone> {
  const { previews } = await previewStacks(projectFolder(process.cwd()), {
    ...flags,
    ...{ standby: "cold", primary: of.home, state: statesOf(of, "planned") },
  });
  const home = previews.find(({ region }) => region.name === of.home);
  if (!home) throw new Error(`no stack of ${of.home}`);
  return home;
}

function statesOf({ regions, home }: Topology, state: string): Record<string, string> {
  const others = Object.keys(regions).filter((name) => name !== home);
  return Object.fromEntries([[home, "standing"], ...others.map((name) => [name, state])]);
}

function read(file: string): string {
  return readFileSync(path.join(__dirname, "../assessment", file), "utf8");
}
