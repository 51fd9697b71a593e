import { Registry } from "../registry";
import { serve, type Served, type StackProgram } from "../serve";
import { deploy, plan, type DeployRun, type Outcome, type Runner } from "./run";
import type { StateKeeper } from "./state-file";
import type { StackState } from "./state";

/** A stack's program, and what it is deployed with. */
export type ProgramDeployment = StackProgram & DeployRun;

/** What `deployProgram` would do, given a state. Runs the program; makes nothing. */
export function planProgram(run: ProgramDeployment, state: StackState): Promise<Outcome> {
  return plan(programOf(run), state, run);
}

/**
 * Deploys a stack: runs the unmodified program, makes what it registers, and deletes what it no
 * longer does. The state is kept step by step, so that a deployment that was cut off can go on.
 */
export function deployProgram(
  run: ProgramDeployment & { readonly planned?: boolean },
  keeper: StateKeeper,
): Promise<Outcome> {
  return deploy(programOf(run), keeper, run);
}

/** What is to be deleted, and of which stack. */
export interface Destruction extends DeployRun {
  readonly stack: string;
  /** Name of the project. */
  readonly project: string;
}

/** What `destroy` would delete. Refusals of what is protected are errors in it. */
export function planDestroy(run: Destruction, state: StackState): Promise<Outcome> {
  return plan(nothingOf(run), state, run);
}

/** Deletes all that the state holds, each resource before what it needs. Refused while any is protected. */
export function destroy(run: Destruction, keeper: StateKeeper): Promise<Outcome> {
  return deploy(nothingOf(run), keeper, run);
}

function programOf(run: ProgramDeployment): Runner {
  return (dryRun, registrarOf) => serve(run, dryRun, registrarOf);
}

/** A program that registers nothing, and has no hooks. */
function nothingOf({ stack, project }: Destruction): Runner {
  return async (_, registrarOf): Promise<Served> => {
    const registry = new Registry(project, stack);
    const diagnostics: Served["diagnostics"] = [];
    const registrar = registrarOf({
      registry,
      config: {},
      runHooks: async ([name]) => {
        throw new Error(`hook "${name}" was not registered`);
      },
      report: (diagnostic) => void diagnostics.push(diagnostic),
      cutOff: () => undefined,
    });
    await registrar.programEnds();
    return { registry, diagnostics };
  };
}
