import { Command } from "commander";
import { version } from "../package.json";
import { EngineError } from "../engine/deployer";
import { ProjectError } from "../engine/project";
import { Refused } from "../recovery/execute/rest";
import { Ending, EXIT } from "./outcome";
import { assessCommand } from "./assess";
import { costCommand } from "./cost";
import { bootstrapCommand } from "./bootstrap";
import { bundleCommand } from "./bundle";
import { commentCommand } from "./comment";
import { compareCommand } from "./compare";
import { driftCommand } from "./drift";
import { drillCommand } from "./drill";
import { migrationsCommand } from "./migrations";
import { modeCommand } from "./mode";
import { gateCommand } from "./gate";
import { initCommand } from "./init";
import { planCommand, runbookCommand } from "./plan";
import { previewCommand } from "./preview";
import { retireCommand } from "./retire";
import { sandboxCommand } from "./sandbox";
import { recoverCommand } from "./recover";
import { COMMANDS } from "../recovery/plan/verb-plan";
import { releaseCommand } from "./release";
import { reportCommand } from "./report";
import { stateCommand } from "./state";
import { statusCommand } from "./status";
import { surviveCommand } from "./survive";
import { upCommand } from "./up";

/** Runs the command that the arguments name, and says how it ended by the exit code. */
async function main(): Promise<void> {
  const program = new Command("standby")
    .description("Survive the loss of a zone and of a region on Google Cloud.")
    .version(version)
    .showHelpAfterError("(add --help to see what there is)")
    .exitOverride();
  program.addCommand(previewCommand());
  program.addCommand(compareCommand());
  program.addCommand(surviveCommand());
  program.addCommand(upCommand());
  program.addCommand(statusCommand());
  program.addCommand(modeCommand());
  program.addCommand(retireCommand());
  program.addCommand(sandboxCommand());
  program.addCommand(planCommand());
  program.addCommand(runbookCommand());
  program.addCommand(bundleCommand());
  program.addCommand(drillCommand());
  for (const verb of COMMANDS) program.addCommand(recoverCommand(verb));
  program.addCommand(reportCommand());
  program.addCommand(assessCommand());
  program.addCommand(costCommand());
  program.addCommand(releaseCommand());
  program.addCommand(migrationsCommand());
  program.addCommand(gateCommand());
  program.addCommand(driftCommand());
  program.addCommand(commentCommand());
  program.addCommand(bootstrapCommand());
  program.addCommand(stateCommand());
  program.addCommand(initCommand());
  program.commands.forEach((command) => command.exitOverride());
  await program.parseAsync();
}

main().catch((error: unknown) => {
  const { code, message } = ending(error);
  if (message) process.stderr.write(`${message}\n`);
  process.exitCode = code;
});

function ending(error: unknown): { code: number; message: string } {
  if (error instanceof Ending) return error;
  if (error instanceof ProjectError) return { code: EXIT.badInput, message: error.message };
  // What the engine or an API refused is for the person to mend, not a flaw of ours.
  if (error instanceof EngineError || error instanceof Refused) {
    return { code: EXIT.refused, message: error.message };
  }
  // Commander has printed already; it knows only 0 (help) and 1 (bad arguments).
  if (isCommanderError(error))
    return { code: error.exitCode === 0 ? EXIT.ok : EXIT.badInput, message: "" };
  throw error;
}

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && "exitCode" in error && typeof error.exitCode === "number";
}
