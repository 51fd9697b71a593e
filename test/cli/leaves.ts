import type { Command } from "commander";
import { commandsFor } from "../../cli/commands";

/** Commands that do something, by all of their words: `state verify`. */
export function leaves(
  commands: readonly Command[] = commandsFor([]),
  before: readonly string[] = [],
): readonly (readonly [words: string, command: Command])[] {
  return commands.flatMap((command) => {
    const words = [...before, command.name()];
    if (command.commands.length > 0) return leaves(command.commands, words);
    return [[words.join(" "), command] as const];
  });
}
