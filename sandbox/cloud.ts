import { idOf, type Address } from "./address";
import { Clock } from "./clock";
import { CloudError, invalid } from "./error";
import type { Faults } from "./faults";
import { refuseFields } from "./given-fields";
import { Journal } from "./journal";
import type { JsonObject } from "./json";
import type { Asked, Kind, Lasting } from "./kind";
import type { ApiCall, CloudEvent, CloudResource, Instant, Operation } from "./model";
import { Names } from "./names";
import { Operations } from "./operations";
import type { CloudParts } from "./parts";
import { refuseGuarded } from "./protection";
import { refuseOverQuota } from "./quota";
import { References } from "./references";
import { changed, Resources } from "./resources";
import type { Table } from "./store/records";
import { chance, draw } from "./timing";

export { idOf, type Address } from "./address";
export type { CloudParts } from "./parts";

/**
 * Google Cloud as far as Standby sees it: what exists, which calls are answered how, and what goes
 * on behind them while time passes. Everything it knows is in the records; every call is either
 * carried out in full or refused with a `CloudError`. It is synchronous: whoever calls holds it.
 */
export class Cloud {
  readonly clock: Clock;
  readonly faults: Faults;
  /** Who makes the calls that come now: what is made new may be seen by its maker before others. */
  caller = "";
  readonly #parts: CloudParts;
  readonly #resources: Resources;
  readonly #references: References;
  readonly #names: Names;
  readonly #operations: Operations;
  readonly #journal: Journal;
  readonly #settings: Table<number>;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #events: ReadonlyMap<string, NonNullable<Kind["events"]>[string]>;

  constructor(parts: CloudParts) {
    const { records, kinds, faults } = parts;
    this.#parts = parts;
    this.#resources = new Resources(records);
    this.#references = new References(records);
    this.#names = new Names(records);
    this.#operations = new Operations(records);
    this.#journal = new Journal(records);
    this.#settings = records.table("setting");
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
    this.#events = new Map(kinds.flatMap(({ events }) => Object.entries(events ?? {})));
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

  /** How long something takes, in milliseconds: drawn anew for other words. */
  lasts(takes: Lasting, ...words: readonly (string | number)[]): number {
    const length = (line: string) => draw(this.#parts.spans(line), this.chance(line, ...words));
    if (typeof takes === "string") return length(takes);
    return Math.round(takes.reduce((sum, { line, times = 1 }) => sum + times * length(line), 0));
  }

  /** Makes a resource. @throws CloudError if the API would refuse it. */
  create(address: Address, properties: JsonObject): CloudResource {
    return this.#call("create", address, properties, () => {
      this.#names.refuseTaken(address, this.now);
      const made = this.#put({ ...address, properties });
      this.faults.made(made, this.caller);
      return made;
    });
  }

