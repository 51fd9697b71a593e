import type { Inventory } from "../../inventory/model";
import { googleAutoNames, type AutoNames } from "./auto-name";
import { hasFailed, type Diagnostic } from "./diagnostics";
import { Preview } from "./preview";
import { serve, type StackProgram } from "./serve";

/** One run of a stack's program, as if the stack didn't exist yet. */
export interface ProgramRun extends StackProgram {
  /** Nothing is ever made. */
  readonly dryRun?: true;
  /**
   * Which kinds of resources get a made-up name.
   * @default googleAutoNames()
   */
  readonly autoNames?: AutoNames;
}

/** What came of a run. */
export interface ProgramResult {
  /** All that was registered, as far as the program came. */
  readonly inventory: Inventory;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the program or the engine reported an error: the inventory is incomplete then. */
  readonly failed: boolean;
}

/**
 * Previews a stack without the Pulumi CLI, credentials, state or network: the unmodified program
 * runs in a process of its own and registers its resources with this one.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const autoNames = run.autoNames ?? googleAutoNames();
  const { registry, diagnostics } = await serve(run, true, ({ registry, report, cutOff }) => {
    const fail = (diagnostic: Diagnostic) => {
      report(diagnostic);
      cutOff();
    };
    return new Preview(registry, autoNames, fail);
  });
  return { inventory: registry.inventory(), diagnostics, failed: hasFailed(diagnostics) };
}
