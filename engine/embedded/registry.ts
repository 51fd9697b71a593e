import type { Inventory, Resource } from "../../inventory/model";
import { inStableOrder } from "../../inventory/order";
import type { Timeouts } from "../../inventory/timeouts";
import type { DeployOptions } from "./options";
import { shown, type Properties } from "./wire";

const STACK = "pulumi:pulumi:Stack";

/** What a program asks for when it registers a resource, after transforms. */
export interface Goal extends DeployOptions {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** Whether a component package is to construct it. */
  readonly remote: boolean;
  readonly parent: string | undefined;
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Not said means: as the parent. */
  readonly protect: boolean | undefined;
  /** Not said means: as the parent. */
  readonly retainOnDelete: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** Not said means: as the provider has them. */
  readonly timeouts: Timeouts | undefined;
}

/** Everything that one program has registered so far. */
export class Registry {
  readonly #goals = new Map<string, Goal>();
  #outputs: Properties = {};
  readonly project: string;
  readonly stack: string;

  constructor(project: string, stack: string) {
    this.project = project;
    this.stack = stack;
  }

  /** The name that Pulumi's engine gives: types of all parents but the stack itself lead the own one. */
  urn(type: string, name: string, parent: string | undefined): string {
    const parentType = parent?.split("::")[2] ?? STACK;
    const chain = parentType === STACK ? type : `${parentType}$${type}`;
    return `urn:pulumi:${this.stack}::${this.project}::${chain}::${name}`;
  }

  has(urn: string): boolean {
    return this.#goals.has(urn);
  }

  get(urn: string): Goal | undefined {
    return this.#goals.get(urn);
  }

  /** Adds a resource; what it leaves open about its protection it takes over from its parent. */
  add(urn: string, goal: Goal): void {
    const parent = goal.parent === undefined ? undefined : this.#goals.get(goal.parent);
    this.#goals.set(urn, {
      ...goal,
      protect: goal.protect ?? parent?.protect,
      retainOnDelete: goal.retainOnDelete ?? parent?.retainOnDelete,
    });
  }

  /** Takes what a component or the stack shows; only the stack's outputs are kept. */
  setOutputs(urn: string, outputs: Properties): void {
    if (this.#goals.get(urn)?.type === STACK) this.#outputs = outputs;
  }

  /** Providers are left out: they are how resources are made, not part of what exists. */
  inventory(): Inventory {
    const kept = [...this.#goals].filter(([, goal]) => !goal.type.startsWith("pulumi:providers:"));
    const urns = new Set(kept.map(([urn]) => urn));
    return {
      project: this.project,
      stack: this.stack,
      resources: inStableOrder(kept.map(([urn, goal]) => asResource(urn, goal, urns))),
      outputs: shown(this.#outputs),
    };
  }
}

function asResource(urn: string, goal: Goal, kept: ReadonlySet<string>): Resource {
  const needed = (urns: readonly string[]) =>
    [...new Set(urns)].filter((other) => kept.has(other)).sort();
  const byProperty = Object.entries(goal.propertyDependencies)
    .map(([key, urns]): [string, string[]] => [key, needed(urns)])
    .filter(([, urns]) => urns.length > 0);
  return {
    urn,
    type: goal.type,
    name: goal.name,
    custom: goal.custom,
    ...(goal.parent === undefined ? {} : { parent: goal.parent }),
    inputs: shown(goal.inputs),
    dependencies: needed(goal.dependencies),
    propertyDependencies: Object.fromEntries(byProperty),
    protect: goal.protect ?? false,
    retainOnDelete: goal.retainOnDelete ?? false,
    ignoreChanges: goal.ignoreChanges,
    ...(goal.timeouts ? { timeouts: goal.timeouts } : {}),
  };
}
