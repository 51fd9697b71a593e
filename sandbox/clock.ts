import type { JsonObject } from "./json";
import type { CloudEvent, Instant } from "./model";
import type { Records, Table } from "./store/records";

/** 2026-01-05 00:00 UTC, a Monday: when virtual time begins, in Unix milliseconds. */
export const EPOCH = Date.UTC(2026, 0, 5);

/** What happens at an event. */
export type Handler = (event: CloudEvent) => void;

/**
 * Virtual time: it stands still until somebody advances it, and what is due on the way happens in
 * order. Everything it knows is in the records, so that another process can go on with it.
 */
export class Clock {
  readonly #time: Table<number>;
  readonly #events: Table<CloudEvent>;

  constructor(records: Records) {
    this.#time = records.table("clock");
    this.#events = records.table("event");
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
    if (this.#events.get(id)) this.#events.delete(id);
  }

  /** What is still to come, soonest first. */
  pending(): readonly CloudEvent[] {
    return [...this.#events.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  /** Lets time pass until `time`, and everything happen that is due by then. */
  advanceTo(time: Instant, handle: Handler): void {
    for (let next = this.#next(time); next !== undefined; next = this.#next(time)) {
      this.#time.put("now", Math.max(next.at, this.now));
      this.#events.delete(next.id);
      handle(next);
    }
    if (time > this.now) this.#time.put("now", time);
  }

  #next(until: Instant): CloudEvent | undefined {
    let first: CloudEvent | undefined;
    for (const event of this.#events.values()) {
      if (event.at > until) continue;
      if (!first || event.at < first.at || (event.at === first.at && event.id < first.id)) {
        first = event;
      }
    }
    return first;
  }
}
