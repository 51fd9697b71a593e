import { hasFailed, type Diagnostic } from "../diagnostics";
import { Refusal, shutDown } from "../grpc";
import { duplicate } from "../preview";
import type { LookUp, ReadGoal, Registered, Registrar } from "../registrar";
import type { Goal, Registry } from "../registry";
import type { Properties } from "../wire";
import { urnOf } from "./aliases";
import { DeployError, reasonOf, type Context } from "./context";
import { Decider } from "./decide";
import { carryOutDelete, deleteSteps, eachAfterDependents, protectedOnes } from "./deletes";
import { execute } from "./execute";
import { defaultGoal, defaultProvider, inherited } from "./goals";
import { carryOutRead, readStep } from "./reads";
import { forProvider, marked, sameProperties } from "./secrets";
import { Slots } from "./slots";
import { isProvider, needsOf, type ResourceState } from "./state";
import type { Decided, Step } from "./step";

/** How many of a provider's calls are made at once. */
const PARALLEL = 16;

/**
 * One deployment of one stack: makes what a program registers, as it registers it, and afterwards
 * deletes what it no longer does. Steps are decided one by one and carried out side by side. After
 * a failure nothing more is begun, and what is under way is brought to its end.
 */
export class Deployment implements Registrar {
  readonly #context: Context;
  readonly #registry: Registry;
  readonly #decider: Decider;
  readonly #slots = new Slots(PARALLEL);
  readonly #turn = new Slots(1);
  readonly #urns = new Set<string>();
  readonly #current = new Map<string, ResourceState>();
  readonly #defaults = new Map<string, Promise<string>>();
  /** Deletions that come before a resource of that URN can be made again. */
  readonly #leaving = new Map<string, Promise<unknown>>();
  /** What was left out because it is no target. */
  readonly #skipped = new Set<string>();
  readonly #steps: Step[] = [];
  readonly #cutOff: () => void;
  #stopped = false;
  #ended = false;

  /** `cutOff` is told when nothing more is going to happen after a failure. */
  constructor(context: Context, registry: Registry, cutOff: () => void) {
    this.#context = context;
    this.#registry = registry;
    this.#cutOff = cutOff;
    this.#decider = new Decider(context);
  }

