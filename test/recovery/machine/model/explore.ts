import { calm, wrongIn } from "./cloud";
import { type Move, movesOf, type Rules } from "./moves";
import type { Plans } from "./plans";
import { type Budget, canServe, isServing, isSteady, keyOf, type State } from "./state";

/** Something that must never be, and the shortest way to it. */
export interface Counterexample {
  readonly wrong: string;
  readonly way: readonly string[];
}

export interface Explored {
  readonly states: number;
  readonly moves: number;
  readonly counterexample?: Counterexample;
}

/**
 * Visits every state that can be reached, nearest first, so that what is found is found by a
 * shortest way. Then asks of every state whether work alone, with no bad luck, leads back.
 */
export function explore(plans: Plans, budget: Budget, rules: Rules): Explored {
  return new Exploration(plans, rules).run({
    ...budget,
    cloud: calm(plans),
    operators: [undefined, undefined],
  });
}

class Exploration {
  readonly #plans: Plans;
  readonly #rules: Rules;
  readonly #states: State[] = [];
  readonly #known = new Map<string, number>();
  readonly #from: number[] = [];
  readonly #titles: string[] = [];
  /** For each state, those from which work or a return leads to it. */
  readonly #back: number[][] = [];
  /** Those from which work alone does, with what is lost still gone. */
  readonly #byWork: number[][] = [];
  #moves = 0;

  constructor(plans: Plans, rules: Rules) {
    this.#plans = plans;
    this.#rules = rules;
  }

  run(first: State): Explored {
    this.#add(first, -1, "");
    for (let at = 0; at < this.#states.length; at += 1) {
      const wrong = this.#visit(at);
      if (wrong) return this.#result(wrong);
    }
    return this.#result(this.#lost());
  }

  #result(counterexample: Counterexample | undefined): Explored {
    const counts = { states: this.#states.length, moves: this.#moves };
    return counterexample ? { ...counts, counterexample } : counts;
  }

  #visit(at: number): Counterexample | undefined {
    const state = this.#states[at];
    if (!state) return undefined;
    for (const move of movesOf(state, this.#plans, this.#rules)) {
      this.#moves += 1;
      const wrong = move.wrong ?? (move.state && wrongIn(move.state.cloud, this.#plans));
      if (wrong !== undefined) return { wrong, way: [...this.#way(at), move.title] };
      this.#follow(at, move);
    }
    return undefined;
  }

  #follow(at: number, { state, title, kind }: Move): void {
    if (!state) return;
    const next = this.#known.get(keyOf(state)) ?? this.#add(state, at, title);
    if (kind !== "luck") this.#back[next]?.push(at);
    if (kind === "work") this.#byWork[next]?.push(at);
  }

  #add(state: State, from: number, title: string): number {
    const number = this.#states.push(state) - 1;
    this.#known.set(keyOf(state), number);
    this.#from.push(from);
    this.#titles.push(title);
    this.#back.push([]);
    this.#byWork.push([]);
    return number;
  }

  #way(at: number): string[] {
    const way: string[] = [];
    for (let one = at; one > 0; one = this.#from[one] ?? 0) way.unshift(this.#titles[one] ?? "");
    return way;
  }

  /** The nearest state from which nothing leads back to a steady one, or to one that serves. */
  #lost(): Counterexample | undefined {
    const steady = this.#leading((state) => isSteady(state, this.#plans), this.#back);
    const stuck = steady.indexOf(0);
    if (stuck >= 0) return { wrong: "nothing leads back to a steady state", way: this.#way(stuck) };
    const serving = this.#leading((state) => isServing(state, this.#plans), this.#byWork);
    const dark = this.#states.findIndex(
      (state, at) => serving[at] === 0 && canServe(state, this.#plans),
    );
    if (dark < 0) return undefined;
    return {
      wrong: "a region that could serve doesn't, until the lost one is back",
      way: this.#way(dark),
    };
  }

  /** Marks the states from which one that is wanted can be reached. */
  #leading(wanted: (state: State) => boolean, back: readonly (readonly number[])[]): Uint8Array {
    const led = new Uint8Array(this.#states.length);
    const queue = this.#states.flatMap((state, at) => (wanted(state) ? [at] : []));
    for (const at of queue) led[at] = 1;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const before of back[next] ?? []) {
        if (led[before] === 1) continue;
        led[before] = 1;
        queue.push(before);
      }
    }
    return led;
  }
}
