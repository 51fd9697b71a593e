import type { Difference, Provider } from "../provider";
import type { Goal } from "../registry";
import { aliasesOf } from "./aliases";
import { DeployError, type Context } from "./context";
import { asState, problem, seedOf } from "./desired";
import { providerReplaced, topLevel, withReplaceOnChanges } from "./difference";
import { withIgnored } from "./property-path";
import { dependentsToReplace } from "./replacements";
import { forProvider, marked, sameProperties } from "./secrets";
import { isProvider, needsOf, renamed, type ResourceState } from "./state";
import { step, type Decided } from "./step";

const STACK = "pulumi:pulumi:Stack";
const NO_CHANGE: Difference = { changes: {}, replaces: [], deleteBeforeReplace: false };

interface Old {
  readonly key: number;
  readonly state: ResourceState;
}

/** Decides what is done about each resource that a program registers, as Pulumi's engine decides it. */
export class Decider {
  readonly #context: Context;
  /** By URN, what was there before; not what only waits to be deleted. */
  readonly #olds = new Map<string, number>();
  readonly #followed = new Map<string, string>();
  /** Numbers of all that the program still wants, by whatever name. */
  readonly #matched = new Set<number>();
  /** URNs that have been dealt with, and so can't be replaced for another's sake any more. */
  readonly #settled = new Set<string>();
  /** URNs that were deleted because something they need is being replaced. */
  readonly #deleted = new Map<string, readonly string[]>();

  constructor(context: Context) {
    this.#context = context;
    for (const [key, state] of context.snapshot.olds()) {
      if (!state.delete) this.#olds.set(state.urn, key);
    }
  }

  isWanted(key: number): boolean {
    return this.#matched.has(key);
  }

