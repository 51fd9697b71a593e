import { Command } from "commander";
import { version } from "../package.json";
import { EngineError } from "../engine/deployer";
import { ProjectError } from "../engine/project";
import { Refused } from "../recovery/execute/rest";
import { commandsFor } from "./commands";
import { diskProblem } from "./disk";
import { Ending, EXIT } from "./outcome";

/** Runs the command that the arguments name, and says how it ended by the exit code. */
async function main(): Promise<void> {
  const program = new Command("standby")
    .description("Survive the loss of a zone and of a region on Google Cloud.")
    .version(version)
    .showHelpAfterError("(add --help to see what there is)")
    .exitOverride();
  for (const command of commandsFor(process.argv.slice(2))) program.addCommand(command);
  program.commands.forEach(overrideExits);
  await program.parseAsync();
}

/** Bad arguments are thrown, of commands in commands too: one place decides about exit codes. */
function overrideExits(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExits);
}

// Who reads on, as "| head" does, may stop: what was begun goes on all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
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
  const disk = diskProblem(error);
  if (disk) return { code: EXIT.refused, message: disk };
  // Commander has printed already; it knows only 0 (help) and 1 (bad arguments).
  if (isCommanderError(error))
    return { code: error.exitCode === 0 ? EXIT.ok : EXIT.badInput, message: "" };
  throw error;
}

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && "exitCode" in error && typeof error.exitCode === "number";
}
