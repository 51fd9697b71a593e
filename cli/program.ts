import { Command, type Option } from "commander";
import { version } from "../package.json";
import { EngineError } from "../engine/deployer";
import { ProjectError } from "../engine/project";
import { Refused } from "../recovery/execute/rest";
import { commandsFor } from "./commands";
import { diskProblem } from "./disk";
import { shown } from "./known";
import { Ending, EXIT, type ExitCode } from "./outcome";

/** How a command ended, and what is left to be said of it. */
export interface Ended {
  readonly code: ExitCode;
  /** Empty where everything has been printed. */
  readonly message: string;
}

/**
 * Runs the command that the arguments name; nothing if it came to its end, which may have set the
 * process's exit code. @throws what is a flaw of ours, and nothing that a person can mend
 */
export async function run(args: readonly string[]): Promise<Ended | undefined> {
  const program = new Command("standby")
    .description("Survive the loss of a zone and of a region on Google Cloud.")
    .version(version)
    .showHelpAfterError("(add --help to see what there is)")
    .exitOverride();
  for (const command of commandsFor(args)) program.addCommand(command);
  program.commands.forEach(overrideExits);
  program.commands.forEach(refuseRepeated);
  try {
    await program.parseAsync(args, { from: "user" });
    return undefined;
  } catch (error) {
    return ending(error);
  }
}

/** Bad arguments are thrown, of commands in commands too: one place decides about exit codes. */
function overrideExits(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExits);
}

/**
 * A flag that takes one value takes it once: of two, the last would count, and the first would seem to
 * have been heard. Who takes the earlier value as well (`--state`) may be given several times.
 */
function refuseRepeated(command: Command): void {
  command.commands.forEach(refuseRepeated);
  for (const option of command.options.filter(takesOne)) {
    let first: string | undefined;
    command.on(`option:${option.name()}`, (value: string) => {
      if (first !== undefined && first !== value) {
        const both = `${shown(first)} and ${shown(value)}`;
        throw new Ending(
          EXIT.badInput,
          `--${option.name()}  is given twice, as ${both}; leave one out`,
        );
      }
      first = value;
    });
  }
}

function takesOne({ required, variadic, parseArg, argChoices }: Option): boolean {
  const collects = argChoices === undefined && (parseArg?.length ?? 0) > 1;
  return required && !variadic && !collects;
}

function ending(error: unknown): Ended {
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
