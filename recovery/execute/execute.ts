import type { Action } from "../action";
import { isDone } from "../done";
import { holds } from "../holds";
import type { Plan, Step } from "../model";
import type { Observed } from "../observed";
import { call, isKnown } from "./call";
import type { Clock } from "./clock";
import type { Context } from "./context";
import { descriptionOf, isSameDescription } from "./described";
import { doneBy, type Journal } from "./journal";
import { nextPause, type Progress } from "./pause";
import { StepFailed } from "./step-failed";

export interface Execution {
  readonly plan: Plan;
  readonly context: Context;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly observe: () => Promise<Observed>;
  /** Longest time between two looks, in milliseconds, but for what takes hours. @default 5000 */
  readonly poll?: number;
  /** Goes no further than what this step needs, and the step itself. */
  readonly until?: string;
  /** Looks, and calls nothing that changes anything. @default false */
  readonly dryRun?: boolean;
  /** How often an action that fails is begun anew, before a person has to look. @default 5 */
  readonly attempts?: number;
  /** Longest time that a step may take, in milliseconds. @default 2 hours */
  readonly longest?: number;
}

/** What has come of a step. */
export interface StepDone {
  readonly step: string;
  /** Unix milliseconds; a step that was done before has no beginning. */
  readonly begun?: number;
  readonly done: number;
}

export interface Executed {
  readonly steps: readonly StepDone[];
  /** Steps that would be done next: of a dry run, or because of `until`. */
  readonly left: readonly string[];
}

/**
 * Carries a plan out: looks at what is there, skips what is done, begins everything that may begin,
 * and waits until it shows. Killed anywhere, the same call goes on: what can be observed is
 * observed again, and the journal says the rest.
 */
export async function execute(execution: Execution): Promise<Executed> {
  const running = new Running(execution);
  running.refuseUnknown();
  if (execution.dryRun) return running.dry();
  await running.refuseOthers();
  running.open();
  let pause = 0;
  let since = execution.clock.now();
  while (!running.isOver) {
    const before = running.progress;
    const seen = await running.look();
    running.settle(seen);
    await running.refuseStale(seen);
    await running.begin(seen);
    const after = running.progress;
    if (after.done > before.done) since = execution.clock.now();
    const waited = execution.clock.now() - since;
    pause = nextPause(pause, before, after, waited, execution.poll);
    if (!running.isOver) await execution.clock.sleep(pause);
  }
  return running.result();
}

class Running {
  readonly #execution: Execution;
  readonly #steps: readonly Step[];
  readonly #begun = new Map<string, number>();
  readonly #acted = new Set<string>();
  /** Steps whose action goes on beside all else, and what has ended it in one of them. */
  readonly #acting = new Set<string>();
  #broken: Error | undefined;
  readonly #failed = new Map<string, number>();
  readonly #done: Map<string, number>;
  /** Whether the plan is known to be one for what is described; a rerun goes on with what it began. */
  #isCurrent: boolean;
  /** What the last preview of each stack has shown. */
  readonly #changes: Record<string, boolean> = {};

