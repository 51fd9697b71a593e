import { notFound } from "./error";
import type { Instant, Operation } from "./model";
import type { Records, Table } from "./store/records";

/** So many operations are kept; of older ones only those that haven't ended. */
const OPERATIONS_KEPT = 10_000;

/** What takes time, and when it ends. */
export class Operations {
  readonly #operations: Table<Operation>;
  readonly #settings: Table<number>;

  constructor(records: Records) {
    this.#operations = records.table("operation");
    this.#settings = records.table("setting");
  }

  begin(target: string, verb: string, now: Instant, start: Instant, end: Instant): Operation {
    const number = (this.#settings.get("operations") ?? 0) + 1;
    this.#settings.put("operations", number);
    const operation: Operation = { id: idOf(number), target, verb, start, end };
    this.#operations.put(operation.id, operation);
    if (end > this.lastEnd) this.#settings.put("lastEnd", end);
    const old = this.#operations.get(idOf(number - OPERATIONS_KEPT));
    if (old && old.end < now) this.#operations.delete(old.id);
    return operation;
  }

  fail(operation: Operation, error: string): void {
    this.#operations.put(operation.id, { ...operation, error });
  }

  /** @throws CloudError 404 if there is none, or none any more. */
  get(id: string): Operation {
    const operation = this.#operations.get(id);
    if (!operation) throw notFound(id);
    return operation;
  }

  /** Oldest first. */
  all(): IterableIterator<Operation> {
    return this.#operations.values();
  }

  /** When the last one ends of all that have begun. */
  get lastEnd(): Instant {
    return this.#settings.get("lastEnd") ?? 0;
  }
}

function idOf(number: number): string {
  return `operation-${String(number).padStart(9, "0")}`;
}
