import { readFileSync } from "node:fs";
import path from "node:path";
import { Argument, Command } from "commander";
import colors from "picocolors";
import { parseDurations } from "../recovery/durations";
import type { Event, Plan } from "../recovery/model";
import { type Happened, planFor } from "../recovery/plan/plan-for";
import type { Setting } from "../recovery/plan/setting";
import { around } from "../recovery/runbook/then";
import { lengthsOf, planText } from "../report/plan";
import { runbookText } from "../report/runbook";
import { EVENTS } from "../system/schema/objective";
import type { Topology } from "../topology/model";
import { aboutOf, type AboutFlags, withAboutFlags } from "./about";
import { type ChosenStack, chooseStacks } from "./choose-stacks";
import { projectFolder, readDescription } from "./describe";
import { Ending, EXIT } from "./outcome";
import { type StackFlags, whatIfOf, withStackFlags } from "./stack-flags";

interface PlanFlags extends StackFlags, AboutFlags, Omit<Happened, "event" | "of"> {
  readonly json?: boolean;
}

/** `standby plan EVENT`: what would be done, how long it takes, what is lost. Looks at nothing real. */
export function planCommand(): Command {
  return eventCommand(
    "plan",
    "Show how the system recovers from an event: steps, times, critical path, losses",
  )
    .option("--json", "print the plan as data")
    .addHelpText(
      "after",
      `
Examples:
  standby plan region-loss --state us-east1=standing
  standby plan region-loss --state us-east1=standing --standby cold --json
  standby plan data-deletion --of accounts-db --at 2026-11-21T10:00:00Z

Exit codes: 0 a plan, 2 bad input, such as an event that can't happen to this system.`,
    )
    .action((event: Event, flags: PlanFlags) => {
      const plan = planOf(event, flags);
      const { json } = flags;
      const text = json
        ? JSON.stringify({ ...plan, predicted: lengthsOf(plan) }, null, 2)
        : planText(plan, colors);
      process.stdout.write(`${text}\n`);
    });
}

/** `standby runbook EVENT`: the same plan for a person to carry out, in Markdown. */
export function runbookCommand(): Command {
  return eventCommand(
    "runbook",
    "Print the plan for an event as a person carries it out, in Markdown",
  )
    .addHelpText(
      "after",
      `
Example:
  standby runbook region-loss --state us-east1=standing > region-loss.md

Exit codes: 0 printed, 2 bad input, such as an event that can't happen to this system.`,
    )
    .action((event: Event, flags: PlanFlags) => {
      const plan = planOf(event, flags);
      const topology = theTopology(flags);
      process.stdout.write(`${runbookText(plan, around(topology, plan))}\n`);
    });
}

function eventCommand(name: string, description: string): Command {
  const command = new Command(name)
    .description(description)
    .addArgument(new Argument("<event>", "what has happened").choices(EVENTS));
  withAboutFlags(command, "the zone, region, store or service it has happened to")
    .option("--to <region>", "region that shall take over")
    .option("--at <time>", "last moment at which all was well, ISO 8601: for deleted data")
    .option("--previous <image>", "the image before: for a bad release");
  return withStackFlags(command);
}

function planOf(event: Event, flags: PlanFlags): Plan {
  const { to, at, previous } = flags;
  const of = aboutOf(flags);
  const happened: Happened = {
    event,
    ...(of === undefined ? {} : { of }),
    ...(to === undefined ? {} : { to }),
    ...(at === undefined ? {} : { at }),
    ...(previous === undefined ? {} : { previous }),
  };
  const { plan, problems } = planFor(settingOf(theTopology(flags)), happened);
  if (problems) throw new Ending(EXIT.badInput, problems.join("\n"));
  return plan;
}

/** The one system that the flags choose. Ends the command if there are several. */
export function theTopology(flags: StackFlags): Topology {
  return theStack(flags).topology;
}

/** The description of the one system that the flags choose, as it is written. */
export function theDescription(flags: StackFlags): {
  readonly file: string;
  readonly text: string;
} {
  const { run } = theStack(flags);
  return { file: run.system, text: readDescription(projectFolder(process.cwd()), run.system) };
}

/** The home region's stack of the one system that the flags choose. */
export function theStack(flags: StackFlags): ChosenStack {
  const chosen = chooseStacks(projectFolder(process.cwd()), flags, whatIfOf(flags));
  const systems = new Set(chosen.map(({ run }) => run.system));
  const [first] = chosen;
  if (first && systems.size === 1) return first;
  throw new Ending(
    EXIT.badInput,
    `the stack files have ${systems.size} systems; choose one: --system ${[...systems].join(" | ")}`,
  );
}

/** A topology together with the project's file of durations. */
export function settingOf(topology: Topology): Setting {
  const file = path.join(__dirname, "../recovery/durations.tsv");
  return { topology, durations: parseDurations(readFileSync(file, "utf8")) };
}
