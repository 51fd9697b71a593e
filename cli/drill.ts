import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Argument, Command, InvalidArgumentError } from "commander";
import colors from "picocolors";
import { openJournal } from "../recovery/execute/journal";
import { drillHeld, drillText } from "../report/drill";
import { drillRegionLoss } from "../sandbox/drill/region-loss";
import { Stage } from "../sandbox/drill/stage";
import { projectFolder, readDescription } from "./describe";
import { Ending, EXIT } from "./outcome";
import { settingOf } from "./plan";
import { progress } from "./progress";

const MODES = ["cold", "warm", "hot"] as const;

interface DrillFlags {
  readonly system: string;
  readonly region?: string;
  readonly standby?: (typeof MODES)[number];
  readonly seed: number;
  readonly json?: boolean;
}

/** `standby drill EVENT`: deploys into the sandbox, lets the event happen, recovers, measures. */
export function drillCommand(): Command {
  return new Command("drill")
    .description(
      "Rehearse a recovery in the sandbox, under load, and measure it; touches nothing real",
    )
    .addArgument(new Argument("<event>", "what happens").choices(["region-loss"]))
    .option("--system <file>", "description to rehearse", "systems/online-bank.yaml")
    .option("--region <region>", "region that is lost; only the primary one for now")
    .option("--standby <mode>", "cold, warm or hot, instead of the described mode", mode)
    .option("--seed <number>", "what all chance follows from", whole, 1)
    .option("--json", "print what was measured as data")
    .addHelpText(
      "after",
      `
Example:
  standby drill region-loss --system systems/online-bank.yaml --region us-central1 --seed 7

Exit codes: 0 as predicted and asked for, 1 not, 2 bad input.`,
    )
    .action((_event: string, flags: DrillFlags) => drill(flags));
}

async function drill({ system, region, standby, seed, json }: DrillFlags): Promise<void> {
  const dir = projectFolder(process.cwd());
  const text = readDescription(process.cwd(), system);
  const folder = mkdtempSync(path.join(tmpdir(), "standby-drill-"));
  const done = progress("standing the system up in the sandbox and losing a region");
  try {
    const stage = await Stage.open({ dir, text, folder, seed, ...(standby ? { standby } : {}) });
    const topology = stage.topology();
    if (region !== undefined && region !== topology.primary) {
      throw new Ending(
        EXIT.badInput,
        `--region  "${region}" is not the primary region ${topology.primary}; only its loss can be rehearsed yet`,
      );
    }
    const journal = openJournal(path.join(folder, "journal.jsonl"));
    const { durations } = settingOf(topology);
    const drilled = await drillRegionLoss({ stage, durations, journal });
    done();
    const shown = json ? JSON.stringify(drilled, null, 2) : drillText(drilled, colors);
    process.stdout.write(`${shown}\n`);
    if (!drillHeld(drilled)) throw new Ending(EXIT.refused, "");
  } finally {
    done();
    rmSync(folder, { recursive: true, force: true });
  }
}

function mode(text: string): (typeof MODES)[number] {
  const found = MODES.find((one) => one === text);
  if (found) return found;
  throw new InvalidArgumentError(`it has to be one of ${MODES.join(", ")}`);
}

function whole(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it has to be a whole number");
}
