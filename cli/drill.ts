import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Argument, Command, InvalidArgumentError } from "commander";
import colors from "picocolors";
import { openJournal } from "../recovery/execute/journal";
import type { Event } from "../recovery/model";
import { type Happened, planFor } from "../recovery/plan/plan-for";
import { drillHeld, drillText } from "../report/drill";
import { drill, type Drilled } from "../sandbox/drill/drill";
import { incidentFor, NoDrill } from "../sandbox/drill/incident";
import { Stage, standingText, topologyFrom } from "../sandbox/drill/stage";
import { EVENTS } from "../system/schema/objective";
import { aboutOf, type AboutFlags, withAboutFlags } from "./about";
import { chooseRuns, describedIn } from "./choose-stacks";
import { projectFolder, readDescription } from "./describe";
import { type LiveFlags, rehearseLive } from "./drill-live";
import { writeEvidence } from "./evidence";
import { Ending, EXIT } from "./outcome";
import { settingOf } from "./plan";
import { progress } from "./progress";

const MODES = ["cold", "warm", "hot"] as const;

interface DrillFlags extends AboutFlags {
  readonly system?: string;
  readonly standby?: (typeof MODES)[number];
  readonly seed: number;
  readonly json?: boolean;
  readonly evidence?: boolean;
  readonly live?: boolean;
  readonly sandbox?: boolean;
  readonly yes?: boolean;
}

const HELP = `
Examples:
  standby drill region-loss --region us-central1 --seed 7
  standby drill region-loss --region us-central1 --standby cold --evidence
  standby drill zone-loss --of us-central1-a
  standby drill bad-release --of web
  standby drill data-deletion --of accounts-db --live
  standby drill region-loss --live

With --live nothing is broken: deleted data is rehearsed by a restore into a new instance, the loss of a
region by a switchover and back, the rest by Google's own experiments, which are written as files.

What the sandbox can't let happen, or couldn't measure, it says; its plan is printed by standby plan.

Exit codes: 0 as predicted and asked for, 1 not, 2 bad input.`;

/** `standby drill EVENT`: deploys into the sandbox, lets the event happen, recovers, measures. */
export function drillCommand(): Command {
  const command = new Command("drill")
    .description(
      "Rehearse a recovery and measure it: in the sandbox under load, or with --live what is safe",
    )
    .addArgument(new Argument("<event>", "what happens").choices(EVENTS))
    .option("--system <file>", "description to rehearse (default: the stack files')");
  return withAboutFlags(command, "what it happens to: a zone, a region, a store, a service")
    .option("--standby <mode>", "cold, warm or hot, instead of the described mode", mode)
    .option("--seed <number>", "what all chance follows from", whole, 1)
    .option("--json", "print what was measured as data")
    .option("--evidence", "write what was measured to drills/, for the assessment")
    .option("--live", "what can be rehearsed safely on what is deployed; shows it, then asks")
    .option("--sandbox", "with --live: on what is deployed in the sandbox")
    .option("--yes", "with --live: ask nothing, whoever runs this has decided")
    .addHelpText("after", HELP)
    .action((event: Event, flags: DrillFlags, command: Command) =>
      flags.live
        ? rehearseLive(event, liveFlags(flags, command))
        : rehearse(event, aloneFlags(flags)),
    );
}

/** What only something deployed can do is refused: passed over, it would seem to have been heard. */
function aloneFlags(flags: DrillFlags): DrillFlags {
  const { sandbox, yes } = flags;
  const live = [...(sandbox ? ["--sandbox"] : []), ...(yes ? ["--yes"] : [])];
  if (live.length > 0) {
    throw new Ending(
      EXIT.badInput,
      `${live.join(" and ")}  goes with --live; without it, a drill has a sandbox of its own and asks nothing`,
    );
  }
  return flags;
}

/** What only a system of the drill's own can do is refused. */
function liveFlags(flags: DrillFlags, command: Command): LiveFlags {
  const { system, json, sandbox, yes } = flags;
  const alone = ["standby", "seed"].filter((name) => command.getOptionValueSource(name) === "cli");
  if (alone.length > 0) {
    throw new Ending(EXIT.badInput, `--live  goes without --${alone.join(" and --")}`);
  }
  const about = aboutOf(flags);
  return {
    ...{
      ...(system === undefined ? {} : { system }),
      ...(about === undefined ? {} : { of: about }),
    },
    ...{ ...(json ? { json } : {}), ...(sandbox ? { sandbox } : {}), ...(yes ? { yes } : {}) },
  };
}

async function rehearse(event: Event, flags: DrillFlags): Promise<void> {
  const { system, standby, seed, json } = flags;
  const dir = projectFolder(process.cwd());
  const text =
    system === undefined
      ? readDescription(dir, describedIn(chooseRuns(dir, {})))
      : readDescription(process.cwd(), system);
  const of = aboutOf(flags);
  const happened: Happened = { event, ...(of === undefined ? {} : { of }) };
  const { durations, topology } = refuseImpossible(text, standby, happened);
  const folder = mkdtempSync(path.join(tmpdir(), "standby-drill-"));
  const done = progress(`standing the system up in the sandbox and rehearsing ${event}`);
  let drilled: Drilled;
  try {
    const stage = await Stage.open({ dir, text, folder, seed, ...(standby ? { standby } : {}) });
    const journal = openJournal(path.join(folder, "journal.jsonl"));
    drilled = await drill({ stage, durations, journal, happened });
  } finally {
    done();
    rmSync(folder, { recursive: true, force: true });
  }
  const shown = json ? JSON.stringify(drilled, null, 2) : drillText(drilled, colors);
  process.stdout.write(`${shown}\n`);
  if (flags.evidence) {
    const file = writeEvidence(dir, drilled, topology);
    process.stderr.write(`evidence: ${path.relative(process.cwd(), file)}\n`);
  }
  if (!drillHeld(drilled)) throw new Ending(EXIT.refused, "");
}

/** What can't happen, or leaves nothing to do, is said before anything is stood up. */
function refuseImpossible(text: string, standby: DrillFlags["standby"], happened: Happened) {
  const setting = settingOf(topologyFrom(standingText(text, standby)));
  const { plan, problems } = planFor(setting, happened);
  if (problems) throw new Ending(EXIT.badInput, problems.join("\n"));
  try {
    incidentFor(setting.topology, plan);
  } catch (error) {
    throw error instanceof NoDrill ? new Ending(EXIT.badInput, error.message) : error;
  }
  return setting;
}

function mode(text: string): (typeof MODES)[number] {
  const found = MODES.find((one) => one === text);
  if (found) return found;
  throw new InvalidArgumentError(`it has to be one of ${MODES.join(", ")}`);
}

function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it has to be a whole number of at most nine digits");
}
