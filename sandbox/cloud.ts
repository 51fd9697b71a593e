import { Clock } from "./clock";
import { alreadyExists, conflict, invalid, notFound } from "./error";
import type { Faults } from "./faults";
import type { JsonObject } from "./json";
import type { Asked, Kind, Lasting } from "./kind";
import type { ApiCall, CloudEvent, CloudResource, Instant, Operation } from "./model";
import type { Records, Table } from "./store/records";
import { chance, draw, type Spans } from "./timing";

export interface CloudParts {
  readonly records: Records;
  readonly kinds: readonly Kind[];
  readonly spans: Spans;
  readonly faults: Faults;
}

/** What identifies a resource before it exists. */
export type Address = Pick<CloudResource, "kind" | "project" | "location" | "name">;

/**
 * Google Cloud as far as Standby sees it: what exists, which calls are answered how, and what goes
 * on behind them while time passes. Everything it knows is in the records; every call is either
 * carried out in full or refused with a `CloudError`. It is synchronous: whoever calls holds it.
 */
export class Cloud {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly #records: Records;
  readonly #resources: Table<CloudResource>;
  readonly #operations: Table<Operation>;
  readonly #taken: Table<Instant>;
  readonly #calls: Table<ApiCall>;
  readonly #settings: Table<number>;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #events: ReadonlyMap<string, NonNullable<Kind["events"]>[string]>;
  readonly #spans: Spans;

  constructor({ records, kinds, spans, faults }: CloudParts) {
    this.#records = records;
    this.#resources = records.table("resource");
    this.#operations = records.table("operation");
    this.#taken = records.table("taken");
    this.#calls = records.table("call");
    this.#settings = records.table("setting");
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
    this.#events = new Map(kinds.flatMap(({ events }) => Object.entries(events ?? {})));
    this.#spans = spans;
    this.clock = new Clock(records);
    this.faults = faults;
    faults.watch(() => kinds.forEach((kind) => kind.faulted?.(this)));
  }

  get now(): Instant {
    return this.clock.now;
  }

  /** What all chance follows from. @default 1 */
  get seed(): number {
    return this.#settings.get("seed") ?? 1;
  }

  set seed(seed: number) {
    this.#settings.put("seed", seed);
  }

  /** A number from 0 up to 1 for one purpose: the same for the same seed and words. */
  chance(...words: readonly (string | number)[]): number {
    return chance(this.seed, ...words);
  }

