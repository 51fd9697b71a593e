import type { Inventory } from "../../../inventory/model";
import { hasFailed, type Diagnostic } from "../diagnostics";
import type { Registrar } from "../registrar";
import type { Served, Session } from "../serve";
import { Deployment } from "./deployment";
import { settlePending } from "./pending";
import { ProviderHost, type Providers } from "./provider-host";
import { Snapshot, type Change } from "./snapshot";
import type { StateKeeper } from "./state-file";
import type { StackState } from "./state";
import type { Step } from "./step";
import { inOrder } from "./step-order";

/** How long calls that are under way get to end after a deployment was given up, in milliseconds. */
const GRACE = 10_000;

/** Lets a program register its resources with a registrar, until it ends. */
export type Runner = (
  dryRun: boolean,
  registrarOf: (session: Session) => Registrar,
) => Promise<Served>;

export interface DeployRun {
  readonly providers: Providers;
  /** Which resources are to be changed; providers and the stack itself always are. All, if left out. */
  readonly target?: (urn: string) => boolean;
  /** Gives up: nothing more is begun, and the state says what was. */
  readonly signal?: AbortSignal;
  /** The time; it only shows in the state. */
  readonly now?: () => Date;
}

/** What a deployment did, or would do. */
export interface Outcome {
  /** In an order that does not depend on timing: first what is registered, then what goes. */
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
  /** What is known of the stack afterwards; of a plan, what would be. */
  readonly state: StackState;
  /** All that was registered. */
  readonly inventory: Inventory;
}

/** What a deployment would do. Reads, and changes nothing. */
export async function plan(runner: Runner, state: StackState, run: DeployRun): Promise<Outcome> {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void found.push(diagnostic);
  const settled = await settlePending(state, run.providers, run.target, report);
  return carriedOut(runner, settled, run, { preview: true, found, record: () => undefined });
}

/**
 * Deploys. What is protected refuses first: if the state holds anything protected, the whole
 * deployment is planned before anything is done. A caller that has just planned says so by `planned`.
 */
export async function deploy(
  runner: Runner,
  keeper: StateKeeper,
  run: DeployRun & { readonly planned?: boolean },
): Promise<Outcome> {
  const hasProtected = keeper.state.resources.some(({ protect }) => protect);
  if (hasProtected && run.planned !== true) {
    const planned = await plan(runner, keeper.state, run);
    if (planned.failed) return { ...planned, steps: [], state: keeper.state };
  }
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void found.push(diagnostic);
  const settled = await settlePending(keeper.state, run.providers, run.target, report);
  keeper.finish(settled);
  let open = true;
  const record = (change: Change) => {
    if (open) keeper.record(change);
  };
  let last: StackState = settled;
  const note = (state: StackState) => {
    last = state;
  };
  try {
    return await carriedOut(runner, settled, run, { preview: false, found, record, note });
  } finally {
    open = false;
    keeper.finish(last);
  }
}

interface How {
  readonly preview: boolean;
  readonly found: readonly Diagnostic[];
  readonly record: (change: Change) => void;
  /** Is told of the state at the end, however that comes. */
  readonly note?: (state: StackState) => void;
}

async function carriedOut(
  runner: Runner,
  state: StackState,
  run: DeployRun,
  { preview, found, record, note }: How,
): Promise<Outcome> {
  const snapshot = new Snapshot(state, record);
  const now = run.now ?? (() => new Date());
  let deployment: Deployment | undefined;
  const registrarOf = ({ registry, config, runHooks, report, cutOff }: Session) => {
    const context = {
      stack: registry.stack,
      project: registry.project,
      preview,
      config,
      target: run.target,
      snapshot,
      host: new ProviderHost(run.providers),
      runHooks,
      report,
      now: () => now().toISOString(),
    };
    deployment = new Deployment(context, registry, cutOff);
    return deployment;
  };
  const giveUp = () => deployment?.stop();
  run.signal?.throwIfAborted();
  run.signal?.addEventListener("abort", giveUp);
  try {
    const { registry, diagnostics } = await runner(preview, registrarOf);
    await deployment?.settled();
    const all = [...found, ...diagnostics, ...(deployment?.unfinished(diagnostics) ?? [])];
    const steps = inOrder(deployment?.steps ?? []);
    const inventory = registry.inventory();
    return { steps, diagnostics: all, failed: hasFailed(all), state: snapshot.state(), inventory };
  } finally {
    run.signal?.removeEventListener("abort", giveUp);
    deployment?.stop();
    await within(GRACE, deployment?.settled());
    note?.(snapshot.state());
  }
}

async function within(milliseconds: number, work: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
