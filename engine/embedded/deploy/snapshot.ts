import type { Operation, ResourceState, StackState } from "./state";

/** One change of a snapshot: what a journal holds a line of. Resources and operations go by number. */
export interface Change {
  /** Resources that are gone. */
  readonly drop?: readonly number[];
  /** Resources that are as they were. */
  readonly keep?: readonly number[];
  /** Resources that are new, or changed where the number is known. */
  readonly put?: readonly (readonly [number, ResourceState])[];
  /** Operations that begin. */
  readonly begin?: readonly (readonly [number, Operation])[];
  /** Operations that are over. */
  readonly end?: readonly number[];
}

/**
 * What a stack is known to hold while it is being deployed. Resources that the running deployment
 * has come to stand first, in the order in which it came to them, then what it has not come to yet:
 * so each stands after all that it needs, whenever the deployment ends.
 */
export class Snapshot {
  readonly #olds: Map<number, ResourceState>;
  readonly #news = new Map<number, ResourceState>();
  readonly #byUrn = new Map<string, number>();
  readonly #pending: Map<number, Operation>;
  readonly #record: (change: Change) => void;
  #next: number;

  /** `record` is told of each change when it has been made, and may throw to stop the deployment. */
  constructor(state: StackState, record: (change: Change) => void = () => undefined) {
    this.#olds = new Map(state.resources.entries());
    this.#pending = new Map(state.pending.entries());
    this.#next = state.resources.length + state.pending.length;
    this.#record = record;
  }

  /** A number that nothing has yet. */
  number(): number {
    return this.#next++;
  }

  change(change: Change): void {
    for (const key of change.drop ?? []) {
      this.#olds.delete(key);
      this.#news.delete(key);
    }
    for (const key of change.keep ?? []) {
      const state = this.#olds.get(key);
      this.#olds.delete(key);
      if (state) this.#add(key, state);
    }
    for (const [key, state] of change.put ?? []) {
      if (this.#olds.has(key)) this.#olds.set(key, state);
      else this.#add(key, state);
    }
    for (const [key, operation] of change.begin ?? []) this.#pending.set(key, operation);
    for (const key of change.end ?? []) this.#pending.delete(key);
    this.#record(change);
  }

  #add(key: number, state: ResourceState): void {
    this.#news.set(key, state);
    this.#byUrn.set(state.urn, key);
  }

  get(key: number): ResourceState | undefined {
    return this.#olds.get(key) ?? this.#news.get(key);
  }

  /** What the deployment has made or come to under this URN. */
  find(urn: string): readonly [number, ResourceState] | undefined {
    const key = this.#byUrn.get(urn);
    const state = key === undefined ? undefined : this.#news.get(key);
    return key === undefined || state === undefined ? undefined : [key, state];
  }

  /** What the deployment has not come to, by number, each after all that it needs. */
  olds(): readonly (readonly [number, ResourceState])[] {
    return [...this.#olds];
  }

  pending(): readonly (readonly [number, Operation])[] {
    return [...this.#pending];
  }

  state(): StackState {
    return {
      resources: [...this.#news.values(), ...this.#olds.values()],
      pending: [...this.#pending.values()],
    };
  }
}

/** The state after changes that were written down. */
export function replayed(state: StackState, changes: Iterable<Change>): StackState {
  const snapshot = new Snapshot(state);
  for (const change of changes) snapshot.change(change);
  return snapshot.state();
}
