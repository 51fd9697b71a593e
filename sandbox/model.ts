import type { JsonObject } from "./json";

/** Virtual time: milliseconds since the sandbox began, which is 2026-01-05 00:00 UTC, a Monday. */
export type Instant = number;

/** Where a thing stands: `global`, a region, a zone, or a multi-region such as `nam5` or `US`. */
export type Location = string;

/** A thing that exists in the sandbox's cloud. */
export interface CloudResource {
  /** `<kind>:<project>/<location>/<name>`, which nothing else has. */
  readonly id: string;
  /** As the field rules call it, such as `sql.DatabaseInstance`. */
  readonly kind: string;
  readonly project: string;
  readonly location: Location;
  /** Unique among its kind in its project and location; for children, led by the parent's name. */
  readonly name: string;
  /** All that the API knows: what was given, defaults and computed values, in the provider's names. */
  readonly properties: JsonObject;
  /** What goes on behind the API, where the kind has behaviour of its own: machines, rows, lag. */
  readonly runtime: JsonObject;
  readonly createdAt: Instant;
  /** When the last operation on it ends: till then its data plane is as it was before. */
  readonly readyAt: Instant;
  /** How often callers have changed it: its creation, updates that made a difference, its kind's own verbs. A rerun must not raise it. */
  readonly revision: number;
}

/** Something that takes time. */
export interface Operation {
  readonly id: string;
  /** The resource it is about. */
  readonly target: string;
  /** Such as `create`, `update`, `delete`, `promoteReplica`. */
  readonly verb: string;
  readonly start: Instant;
  readonly end: Instant;
  /** Why it failed, known when it has ended. */
  readonly error?: string;
}

/** Something that will happen; who handles it says `kind`. Events of one instant go in the order of their making. */
export interface CloudEvent {
  readonly id: string;
  readonly at: Instant;
  /** Such as `group.converge`; the part before the dot is the name of the handler. */
  readonly type: string;
  /** The resource or fault it is about. */
  readonly about: string;
  readonly args: JsonObject;
}

/** A call to the cloud's API, as the journal keeps it. */
export interface ApiCall {
  readonly number: number;
  readonly at: Instant;
  readonly verb: string;
  readonly kind: string;
  readonly target: string;
  /** `ok`, or how it was answered. */
  readonly answer: string;
}
