import { replayed, type Change } from "../../../engine/embedded/deploy/snapshot";
import type { StateKeeper } from "../../../engine/embedded/deploy/state-file";
import { NOTHING, type StackState } from "../../../engine/embedded/deploy/state";

/** Keeps a state in memory, and can tell what a file would hold at any time. */
export class MemoryKeeper implements StateKeeper {
  state: StackState = NOTHING;
  #changes: Change[] = [];
  #killed = false;

  record(change: Change): void {
    if (!this.#killed) this.#changes.push(change);
  }

  finish(state: StackState): void {
    if (this.#killed) return;
    this.state = state;
    this.#changes = [];
  }

  /** From now on nothing is written any more, as after the end of the process. */
  kill(): void {
    this.#killed = true;
  }

  /** What the next process finds. */
  reopened(): MemoryKeeper {
    const next = new MemoryKeeper();
    next.state = replayed(this.state, this.#changes);
    return next;
  }
}