  /** Makes a resource. @throws CloudError if the API would refuse it. */
  create(address: Address, properties: JsonObject): CloudResource {
    return this.#call("create", address, () => {
      const id = idOf(address);
      if (this.#resources.get(id)) throw alreadyExists(address.name);
      const free = this.#taken.get(id) ?? 0;
      if (free > this.now) {
        throw conflict("alreadyExists", `The name '${address.name}' was deleted and stays taken`);
      }
      return this.#put({ ...address, properties });
    });
  }

  /** @throws CloudError 404 if there is none. */
  get(address: Address): CloudResource {
    return this.#call("get", address, () => this.#required(idOf(address)));
  }

  /** Gives a resource other properties, all of them. @throws CloudError if the API would refuse it. */
  update(address: Address, properties: JsonObject): CloudResource {
    return this.#call("update", address, () => {
      const before = this.#required(idOf(address));
      return this.#put({ ...address, before, properties });
    });
  }

  /** @throws CloudError if it isn't there, is protected or in use. */
  delete(address: Address): void {
    this.#call("delete", address, () => {
      const resource = this.#required(idOf(address));
      const kind = this.kind(resource.kind);
      kind.refuseDelete?.(resource, this);
      this.#resources.delete(resource.id);
      if (kind.nameTaken) this.#taken.put(resource.id, this.now + kind.nameTaken);
      this.#begin(resource, "delete", this.now);
      kind.removed?.(resource, this);
    });
  }

  /** Starts one of a kind's own verbs; its effect comes when the operation ends. */
  act(address: Address, verb: string, args: JsonObject = {}): Operation {
    return this.#call(verb, address, () => {
      const resource = this.#required(idOf(address));
      const action = this.kind(address.kind).actions?.[verb];
      if (!action) throw invalid(`${address.kind} has no method '${verb}'`);
      action.refuse?.(resource, args, this);
      const operation = this.#begin(resource, verb, Math.max(this.now, resource.readyAt));
      this.clock.schedule(operation.end, "cloud.acted", operation.id, args);
      action.begun?.(resource, args, this, operation);
      return operation;
    });
  }

  /** What is there, without a call: for handlers, reports and tests. */
  find(id: string): CloudResource | undefined {
    return this.#resources.get(id);
  }

  /** All of a kind, or all there is. */
  *all(kind?: string): IterableIterator<CloudResource> {
    for (const resource of this.#resources.values()) {
      if (kind === undefined || resource.kind === kind) yield resource;
    }
  }

  /** What a kind remembers that belongs to no single resource; led by the kind's module, such as `traffic.load`. */
  table<T>(name: string): Table<T> {
    return this.#records.table(name);
  }

  /** Notes what goes on behind the API; no call, no operation. */
  setRuntime(id: string, runtime: JsonObject): void {
    const resource = this.#required(id);
    this.#resources.put(id, { ...resource, runtime });
  }

  /** Changes what the API shows, as the service itself does after an event; no call, no operation. */
  setProperties(id: string, properties: JsonObject): void {
    const resource = this.#required(id);
    this.#resources.put(id, { ...resource, properties });
  }

  operation(id: string): Operation {
    const operation = this.#operations.get(id);
    if (!operation) throw notFound(id);
    return operation;
  }

  operations(): IterableIterator<Operation> {
    return this.#operations.values();
  }

  calls(): IterableIterator<ApiCall> {
    return this.#calls.values();
  }

  kind(name: string): Kind {
    return this.#kinds.get(name) ?? { kind: name };
  }

  /** Lets time pass until `time`. */
  advanceTo(time: Instant): void {
    this.clock.advanceTo(time, (event) => this.#handle(event));
  }

  /** Lets time pass until every operation that has begun is over. */
  settle(): void {
    const ends = [...this.#operations.values()].map(({ end }) => end);
    this.advanceTo(Math.max(this.now, ...ends));
  }

  #handle(event: CloudEvent): void {
    if (event.type === "cloud.done") return this.#done(event);
    if (event.type === "cloud.acted") return this.#acted(event);
    this.#events.get(event.type.split(".")[0] ?? "")?.(event, this);
  }

  #done(event: CloudEvent): void {
    const resource = this.#resources.get(event.about);
    if (resource) this.kind(resource.kind).done?.(resource, this);
  }

  #acted(event: CloudEvent): void {
    const operation = this.operation(event.about);
    const resource = this.#resources.get(operation.target);
    try {
      if (!resource) throw notFound(operation.target);
      this.kind(resource.kind).actions?.[operation.verb]?.done(resource, event.args, this);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#operations.put(operation.id, { ...operation, error: reason });
    }
  }

  #put(asked: Asked & { readonly kind: string }): CloudResource {
    const { kind: name, project, location, before } = asked;
    const kind = this.kind(name);
    kind.refuse?.(asked, this);
    const resource: CloudResource = {
      id: idOf({ kind: name, project, location, name: asked.name }),
      kind: name,
      project,
      location,
      name: asked.name,
      properties: kind.complete?.(asked, this) ?? asked.properties,
      runtime: before?.runtime ?? {},
      createdAt: before?.createdAt ?? this.now,
      readyAt: before?.readyAt ?? this.now,
      revision: (before?.revision ?? 0) + 1,
    };
    const verb = before ? "update" : "create";
    const { end } = this.#begin(resource, verb, this.#startOf(resource), before);
    const begun = { ...resource, readyAt: end };
    this.#resources.put(begun.id, begun);
    this.clock.schedule(end, "cloud.done", begun.id);
    kind.begun?.(begun, before, this);
    return this.#required(begun.id);
  }

  /** An operation waits for the one before it, and for those of everything it refers to. */
  #startOf(resource: CloudResource): Instant {
    const needed = this.referredTo(resource).map(({ readyAt }) => readyAt);
    return Math.max(this.now, resource.readyAt, ...needed);
  }

  /** What a resource's properties refer to by link or id. */
  referredTo(_resource: CloudResource): readonly CloudResource[] {
    return [];
  }

  #begin(target: CloudResource, verb: string, start: Instant, before?: CloudResource): Operation {
    const number = (this.#settings.get("operations") ?? 0) + 1;
    this.#settings.put("operations", number);
    const takes = this.kind(target.kind).takes?.(verb, target, before);
    const length = this.lasts(takes ?? [], target.id, verb, target.revision);
    const operation = {
      id: `operation-${String(number).padStart(9, "0")}`,
      target: target.id,
      verb,
      start,
      end: start + length,
    };
    this.#operations.put(operation.id, operation);
    return operation;
  }

  /** How long something takes, in milliseconds: drawn anew for other words. */
  lasts(takes: Lasting, ...words: readonly (string | number)[]): number {
    const parts = typeof takes === "string" ? [{ line: takes }] : takes;
    const lengths = parts.map(
      ({ line, times = 1 }) => times * draw(this.#spans(line), this.chance(line, ...words)),
    );
    return Math.round(lengths.reduce((sum, length) => sum + length, 0));
  }

  #call<T>(verb: string, address: Address, effect: () => T): T {
    const number = (this.#settings.get("calls") ?? 0) + 1;
    this.#settings.put("calls", number);
    const call = { number, at: this.now, verb, kind: address.kind, target: idOf(address) };
    const note = (answer: string) => this.#calls.put(String(number), { ...call, answer });
    try {
      this.faults.before(call, address);
      const result = effect();
      this.faults.after(call, address);
      note("ok");
      return result;
    } catch (error) {
      note(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #required(id: string): CloudResource {
    const resource = this.#resources.get(id);
    if (!resource) throw notFound(id);
    return resource;
  }
}

/** `compute.Network:sandbox-bank/global/bank-network` */
export function idOf({ kind, project, location, name }: Address): string {
  return `${kind}:${project}/${location}/${name}`;
}
