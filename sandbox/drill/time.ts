import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "../../recovery/execute/clock";
import type { Term } from "../../recovery/model";
import { EPOCH } from "../clock";
import type { Instant } from "../model";
import type { Sandbox } from "../sandbox";
import { draw } from "../timing";

/** Something that goes on beside; asleep while it waits for an instant. */
interface Task {
  wake?: { readonly at: Instant; readonly go: () => void };
}

/** What is at work, of all clocks: Node.js carries each storage along with every promise, for good. */
const CURRENT = new AsyncLocalStorage<Task>();

/**
 * The sandbox's virtual time, as a clock for whoever recovers in it. It stands still while anything
 * works: it passes when the caller sleeps, and all that goes on beside is asleep, too.
 */
export class DrillClock implements Clock {
  readonly #sandbox: Sandbox;
  readonly #tasks = new Set<Task>();
  /** Called whenever something that goes on beside falls asleep or ends. */
  #rests: () => void = () => undefined;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  now(): number {
    return EPOCH + this.instant;
  }

  /** Milliseconds since the sandbox began. */
  get instant(): Instant {
    return this.#sandbox.transact((cloud) => cloud.now);
  }

  sleep(milliseconds: number): Promise<void> {
    const until = this.instant + Math.round(milliseconds);
    const task = CURRENT.getStore();
    if (!task || !this.#tasks.has(task)) return this.#pass(until);
    return new Promise((go) => {
      task.wake = { at: until, go };
      this.#rests();
    });
  }

  beside(work: () => Promise<void>): void {
    const task: Task = {};
    this.#tasks.add(task);
    const over = () => {
      this.#tasks.delete(task);
      this.#rests();
    };
    void CURRENT.run(task, work).finally(over);
  }

  /** As long as these terms take, drawn by the sandbox's seed. */
  async take(terms: readonly Term[]): Promise<void> {
    for (const { best, expected, worst, of, what } of terms) {
      const luck = this.#sandbox.transact((cloud) => cloud.chance("drill", of, what));
      await this.sleep(1000 * draw({ best, expected, worst }, luck));
    }
  }

  async #pass(until: Instant): Promise<void> {
    for (;;) {
      while (this.#isWorking) await this.#rest();
      const next = this.#next(until);
      this.#advance(next?.wake?.at ?? until);
      if (!next) return;
      const { wake } = next;
      delete next.wake;
      wake?.go();
    }
  }

  get #isWorking(): boolean {
    return [...this.#tasks].some(({ wake }) => wake === undefined);
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#rests;
      this.#rests = () => {
        this.#rests = before;
        before();
        resolve();
      };
    });
  }

  /** What wakes first, if that is before an instant. */
  #next(until: Instant): Task | undefined {
    const at = ({ wake }: Task) => wake?.at ?? Infinity;
    const [first] = [...this.#tasks].sort((one, other) => at(one) - at(other));
    return first && at(first) <= until ? first : undefined;
  }

  #advance(to: Instant): void {
    this.#sandbox.transact((cloud) => cloud.advanceTo(Math.max(cloud.now, to)));
  }
}