  /** The old resource that a registration is about, by its URN or one of its aliases. */
  oldOf(urn: string, goal?: Goal): Old | undefined {
    const { stack, project, snapshot } = this.#context;
    const place = { stack, project, followed: this.#followed };
    const names = [urn, ...(goal ? aliasesOf(goal, place) : [])];
    const found = names.find((name) => this.#olds.has(name));
    const key = found === undefined ? undefined : this.#olds.get(found);
    const state = key === undefined ? undefined : snapshot.get(key);
    if (found === undefined || key === undefined || state === undefined) return undefined;
    this.#matched.add(key);
    if (found === urn) return { key, state };
    this.#followed.set(urn, found);
    const changed = snapshot.olds().flatMap(([number, other]) => {
      const fresh = renamed(other, found, urn);
      return fresh === other ? [] : [[number, fresh] as const];
    });
    if (changed.length > 0) snapshot.change({ put: changed });
    return { key, state: snapshot.get(key) ?? state };
  }

  isTarget(urn: string, type: string): boolean {
    return isProvider(type) || type === STACK || (this.#context.target?.(urn) ?? true);
  }

  /** What is done about a registration: one step, or the steps of a replacement in their order. */
  async decide(urn: string, goal: Goal, provider: string | undefined): Promise<readonly Decided[]> {
    const old = this.oldOf(urn, goal);
    if (!this.isTarget(urn, goal.type)) return this.#untouched(urn, goal, provider, old);
    this.#refuseUnknown(urn);
    const recreating = this.#deleted.get(urn);
    const again = recreating !== undefined || old?.state.external === true;
    const known = again ? undefined : old?.state;
    const server = provider === undefined ? undefined : await this.#context.host.get(provider);
    const desired = await this.#checked(urn, goal, provider, server, known, old?.state);
    this.#settled.add(urn);
    if (old === undefined) return [step("create", urn, { new: desired })];
    const both = { old: old.state, new: desired, key: old.key };
    if (recreating !== undefined) {
      const made = step("create-replacement", urn, { ...both, replaces: recreating });
      return [step("replace", urn, both), made];
    }
    if (old.state.external) return replacement(urn, { ...both, deletesLater: true });
    return this.#compared(urn, goal, both, server);
  }

  async #compared(
    urn: string,
    goal: Goal,
    both: { old: ResourceState; new: ResourceState; key: number },
    server: Provider | undefined,
  ): Promise<readonly Decided[]> {
    const { old } = both;
    const plain = await this.#difference(urn, both.old, both.new, server);
    const found = withReplaceOnChanges(plain, goal.replaceOnChanges);
    const { changes, replaces } = found;
    if (replaces.length > 0 || old.pendingReplacement) {
      this.#refuseProtected(urn, old, both.new);
      // The old inputs don't hold for a new resource: its name, for one, may have to be another.
      const fresh = await this.#checked(urn, goal, both.new.provider, server, undefined, old);
      const first = goal.deleteBeforeReplace ?? found.deleteBeforeReplace;
      const steps = { ...both, new: fresh, changes, replaces };
      if (!first && !old.pendingReplacement)
        return replacement(urn, { ...steps, deletesLater: true });
      return [...(await this.#deletedFirst(both)), ...replacement(urn, steps)];
    }
    const changed = Object.keys(changes).length > 0 || old.initErrors.length > 0;
    return [step(changed ? "update" : "same", urn, { ...both, changes })];
  }

  /** The deletions that come before a resource is made again: of what needs it, then of itself. */
  async #deletedFirst({ old, key }: { old: ResourceState; key: number }): Promise<Decided[]> {
    if (old.pendingReplacement) return [];
    const { snapshot, host } = this.#context;
    const olds = snapshot
      .olds()
      .filter(([, state]) => !state.delete && !this.#settled.has(state.urn));
    const dependents = await dependentsToReplace(old, olds, host);
    for (const { state } of dependents) {
      if (!state.protect) continue;
      throw new DeployError(
        old.urn,
        `unable to replace resource "${state.urn}" as part of replacing "${old.urn}" as it is ` +
          `currently marked for protection. To unprotect the resource, remove the \`protect\` flag ` +
          `from the resource in your Pulumi program and run \`pulumi up\`, or use the command:\n` +
          `\`pulumi state unprotect '${state.urn}'\``,
      );
    }
    for (const { state, replaces } of dependents) this.#deleted.set(state.urn, replaces);
    return [...dependents.toReversed(), { key, state: old }].map(({ key, state }) =>
      step("delete-replaced", state.urn, { old: state, key }),
    );
  }

  #refuseUnknown(urn: string): void {
    const pending = this.#context.snapshot.pending().map(([, operation]) => operation);
    if (!pending.some(({ type, resource }) => type === "creating" && resource.urn === urn)) return;
    throw new DeployError(urn, "whether it was made by the last deployment could not be found out");
  }

  /** Previews go on, so that all that is protected shows at once. */
  #refuseProtected(urn: string, old: ResourceState, desired: ResourceState): void {
    if (!old.protect || !desired.protect) return;
    const message =
      `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect ` +
      `the resource, remove the \`protect\` flag from the resource in your Pulumi program and run ` +
      `\`pulumi up\``;
    if (!this.#context.preview) throw new DeployError(urn, message);
    this.#context.report({ severity: "error", message, urn });
  }

  async #difference(
    urn: string,
    old: ResourceState,
    desired: ResourceState,
    server: Provider | undefined,
  ): Promise<Difference> {
    if (server === undefined) {
      if (sameProperties(old.inputs, desired.inputs)) return NO_CHANGE;
      return { ...NO_CHANGE, changes: topLevel(old.inputs, desired.inputs) };
    }
    if (providerReplaced(old.provider, desired.provider)) {
      return {
        changes: { provider: "update" },
        replaces: ["provider"],
        deleteBeforeReplace: false,
      };
    }
    return server.diff({
      urn,
      id: old.id,
      olds: forProvider(old.outputs),
      oldInputs: forProvider(old.inputs),
      news: forProvider(desired.inputs),
      ignoreChanges: desired.ignoreChanges,
    });
  }

  /** The resource as the program wants it, completed by its provider. */
  async #checked(
    urn: string,
    goal: Goal,
    provider: string | undefined,
    server: Provider | undefined,
    olds: ResourceState | undefined,
    last: ResourceState | undefined,
  ): Promise<ResourceState> {
    const { inputs, unmet } = withIgnored(
      goal.inputs,
      olds?.inputs ?? {},
      olds ? goal.ignoreChanges : [],
    );
    if (unmet.length > 0) {
      const paths = JSON.stringify(unmet.join(", "));
      const message = `cannot ignore changes in added or removed elements of the path: ${paths}`;
      this.#context.report({ severity: "info", message, urn });
    }
    const desired = asState(urn, goal, provider, inputs, last);
    if (server === undefined) return desired;
    const { inputs: complete, failures } = await server.check({
      urn,
      olds: olds && forProvider(olds.inputs),
      news: forProvider(inputs),
      randomSeed: seedOf(urn, olds === undefined ? last : undefined),
    });
    if (failures.length > 0) {
      throw new DeployError(urn, failures.map((failure) => problem(goal, failure)).join("\n"));
    }
    return { ...desired, inputs: marked(complete, inputs) };
  }

  /** Not a target: it stays as it is, or isn't made. */
  #untouched(
    urn: string,
    goal: Goal,
    provider: string | undefined,
    old: Old | undefined,
  ): readonly Decided[] {
    if (old) {
      this.#keepNeeds(old.state);
      return [step("same", urn, { old: old.state, new: old.state, key: old.key })];
    }
    return [
      step("same", urn, {
        new: asState(urn, goal, provider, goal.inputs, undefined),
        skipped: true,
      }),
    ];
  }

  /** What an untouched resource needs has to be recorded before it, whether the program wants it or not. */
  #keepNeeds(state: ResourceState): void {
    const { snapshot } = this.#context;
    const waiting = new Map(snapshot.olds());
    for (const urn of needsOf(state)) {
      const key = this.#olds.get(urn);
      const needed = key === undefined ? undefined : waiting.get(key);
      if (key === undefined || needed === undefined) continue;
      this.#keepNeeds(needed);
      snapshot.change({ keep: [key] });
    }
  }
}

function replacement(urn: string, both: Partial<Decided>): readonly Decided[] {
  const made = step("create-replacement", urn, both);
  const note = step("replace", urn, both);
  return both.deletesLater === true ? [made, note] : [note, made];
}
