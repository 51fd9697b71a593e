import type { ApiCall, Instant } from "./model";
import type { Records, Table } from "./store/records";

/** The journal keeps so many calls: enough for any drill, and the store doesn't grow for ever. */
export const CALLS_KEPT = 10_000;

/** Every call, and how it was answered. */
export class Journal {
  readonly #calls: Table<ApiCall>;
  readonly #settings: Table<number>;

  constructor(records: Records) {
    this.#calls = records.table("call");
    this.#settings = records.table("setting");
  }

  /** Gives a call its number; numbers go on when old calls are dropped. */
  begin(at: Instant, verb: string, kind: string, target: string): Omit<ApiCall, "answer"> {
    const number = (this.#settings.get("calls") ?? 0) + 1;
    this.#settings.put("calls", number);
    return { number, at, verb, kind, target };
  }

  note(call: Omit<ApiCall, "answer">, answer: string): void {
    this.#calls.put(keyOf(call.number), { ...call, answer });
    this.#calls.delete(keyOf(call.number - CALLS_KEPT));
  }

  /** The last calls, oldest first. */
  calls(): IterableIterator<ApiCall> {
    return this.#calls.values();
  }
}

function keyOf(number: number): string {
  return String(number).padStart(12, "0");
}