  /** @throws CloudError 404 if there is none. */
  get(address: Address): CloudResource {
    return this.#call("get", address, {}, () => {
      const resource = this.#resources.required(idOf(address));
      this.faults.refuseUnseen(resource, this.caller);
      return resource;
    });
  }

  /** Gives a resource other properties, all of them. @throws CloudError if the API would refuse it. */
  update(address: Address, properties: JsonObject): CloudResource {
    return this.#call("update", address, properties, () => {
      const before = this.#resources.required(idOf(address));
      return this.#put({ ...address, before, properties });
    });
  }

  /** Deletes a resource and what goes with it. @throws CloudError if it isn't there, is protected or in use. */
  delete(address: Address): void {
    this.#call("delete", address, {}, () => {
      const resource = this.#resources.required(idOf(address));
      const { refuseDelete, letsGo } = this.kind(resource.kind);
      const children = this.#references.goWith(resource);
      [resource, ...children].forEach(refuseGuarded);
      refuseDelete?.(resource, this);
      this.#references.refuseNeeded(resource, letsGo);
      for (const going of [...children, resource]) this.#remove(going);
      this.#begin(resource, "delete", this.now);
    });
  }

  /** Starts one of a kind's own verbs; its effect comes when the operation ends. */
  act(address: Address, verb: string, args: JsonObject = {}): Operation {
    return this.#call(verb, address, {}, () => {
      const resource = this.#resources.required(idOf(address));
      const action = this.kind(address.kind).actions?.[verb];
      if (!action) throw invalid(`${address.kind} has no method '${verb}'`);
      action.refuse?.(resource, args, this);
      const operation = this.#begin(resource, verb, Math.max(this.now, resource.readyAt));
      this.#resources.put({ ...resource, revision: resource.revision + 1 });
      this.clock.schedule(operation.end, "cloud.acted", operation.id, args);
      action.begun?.(resource, args, this, operation);
      return operation;
    });
  }

  /** What is there, without a call: for handlers, reports and tests. */
  find(id: string): CloudResource | undefined {
    return this.#resources.get(id);
  }

  /** All of a kind, or all there is, in the order of their ids. */
  all(kind?: string): IterableIterator<CloudResource> {
    return this.#resources.all(kind);
  }

  /** What a resource's properties refer to by link or id, and the parent it stands in. */
  referredTo(resource: CloudResource): readonly CloudResource[] {
    return this.#references.of(resource);
  }

  /** Those whose properties refer to a resource, its children among them. */
  referrersOf(resource: CloudResource): readonly CloudResource[] {
    return this.#references.to(resource);
  }

  /** What a kind remembers that belongs to no single resource; led by the kind's module, such as `traffic.load`. */
  table<T>(name: string): Table<T> {
    return this.#parts.records.table(name);
  }

  /** Notes what goes on behind the API; no call, no operation. */
  setRuntime(id: string, runtime: JsonObject): void {
    this.#resources.put({ ...this.#resources.required(id), runtime });
  }

  /** Changes what the API shows, as the service itself does after an event; no call, no operation. */
  setProperties(id: string, properties: JsonObject): void {
    this.#resources.put({ ...this.#resources.required(id), properties });
  }

  /** What a resource holds is deleted by a person or a program, through no call that is modelled. */
  deleteData(id: string, args: JsonObject = {}): void {
    const resource = this.#resources.required(id);
    const { dataDeleted } = this.kind(resource.kind);
    if (dataDeleted) dataDeleted(resource, args, this);
    else this.setRuntime(id, { ...resource.runtime, dataDeletedAt: this.now });
  }

  /** @throws CloudError 403 if `after` takes more of a quota of its region than is left. */
  refuseOverQuota(before: CloudResource | undefined, after: CloudResource): void {
    refuseOverQuota({ before, after }, this.faults, this);
  }

  operation(id: string): Operation {
    return this.#operations.get(id);
  }

  /** The last ones, oldest first. */
  operations(): IterableIterator<Operation> {
    return this.#operations.all();
  }

  /** The journal: the last calls, oldest first. */
  calls(): IterableIterator<ApiCall> {
    return this.#journal.calls();
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
    this.advanceTo(Math.max(this.now, this.#operations.lastEnd));
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
    try {
      this.#parts.records.atomically(() => {
        const resource = this.#resources.required(operation.target);
        this.kind(resource.kind).actions?.[operation.verb]?.done(resource, event.args, this);
      });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      this.#operations.fail(operation, error.message);
    }
  }

  #put(asked: Asked & Address): CloudResource {
    const { before } = asked;
    const kind = this.kind(asked.kind);
    this.#refuse(asked);
    kind.refuse?.(asked, this);
    const properties = kind.complete?.(asked, this) ?? asked.properties;
    const resource = changed(asked, properties, this.now);
    this.refuseOverQuota(before, resource);
    const verb = before ? "update" : "create";
    const { end } = this.#begin(resource, verb, this.#startOf(resource), before);
    this.#resources.put({ ...resource, readyAt: end });
    this.clock.schedule(end, "cloud.done", resource.id);
    kind.begun?.(this.#resources.required(resource.id), before, this);
    return this.#resources.required(resource.id);
  }

  /** What is refused whatever the kind. */
  #refuse(asked: Asked & Address): void {
    const { before, properties } = asked;
    const { refersFreely, mutable } = this.kind(asked.kind);
    if (this.#parts.rules) refuseFields(asked, this.#parts.rules, mutable);
    if (!refersFreely) this.#references.refuseMissing(asked, before?.properties ?? {}, properties);
  }

  #remove(resource: CloudResource): void {
    const kind = this.kind(resource.kind);
    this.#resources.delete(resource.id);
    this.#names.release(resource, this.now, kind.nameTaken);
    kind.removed?.(resource, this);
  }

  /** An operation waits for the one before it, and for those of everything it refers to. */
  #startOf(resource: CloudResource): Instant {
    const needed = this.referredTo(resource).map(({ readyAt }) => readyAt);
    return Math.max(this.now, resource.readyAt, ...needed);
  }

  #begin(target: CloudResource, verb: string, start: Instant, before?: CloudResource): Operation {
    const { takes } = this.kind(target.kind);
    const line = takes ? takes(verb, target, before) : this.#parts.takes?.(target.kind, verb);
    const length = this.lasts(line ?? [], target.id, verb, target.revision);
    const slow = Math.round(length * this.faults.slowness(target.location));
    return this.#operations.begin(target.id, verb, this.now, start, start + slow);
  }

  #call<T>(verb: string, address: Address, properties: JsonObject, effect: () => T): T {
    const call = this.#journal.begin(this.now, verb, address.kind, idOf(address));
    const into = this.kind(address.kind).callsInto?.(address, this);
    const place = { location: into ?? this.#references.placeOf(address, properties) };
    try {
      this.faults.before(call, place);
      const result = this.#parts.records.atomically(effect);
      this.faults.after(call, place);
      this.#journal.note(call, "ok");
      return result;
    } catch (error) {
      this.#journal.note(call, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
}
