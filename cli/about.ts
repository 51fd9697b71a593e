import type { Command } from "commander";
import { Ending, EXIT } from "./outcome";

/** What an event happens to: a region has two names for that. */
export interface AboutFlags {
  readonly of?: string;
  readonly region?: string;
}

/** Adds `--of` and `--region`, of which a lost region may take either. */
export function withAboutFlags(command: Command, what: string): Command {
  return command
    .option("--of <name>", what)
    .option("--region <region>", "region that is lost; the same as --of");
}

/** What an event happens to, by either of its names. */
export function aboutOf({ of, region }: AboutFlags): string | undefined {
  if (of === undefined || region === undefined || of === region) return of ?? region;
  throw new Ending(
    EXIT.badInput,
    `--region  "${region}" is the same flag as --of, which says "${of}"; leave one out`,
  );
}