  /** All that was decided, in the order in which it was. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  async register(asked: Goal): Promise<Registered> {
    return this.#guarded(async () => {
      const goal = inherited(asked, this.#registry);
      const urn = this.#claim(goal.type, goal.name, goal.parent);
      const cannot = [...goal.unsupported, ...(goal.remote ? ["component packages"] : [])];
      if (cannot.length > 0) {
        throw new DeployError(urn, `the embedded engine can't do ${cannot.join(" and ")}`);
      }
      const provider = await this.#providerOf(goal.type, goal.custom, goal.provider, goal.version);
      return this.#carriedOut(urn, goal, provider);
    });
  }

  async #carriedOut(urn: string, goal: Goal, provider: string | undefined): Promise<Registered> {
    let over = () => {};
    const working = new Promise<void>((resolve) => {
      over = resolve;
    });
    const steps = await this.#turn.run(async () => {
      this.#checkRunning();
      const decided = await this.#decider.decide(urn, goal, provider);
      const settled = decided.findLast((each) => each.new !== undefined)?.new;
      this.#registry.add(urn, { ...goal, inputs: settled?.inputs ?? goal.inputs });
      this.#refuseSkipped(decided);
      const others = decided.filter((each) => each.op === "delete-replaced" && each.urn !== urn);
      for (const other of others) this.#leaving.set(other.urn, working);
      return decided;
    });
    this.#steps.push(...steps.filter(({ skipped }) => skipped !== true).map(asStep));
    const state = await this.#inOrder(urn, steps).finally(over);
    const skipped = steps.some((each) => each.skipped);
    if (state !== undefined && !skipped) this.#current.set(urn, state);
    return { urn, id: state?.id ?? "", outputs: skipped ? {} : (state?.outputs ?? {}), skipped };
  }

  /** A target can't need what was left out. Worded as the real engine words it. */
  #refuseSkipped(decided: readonly Decided[]): void {
    for (const { urn, skipped, new: fresh } of decided) {
      if (skipped) this.#skipped.add(urn);
      const missing = [...(fresh && !skipped ? needsOf(fresh) : [])].find((need) =>
        this.#skipped.has(need),
      );
      if (missing === undefined) continue;
      throw new DeployError(
        urn,
        `Resource '${urn}' depends on '${missing}' which was was not specified in --target list.`,
      );
    }
  }

  /** The steps of one registration, one after the other; the last one's resource is what there is. */
  async #inOrder(urn: string, steps: readonly Decided[]): Promise<ResourceState | undefined> {
    let state: ResourceState | undefined;
    for (const each of steps) {
      this.#checkRunning();
      if (each.op !== "delete-replaced") await this.#leaving.get(urn);
      const done = await this.#slots.run(() => this.#step(each, steps));
      if (done !== undefined && each.op !== "replace" && each.urn === urn) state = done;
    }
    return state;
  }

  async #step(each: Decided, all: readonly Decided[]): Promise<ResourceState | undefined> {
    this.#checkRunning();
    if (each.op !== "delete-replaced") return execute(this.#context, each);
    const gone = new Set(all.filter(({ op }) => op === each.op).map((other) => other.urn));
    await carryOutDelete(this.#context, each, gone, true);
    return undefined;
  }

  async read(goal: ReadGoal): Promise<Registered> {
    return this.#guarded(async () => {
      const urn = this.#claim(goal.type, goal.name, goal.parent);
      const provider = await this.#providerOf(goal.type, true, goal.provider, goal.version);
      const decided = await this.#turn.run(async () =>
        readStep(urn, goal, provider, this.#decider.oldOf(urn)),
      );
      this.#steps.push(...decided.map(asStep));
      const state = await this.#slots.run(() => carryOutRead(this.#context, decided));
      this.#current.set(urn, state);
      return { urn, id: state.id, outputs: state.outputs };
    });
  }

  async setOutputs(urn: string, outputs: Properties): Promise<void> {
    this.#checkRunning();
    this.#registry.setOutputs(urn, outputs);
    const { snapshot } = this.#context;
    const found = snapshot.find(urn);
    if (found === undefined || sameProperties(found[1].outputs, outputs)) return;
    if (!this.#decider.isTarget(urn, found[1].type)) return;
    const state = { ...found[1], outputs };
    snapshot.change({ put: [[found[0], state]] });
    this.#current.set(urn, state);
  }

  async invoke({ token, args, provider, version }: LookUp): Promise<Properties> {
    this.#checkRunning();
    if (token === "pulumi:pulumi:getResource") return this.#resource(args["urn"]);
    if (token.startsWith("pulumi:")) throw new Refusal(`the embedded engine can't call ${token}`);
    const reference = await this.#providerOf(token, true, provider, version);
    const server = await this.#context.host.get(reference);
    return marked(await server.invoke(token, forProvider(args)), {});
  }

  /** What is wrong with a program that ended without an error and without saying that it was through. */
  unfinished(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    if (this.#ended || this.#stopped || hasFailed(diagnostics)) return [];
    const message = "the program ended before it was through, so nothing was deleted";
    return [{ severity: "error", message }];
  }

  /** The program is through: what it no longer registers goes. */
  async programEnds(): Promise<void> {
    this.#ended = true;
    if (this.#stopped) return;
    const { snapshot, target } = this.#context;
    const condemned = snapshot.olds().filter(([key, state]) => {
      const wanted = this.#decider.isWanted(key) && !state.delete;
      return !wanted && (target === undefined || target(state.urn));
    });
    const steps = deleteSteps(condemned);
    this.#steps.push(...steps.map(asStep));
    const refusals = protectedOnes(steps);
    for (const { urn, message } of refusals) this.#report({ severity: "error", message, urn });
    if (refusals.length > 0 && !this.#context.preview) return this.stop();
    await this.#deleteAll(steps);
  }

  /** Begins nothing more. What is under way goes on. */
  stop(): void {
    this.#stopped = true;
    void this.settled().then(this.#cutOff);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#slots.idle();
  }

  async #deleteAll(steps: readonly Decided[]): Promise<void> {
    const leaving = steps.filter(({ op }) => op !== "remove-pending-replace");
    const gone = new Set(leaving.map(({ urn }) => urn));
    await eachAfterDependents(steps, (each) =>
      this.#slots.run(async () => {
        if (this.#stopped) return false;
        try {
          await carryOutDelete(this.#context, each, gone, false);
          return true;
        } catch (error) {
          this.#fail(each.urn, error);
          return false;
        }
      }),
    );
  }

  #claim(type: string, name: string, parent: string | undefined): string {
    this.#checkRunning();
    const urn = urnOf(this.#context, type, name, parent);
    if (this.#urns.has(urn)) throw new DeployError(urn, duplicate(urn).message);
    this.#urns.add(urn);
    return urn;
  }

  /** The provider of a resource: its own, or its package's default one, which is registered when first needed. */
  async #providerOf(
    type: string,
    custom: boolean,
    own: string | undefined,
    version: string,
  ): Promise<string | undefined> {
    if (!custom || isProvider(type)) return undefined;
    if (own !== undefined) return own;
    const { name, urnName } = defaultProvider(type, version);
    const key = `${name} ${urnName}`;
    const known = this.#defaults.get(key) ?? this.#registerDefault(name, version);
    this.#defaults.set(key, known);
    return known;
  }

  async #registerDefault(name: string, version: string): Promise<string> {
    const goal = defaultGoal(name, version, this.#context.config);
    const urn = this.#claim(goal.type, goal.name, undefined);
    const { id } = await this.#carriedOut(urn, goal, undefined);
    return `${urn}::${id}`;
  }

  #resource(urn: unknown): Properties {
    const state = typeof urn === "string" ? this.#current.get(urn) : undefined;
    if (state === undefined) throw new Refusal(`unknown resource ${String(urn)}`);
    return { urn: state.urn, id: state.id, state: { ...state.outputs } };
  }

  /** Failures end the deployment; the program only hears that there is no engine any more. */
  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      this.#fail(error instanceof DeployError ? error.urn : undefined, error);
      throw shutDown();
    }
  }

  #fail(urn: string | undefined, error: unknown): void {
    const about = error instanceof DeployError ? error.urn : urn;
    const message = reasonOf(error);
    this.#report({ severity: "error", message, ...(about === undefined ? {} : { urn: about }) });
    this.stop();
  }

  #report(diagnostic: Diagnostic): void {
    this.#context.report(diagnostic);
  }

  #checkRunning(): void {
    if (this.#stopped) throw shutDown();
  }
}

function asStep({ op, urn, old, new: fresh, changes, replaces }: Decided): Step {
  return {
    op,
    urn,
    ...(old === undefined ? {} : { old }),
    ...(fresh === undefined ? {} : { new: fresh }),
    changes,
    replaces,
  };
}
