import { mkdirSync } from "node:fs";
import path from "node:path";
import { EngineError, type Deployed, type Deployer, type DeployOptions } from "../engine/deployer";
import { CheckpointError } from "../engine/embedded/deploy/checkpoint";
import { toDigest, toState } from "../engine/embedded/deploy/digest";
import {
  deployProgram,
  destroy,
  planDestroy,
  planProgram,
  type ProgramDeployment,
} from "../engine/embedded/deploy/program";
import { refresh } from "../engine/embedded/deploy/refresh";
import type { DeployRun, Outcome } from "../engine/embedded/deploy/run";
import { StateFile, StateLocked } from "../engine/embedded/deploy/state-file";
import { forgotten, type StackState } from "../engine/embedded/deploy/state";
import { named } from "../engine/state-names";
import { under } from "../engine/embedded/deploy/targets";
import { readProject } from "../engine/project";
import type { StackRun } from "../engine/stacks";
import type { PreviewState } from "../inventory/preview-json";
import { PROVIDERS } from "./provider/all";
import type { Served } from "./provider/rpc";
import type { Sandbox } from "./sandbox";

/** Where the embedded engine deploys from, and into. */
export interface SandboxDeployment {
  /** The project's folder. */
  readonly dir: string;
  /** The folder of the stacks' states, one file for each. */
  readonly states: string;
  readonly sandbox: Sandbox;
}

/** What secrets in a state are encrypted with. They are the sandbox's own, and open nothing. */
export const PASSPHRASE = "sandbox";

/** Deploys into the sandbox with the embedded engine. No other process is involved but the program's own. */
export class SandboxDeployer implements Deployer {
  readonly engine = "embedded";
  readonly #dir: string;
  readonly #states: string;
  readonly #sandbox: Sandbox;

  constructor({ dir, states, sandbox }: SandboxDeployment) {
    this.#dir = dir;
    this.#states = states;
    this.#sandbox = sandbox;
  }

  preview(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return this.#with(options, async (how) =>
      deployed(await planProgram(this.#program(run, how), await this.#read(run))),
    );
  }

  up(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return this.#changing(run, options, (keeper, how) => {
      const { planned = false } = options;
      return deployProgram({ ...this.#program(run, how), planned }, keeper);
    });
  }

  refresh(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return this.#changing(run, options, async (keeper, { providers, target }) => {
      const refreshed = await refresh(keeper.state, providers, target ? { target } : {});
      keeper.finish(refreshed.state);
      return refreshed;
    });
  }

  previewDestroy(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return this.#with(options, async (how) =>
      deployed(await planDestroy(this.#whole(run, how), await this.#read(run))),
    );
  }

  destroy(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return this.#changing(run, options, (keeper, how) => destroy(this.#whole(run, how), keeper));
  }

  async state(run: StackRun): Promise<readonly PreviewState[]> {
    return (await this.#read(run)).resources.map(toState);
  }

  async unprotect(run: StackRun, urns: readonly string[]): Promise<void> {
    await this.#keeping(run, async (keeper) => {
      const { resources, ...rest } = keeper.state;
      const open = resources.map((resource) =>
        urns.includes(resource.urn) ? { ...resource, protect: false } : resource,
      );
      keeper.finish({ ...rest, resources: open });
    });
  }

  async forget(run: StackRun, urns: readonly string[]): Promise<void> {
    await this.#keeping(run, (keeper) => {
      keeper.finish(forgotten(keeper.state, urns));
      return Promise.resolve();
    });
  }

  async rename(run: StackRun, from: string, to: string): Promise<void> {
    await this.#keeping(run, (keeper) => {
      keeper.finish(named(keeper.state, from, to));
      return Promise.resolve();
    });
  }

  /** Changes the cloud and the state; afterwards all operations that were begun are over. */
  #changing(
    run: StackRun,
    options: DeployOptions,
    work: (keeper: StateFile, how: DeployRun) => Promise<Pick<Outcome, Shown>>,
  ): Promise<Deployed> {
    return this.#keeping(run, (keeper) =>
      this.#with(options, async (how) => {
        const done = await work(keeper, how);
        this.#sandbox.transact((cloud) => cloud.settle());
        return deployed(done);
      }),
    );
  }

  async #keeping<Result>(
    run: StackRun,
    work: (keeper: StateFile) => Promise<Result>,
  ): Promise<Result> {
    mkdirSync(this.#states, { recursive: true });
    const keeper = await StateFile.open(this.#file(run), PASSPHRASE).catch(
      unusable(this.#file(run)),
    );
    try {
      return await work(keeper);
    } finally {
      keeper.close();
    }
  }

  #read(run: StackRun): Promise<StackState> {
    return StateFile.read(this.#file(run), PASSPHRASE).catch(unusable(this.#file(run)));
  }

  #file({ stack }: StackRun): string {
    return path.join(this.#states, `${stack}.json`);
  }

  /** A call that is never answered waits until somebody gives up. */
  async #with<Result>(
    { under: type, except, signal }: DeployOptions,
    work: (how: DeployRun) => Promise<Result>,
  ): Promise<Result> {
    const made: Served[] = [];
    const providers = (name: string) => {
      const provider = PROVIDERS[name]?.(this.#sandbox.transact);
      if (provider) made.push(provider);
      return provider;
    };
    const giveUp = () => made.forEach((provider) => provider.cancel());
    signal?.addEventListener("abort", giveUp);
    try {
      const isPart = type !== undefined || except !== undefined;
      const target = isPart ? { target: under(type, except) } : {};
      return await work({ providers, ...target, ...(signal ? { signal } : {}) });
    } finally {
      signal?.removeEventListener("abort", giveUp);
    }
  }

  #program({ stack, config, secretKeys }: StackRun, how: DeployRun): ProgramDeployment {
    return { dir: this.#dir, stack, config, secretKeys, ...how };
  }

  #whole({ stack }: StackRun, how: DeployRun) {
    return { stack, project: readProject(this.#dir).name, ...how };
  }
}

type Shown = "steps" | "diagnostics" | "failed";

function deployed(outcome: Pick<Outcome, Shown>): Deployed {
  return { digest: toDigest(outcome), failed: outcome.failed };
}

/** @throws EngineError if it is another's at the moment, or is damaged */
function unusable(file: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof StateLocked) throw new EngineError(error.message);
    if (!(error instanceof CheckpointError)) throw error;
    throw new EngineError(
      `${file}  ${error.message}; put a copy back, or begin anew with "standby sandbox reset"`,
    );
  };
}
