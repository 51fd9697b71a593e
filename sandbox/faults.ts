import { regionOf, type Address } from "./address";
import { forbidden, NoAnswer, notFound, unavailable } from "./error";
import type { ApiCall, CloudResource, Instant } from "./model";
import type { Records, Table } from "./store/records";
import { chance } from "./timing";

/** Something that is wrong with the cloud until it is taken away again. */
export type Fault =
  /** Its data plane is dead, and calls into it fail or are never answered. Calls to a global API go on. */
  | { readonly kind: "region-loss"; readonly region: string; readonly calls: "fail" | "hang" }
  /** Its data plane is dead, and calls about what stands in that zone alone fail. */
  | { readonly kind: "zone-loss"; readonly zone: string }
  /** Calls into it take `factor` times as long, and `failing` of them fail (0 to 1). */
  | {
      readonly kind: "degraded";
      readonly region: string;
      readonly factor: number;
      readonly failing: number;
    }
  /** The n-th call from now on that matches fails, before or after it took effect. */
  | {
      readonly kind: "call";
      readonly nth: number;
      readonly when: "before" | "after";
      /** Refused for good (403), so that no caller tries again. @default false, which is 503 */
      readonly refused?: boolean;
      readonly verb?: string;
      /** A kind, or the id of one resource. */
      readonly of?: string;
    }
  /** The replica's lag in milliseconds; it grows by `growth` each millisecond. */
  | {
      readonly kind: "lag";
      readonly instance: string;
      readonly lag: number;
      readonly growth: number;
    }
  /** No machines can be had there. */
  | { readonly kind: "no-capacity"; readonly zone: string }
  /** At most so many of a metric in the region: `instances`, or a kind, such as `compute.Address`. */
  | {
      readonly kind: "quota";
      readonly region: string;
      readonly metric: string;
      readonly most: number;
    }
  /** What is made can't be seen by others for so long, in milliseconds; `of` is a kind, an id or a name. */
  | { readonly kind: "propagation"; readonly of: string; readonly delay: number }
  /** Instances that run this image never get healthy, or answer probes and fail whoever uses them. */
  | { readonly kind: "bad-release"; readonly image: string; readonly answersProbes?: boolean };

type Call = Omit<ApiCall, "answer">;

/** A fault as the records keep it. */
interface Injected {
  readonly fault: Fault;
  readonly since: Instant;
}

/** What is wrong at the moment, and what that does to calls. */
export class Faults {
  readonly #watchers: (() => void)[] = [];
  readonly #faults: Table<Injected>;
  readonly #numbers: Table<number>;
  readonly #makers: Table<string>;
  readonly #time: Table<number>;
  readonly #settings: Table<number>;

  constructor(records: Records) {
    this.#faults = records.table("fault");
    this.#numbers = records.table("fault-count");
    this.#makers = records.table("maker");
    this.#time = records.table("clock");
    this.#settings = records.table("setting");
  }

  /** Makes something go wrong from now on. The id is how it is healed. */
  inject(id: string, fault: Fault): void {
    this.#numbers.delete(id);
    this.#faults.put(id, { fault, since: this.#now });
    this.#tell();
  }

  heal(id: string): void {
    this.#numbers.delete(id);
    this.#faults.delete(id);
    this.#tell();
  }

