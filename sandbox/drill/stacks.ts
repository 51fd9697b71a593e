import { googleAutoNames } from "../../engine/embedded/auto-name";
import type { RunProcess } from "../../engine/embedded/child";
import {
  deployProgram,
  planProgram,
  type ProgramDeployment,
} from "../../engine/embedded/deploy/program";
import type { Providers } from "../../engine/embedded/deploy/provider-host";
import { refresh } from "../../engine/embedded/deploy/refresh";
import type { Outcome } from "../../engine/embedded/deploy/run";
import { forgotten, nameOf, NOTHING, type StackState } from "../../engine/embedded/deploy/state";
import { under } from "../../engine/embedded/deploy/targets";
import { named } from "../../engine/state-names";
import type { Stacks } from "../../recovery/execute/context";
import { type Part, PARTS } from "../../recovery/parts";
import { isOfInstance } from "../../topology/naming";
import type { Instant } from "../model";
import { GoogleProvider } from "../provider/google";
import { KubernetesProvider } from "../provider/kubernetes";
import { RandomProvider } from "../provider/random";
import { projectRules, type Sandbox } from "../sandbox";

export interface DrillStacksOptions {
  /** The project's folder. */
  readonly dir: string;
  readonly project: string;
  /** The description's path from the project's folder. */
  readonly system: string;
  readonly home: string;
  readonly sandbox: Sandbox;
  /** Runs the program. */
  readonly runProcess: RunProcess;
  /** Lets as much virtual time pass as one run takes. */
  readonly passes: (what: string) => Promise<void>;
  /** Waits for an instant. */
  readonly until: (instant: Instant) => Promise<void>;
}

const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const UNCHANGED = new Set(["same", "read", "refresh"]);

/** A system's stacks, deployed into the sandbox by the embedded engine, their states in memory. */
export class DrillStacks implements Stacks {
  readonly #options: DrillStacksOptions;
  readonly #states: Map<string, StackState>;

  constructor(options: DrillStacksOptions, states: Iterable<readonly [string, StackState]> = []) {
    this.#options = options;
    this.#states = new Map(states);
  }

  /** What each stack has registered and made, by region. */
  get states(): ReadonlyMap<string, StackState> {
    return this.#states;
  }

  up(region: string, only?: Part): Promise<readonly string[]> {
    return this.#up(region, only, false);
  }

  /** Deploys what is new and holds nothing yet: nothing has to be asked before. */
  make(region: string): Promise<readonly string[]> {
    return this.#up(region, undefined, true);
  }

  async #up(region: string, only: Part | undefined, planned: boolean): Promise<readonly string[]> {
    const keeper = {
      state: this.#state(region),
      record: () => undefined,
      finish: (state: StackState) => void this.#states.set(region, state),
    };
    const before = this.#lastOperation();
    const outcome = await deployProgram({ ...this.#run(region, only), planned }, keeper);
    refuse(region, outcome);
    await this.#options.until(this.#overAt(before));
    await this.#options.passes(`up ${region}`);
    return changesIn(outcome);
  }

  async refresh(region: string, only?: Part): Promise<void> {
    const found = await refresh(this.#state(region), this.#providers(), part(only));
    refuse(region, found);
    this.#states.set(region, found.state);
    await this.#options.passes(`refresh ${region}`);
  }

  async preview(region: string, only?: Part): Promise<readonly string[]> {
    const outcome = await planProgram(this.#run(region, only), this.#state(region));
    refuse(region, outcome);
    await this.#options.passes(`preview ${region}`);
    return changesIn(outcome);
  }

  forget(region: string, instance: string): Promise<void> {
    const state = this.#state(region);
    const gone = state.resources.flatMap(({ urn, type }) =>
      type === INSTANCE && isOfInstance(nameOf(urn), instance) ? [urn] : [],
    );
    this.#states.set(region, forgotten(state, gone));
    return Promise.resolve();
  }

  takeIn(region: string, instance: string, insteadOf: string): Promise<void> {
    this.#states.set(region, named(this.#state(region), insteadOf, instance));
    return Promise.resolve();
  }

  #lastOperation(): string {
    const { transact } = this.#options.sandbox;
    return transact((cloud) => [...cloud.operations()].at(-1)?.id ?? "");
  }

  /** A provider waits until what it has begun is over; only certificates are ready when they are. */
  #overAt(before: string): Instant {
    return this.#options.sandbox.transact((cloud) => {
      const begun = [...cloud.operations()].filter(
        ({ id, target }) => id > before && !target.startsWith("certificatemanager.Certificate:"),
      );
      return Math.max(cloud.now, ...begun.map(({ end }) => end));
    });
  }

  #state(region: string): StackState {
    return this.#states.get(region) ?? NOTHING;
  }

  #run(region: string, only: Part | undefined): ProgramDeployment {
    const { dir, project, system, home, runProcess } = this.#options;
    return {
      dir,
      runProcess,
      stack: region === home ? "prod" : `dr-${region}`,
      config: { "gcp:project": project, "gcp:region": region, "standby:system": system },
      providers: this.#providers(),
      ...part(only),
    };
  }

  #providers(): Providers {
    const { transact } = this.#options.sandbox;
    return (name) => {
      if (name === "random") return new RandomProvider(transact);
      if (name === "kubernetes") return new KubernetesProvider(transact);
      if (name !== "gcp") return undefined;
      return new GoogleProvider(transact, { rules: projectRules(), autoNames: googleAutoNames() });
    };
  }
}

function part(only: Part | undefined) {
  if (only === undefined) return {};
  return { target: under(PARTS[only].under, PARTS[only].except) };
}

function refuse(region: string, { failed, diagnostics }: Pick<Outcome, "failed" | "diagnostics">) {
  if (!failed) return;
  const said = diagnostics.filter(({ severity }) => severity === "error");
  throw new Error(
    `${region}'s stack: ${said.map(({ urn, message }) => `${urn ?? ""} ${message}`).join("; ")}`,
  );
}

function changesIn({ steps }: Pick<Outcome, "steps">): readonly string[] {
  return steps.flatMap(({ op, urn, changes }) => {
    const name = urn.split("::").slice(2).join("::");
    return UNCHANGED.has(op) ? [] : [`${op} ${name} (${Object.keys(changes).join(", ")})`];
  });
}