  constructor(execution: Execution) {
    this.#execution = execution;
    this.#steps = wanted(execution.plan, execution.until);
    this.#done = new Map(doneBy(execution.journal));
    this.#isCurrent = this.#steps.some(
      ({ id, action }) => action.kind === "lease.take" && this.#done.has(id),
    );
  }

  get isOver(): boolean {
    return this.#steps.every(({ id }) => this.#done.has(id));
  }

  get progress(): Progress {
    const failed = [...this.#failed.values()].reduce((sum, one) => sum + one, 0);
    return { done: this.#done.size, failed };
  }

  /** A plan that can't be carried out to its end isn't begun. */
  refuseUnknown(): void {
    const strange = this.#steps.filter(({ action }) => !isKnown(action));
    const [first] = strange;
    if (!first) return;
    const names = strange.map(({ id }) => id).join(", ");
    throw new StepFailed(first.id, `no call is known for ${names}; follow the runbook`);
  }

  /** Somebody else's lease is told before anything is asked. */
  async refuseOthers(): Promise<void> {
    const { leases, lease } = this.#execution.context;
    const held = await leases.seen();
    if (held !== "free" && held.holder !== lease.holder) await leases.take(lease);
  }

  /**
   * Between the plan and the lease a person decides, and somebody else may have done all of another
   * recovery meanwhile: what was planned for a system that isn't there any more is not begun.
   */
  async refuseStale({ described }: Observed): Promise<void> {
    const take = this.#steps.find(({ action }) => action.kind === "lease.take");
    if (this.#isCurrent || !take || !this.#done.has(take.id)) return;
    this.#isCurrent = true;
    const { leases, lease, now } = this.#execution.context;
    if (isSameDescription(described, descriptionOf(now))) return;
    await leases.release(lease.holder);
    throw new StepFailed(
      take.id,
      `the description has changed since this was planned (primary: ${described.primary}); look, and plan anew`,
    );
  }

  open(): void {
    const { journal, plan, context, clock } = this.#execution;
    if (journal.entries.length > 0) return;
    const title = `${plan.verb} ${plan.of}`;
    journal.note({ at: clock.now(), plan: title, holder: context.lease.holder });
  }

  async look(): Promise<Observed> {
    if (this.#broken !== undefined) throw this.#broken;
    return { ...(await this.#execution.observe()), changes: this.#changes };
  }

  async dry(): Promise<Executed> {
    const seen = await this.look();
    const left = this.#steps.filter(({ id, done }) => !this.#done.has(id) && !holds(done, seen));
    return { steps: [], left: left.map(({ id }) => id) };
  }

  /** What has been done, by us or by anybody, is noted. */
  settle(seen: Observed): void {
    for (const step of this.#steps) {
      if (this.#done.has(step.id) || !this.#isReady(step)) continue;
      if (this.#holds(step, seen)) this.#note(step, this.#acted.has(step.id) ? "done" : "skipped");
      else this.#refuseLate(step);
    }
  }

  async begin(seen: Observed): Promise<void> {
    this.#refuseWithoutLease(seen);
    if (this.#holdsLease) await this.#execution.journal.keep?.();
    for (const step of this.#steps) {
      const isWaiting = [this.#acted, this.#acting, this.#done].some((ids) => ids.has(step.id));
      if (!isWaiting && this.#isReady(step) && !this.#holds(step, seen)) await this.#act(step);
    }
  }

  /** Whoever has the lease now may be in the middle of something else: nothing more is begun without it. */
  #refuseWithoutLease({ lease: seen }: Observed): void {
    if (seen === "unknown" || !this.#holdsLease) return;
    const { holder, plan } = this.#execution.context.lease;
    if (seen !== "free" && seen.holder === holder && seen.plan === plan) return;
    const now = seen === "free" ? "nobody holds it" : `${seen.holder} holds it for "${seen.plan}"`;
    throw new StepFailed(
      "take-lease",
      `the lease is not ours any more, ${now}; look, and plan anew`,
    );
  }

  /** Taken and not given back, by what was done. */
  get #holdsLease(): boolean {
    const isDone = (kind: Action["kind"]) =>
      this.#execution.plan.steps.some(
        ({ id, action }) => action.kind === kind && this.#done.has(id),
      );
    return isDone("lease.take") && !isDone("lease.release");
  }

  result(): Executed {
    const steps = this.#steps.map(({ id }): StepDone => {
      const begun = this.#begun.get(id);
      return { step: id, ...(begun === undefined ? {} : { begun }), done: this.#done.get(id) ?? 0 };
    });
    const ids = new Set(steps.map(({ step }) => step));
    const left = this.#execution.plan.steps.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
    return { steps, left };
  }

  #isReady({ needs }: Step): boolean {
    return needs.every((need) => this.#done.has(need));
  }

  #holds(step: Step, seen: Observed): boolean {
    return isDone(step, this.#acted.has(step.id), seen);
  }

  async #act(step: Step): Promise<void> {
    const { clock, journal } = this.#execution;
    // Whoever finds it held has to find the journal, too, however soon this is killed.
    if (step.action.kind === "lease.take") await journal.keep?.();
    if (!this.#begun.has(step.id)) {
      this.#begun.set(step.id, clock.now());
      journal.note({ at: clock.now(), step: step.id, did: "begins" });
    }
    if (!isLong(step.action)) return this.#carryOut(step);
    this.#acting.add(step.id);
    clock.beside(() =>
      this.#carryOut(step)
        .catch((error: unknown) => {
          this.#broken ??= error instanceof Error ? error : new Error(String(error));
        })
        .finally(() => this.#acting.delete(step.id)),
    );
  }

  async #carryOut(step: Step): Promise<void> {
    const { context } = this.#execution;
    try {
      const { said, changes, again } = await call(step.action, context);
      if (changes !== undefined && "region" in step.action) {
        this.#changes[step.action.region] = changes;
        if (changes) throw new Error(`a preview shows changes: ${said ?? ""}`);
      }
      if (again) return;
      this.#acted.add(step.id);
      if (step.done.is === "journalled") this.#note(step, "done", said);
    } catch (error) {
      this.#fail(step, error);
    }
  }

  #fail(step: Step, error: unknown): void {
    const { clock, journal, attempts = 5 } = this.#execution;
    const why = error instanceof Error ? error.message : String(error);
    journal.note({ at: clock.now(), step: step.id, did: "failed", said: why });
    const count = (this.#failed.get(step.id) ?? 0) + 1;
    this.#failed.set(step.id, count);
    const isFinal = error instanceof Error && error.name === "LeaseHeld";
    if (isFinal) throw error;
    if (count >= attempts) throw new StepFailed(step.id, why);
  }

  #note(step: Step, did: "done" | "skipped", said?: string): void {
    const { clock, journal } = this.#execution;
    const at = clock.now();
    this.#done.set(step.id, at);
    journal.note({ at, step: step.id, did, ...(said === undefined ? {} : { said }) });
  }

  /** Patience has an end: a person has to look, and may run it again. */
  #refuseLate({ id, takes }: Step): void {
    const { clock } = this.#execution;
    const worst = takes.reduce((sum, term) => sum + 1000 * term.worst, 0);
    const longest = Math.max(this.#execution.longest ?? 2 * 3_600_000, worst);
    const begun = this.#begun.get(id);
    if (begun === undefined || clock.now() - begun < longest) return;
    throw new StepFailed(id, `has not shown for ${Math.round(longest / 60_000)} minutes`);
  }
}

/** Runs of stacks and checks take minutes, and what doesn't need them must not wait for them. */
function isLong({ kind }: Action): boolean {
  return kind.startsWith("pulumi.") || kind.startsWith("bucket.") || kind === "verify";
}

/** All steps, or one and everything that it needs. */
function wanted({ steps }: Plan, until: string | undefined): readonly Step[] {
  if (until === undefined) return steps;
  const byId = new Map(steps.map((step) => [step.id, step]));
  const reached = new Set<string>();
  const visit = (id: string): void => {
    const step = byId.get(id);
    if (!step) throw new StepFailed(id, `is no step; there are ${[...byId.keys()].join(", ")}`);
    if (reached.has(id)) return;
    reached.add(id);
    step.needs.forEach(visit);
  };
  visit(until);
  return steps.filter(({ id }) => reached.has(id));
}