  /** Has somebody called after every change of what is wrong. */
  watch(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  *active(): IterableIterator<Fault> {
    for (const { fault } of this.#faults.values()) yield fault;
  }

  /** All of one kind that are active. */
  *of<K extends Fault["kind"]>(kind: K): IterableIterator<Extract<Fault, { kind: K }>> {
    for (const fault of this.active()) if (isA(fault, kind)) yield fault;
  }

  /** Whether nothing in a zone, or in a whole region, works. */
  isLost(location: string): boolean {
    return this.lostSince(location) !== undefined;
  }

  /** Since when nothing there works; undefined while it does. */
  lostSince(location: string): Instant | undefined {
    const region = regionOf(location);
    const since = [...this.#faults.values()].flatMap(({ fault, since }) =>
      (fault.kind === "zone-loss" && fault.zone === location) ||
      (fault.kind === "region-loss" && fault.region === region)
        ? [since]
        : [],
    );
    return since.length === 0 ? undefined : Math.min(...since);
  }

  /** A replica's lag in milliseconds, if a fault says one. */
  lagOf(instance: string): number | undefined {
    for (const { fault, since } of this.#faults.values()) {
      if (fault.kind !== "lag" || fault.instance !== instance) continue;
      return fault.lag + fault.growth * (this.#now - since);
    }
    return undefined;
  }

  hasCapacity(zone: string): boolean {
    return ![...this.of("no-capacity")].some((fault) => fault.zone === zone);
  }

  isBadRelease(image: string): boolean {
    return [...this.of("bad-release")].some((fault) => fault.image === image);
  }

  /** How many times as long operations take there. */
  slowness(location: string): number {
    const degraded = [...this.of("degraded")].filter(({ region }) => region === regionOf(location));
    return Math.max(1, ...degraded.map(({ factor }) => factor));
  }

  /** Notes who made a thing that others can't see at once. */
  made(resource: CloudResource, caller: string): void {
    if ([...this.of("propagation")].some((fault) => isAbout(fault.of, resource)))
      this.#makers.put(resource.id, caller);
  }

  /** Refuses a look at what hasn't got round to the caller yet: a grant 403, all else 404. */
  refuseUnseen(resource: CloudResource, caller: string): void {
    const maker = this.#makers.get(resource.id);
    if (maker === undefined || maker === caller) return;
    for (const { of, delay } of this.of("propagation")) {
      if (!isAbout(of, resource) || this.#now >= resource.createdAt + delay) continue;
      if (!/I[Aa][Mm]Member$/.test(resource.kind)) throw notFound(resource.id);
      throw forbidden("forbidden", `Permission of '${resource.name}' denied`);
    }
  }

  /** Refuses a call that a fault keeps from taking effect. @throws CloudError, NoAnswer */
  before(call: Call, { location }: Pick<Address, "location">): void {
    const failing = this.#count(call);
    this.#refuseLost(location);
    const struck = failing.find(({ when }) => when === "before");
    if (struck?.refused) throw forbidden("forbidden", `Call ${call.number} was refused`);
    if (struck) throw unavailable(location);
    for (const { region, failing: share } of this.of("degraded")) {
      if (region !== regionOf(location)) continue;
      if (chance(this.#seed, "degraded", call.number) < share) throw unavailable(location);
    }
  }

  /** Fails a call that has taken effect. @throws CloudError */
  after(call: Call, { location }: Pick<Address, "location">): void {
    for (const [id, fault] of this.#nth(call)) {
      if (fault.when === "after" && this.#numbers.get(id) === fault.nth)
        throw unavailable(location);
    }
  }

  #refuseLost(location: string): void {
    for (const fault of this.active()) {
      if (fault.kind === "zone-loss" && fault.zone === location) throw unavailable(location);
      if (fault.kind !== "region-loss" || fault.region !== regionOf(location)) continue;
      if (fault.calls === "hang") throw new NoAnswer(`${location} doesn't answer`);
      throw unavailable(location);
    }
  }

  /** Counts a call, and gives the faults whose turn it is. */
  #count(call: Call) {
    return this.#nth(call).flatMap(([id, fault]) => {
      const number = (this.#numbers.get(id) ?? 0) + 1;
      this.#numbers.put(id, number);
      return number === fault.nth ? [fault] : [];
    });
  }

  /** The faults that wait for the n-th of calls like this one. */
  #nth(call: Call) {
    const waiting: [id: string, fault: Extract<Fault, { kind: "call" }>][] = [];
    for (const id of this.#faults.keys()) {
      const fault = this.#faults.get(id)?.fault;
      if (fault?.kind === "call" && matches(fault, call)) waiting.push([id, fault]);
    }
    return waiting;
  }

  get #now(): Instant {
    return this.#time.get("now") ?? 0;
  }

  get #seed(): number {
    return this.#settings.get("seed") ?? 1;
  }
}

function isA<K extends Fault["kind"]>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}

function isAbout(of: string, { id, kind, name }: CloudResource): boolean {
  return of === kind || of === id || of === name;
}

function matches({ verb, of }: { readonly verb?: string; readonly of?: string }, call: Call) {
  const verbFits = verb === undefined || verb === call.verb;
  return verbFits && (of === undefined || of === call.kind || of === call.target);
}
