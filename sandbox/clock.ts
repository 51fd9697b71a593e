import { Heap } from "./heap";
import type { JsonObject } from "./json";
import type { CloudEvent, Instant } from "./model";
import type { Records, Table } from "./store/records";

/** 2026-01-05 00:00 UTC, a Monday: when virtual time begins, in Unix milliseconds. */
export const EPOCH = Date.UTC(2026, 0, 5);

/** What happens at an event. */
export type Handler = (event: CloudEvent) => void;

/** Events that were called off stay in the heap until so many have gathered beside the real ones. */
const SPARE = 1000;

/**
 * Virtual time: it stands still until somebody advances it, and what is due on the way happens in
 * order. Everything it knows is in the records, so that another process can go on with it.
 */
export class Clock {
  readonly #time: Table<number>;
  readonly #events: Table<CloudEvent>;
  /** Every event that is to come, and some that no longer are: the table says which. */
  readonly #order = new Heap<CloudEvent>(isBefore);

  constructor(records: Records) {
    this.#time = records.table("clock");
    this.#events = records.table("event");
    records.follow<CloudEvent>("event", (_before, event) => event && this.#order.push(event));
  }

  get now(): Instant {
    return this.#time.get("now") ?? 0;
  }

  /** Has something happen later; returns the event's id, by which it can be called off. */
  schedule(at: Instant, type: string, about: string, args: JsonObject = {}): string {
    const number = (this.#time.get("events") ?? 0) + 1;
    this.#time.put("events", number);
    const id = String(number).padStart(12, "0");
    this.#events.put(id, { id, at: Math.max(at, this.now), type, about, args });
    return id;
  }

  callOff(id: string): void {
    this.#events.delete(id);
  }

  /** What is still to come, soonest first. */
  pending(): readonly CloudEvent[] {
    return [...this.#events.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  /** Lets time pass until `time`, and everything happen that is due by then. */
  advanceTo(time: Instant, handle: Handler): void {
    for (let next = this.#next(time); next !== undefined; next = this.#next(time)) {
      if (next.at > this.now) this.#time.put("now", next.at);
      this.#events.delete(next.id);
      handle(next);
    }
    if (time > this.now) this.#time.put("now", time);
  }

  #next(until: Instant): CloudEvent | undefined {
    if (this.#order.size > 2 * this.#events.size + SPARE) this.#order.fill(this.#events.values());
    for (let next = this.#order.first; next !== undefined; next = this.#order.first) {
      const current = this.#events.get(next.id) === next;
      if (current && next.at > until) return undefined;
      this.#order.pop();
      if (current) return next;
    }
    return undefined;
  }
}

/** Events of one instant go in the order of their making. */
function isBefore(a: CloudEvent, b: CloudEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}
