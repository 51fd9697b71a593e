import type { Address } from "./cloud";
import type { ApiCall } from "./model";
import { CloudError, NoAnswer } from "./error";
import type { Records, Table } from "./store/records";

/** Something that is wrong with the cloud until it is taken away again. */
export type Fault =
  /** Its data plane is dead, and calls into it fail or are never answered. */
  | { readonly kind: "region-loss"; readonly region: string; readonly calls: "fail" | "hang" }
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
      readonly verb?: string;
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
  /** At most so many of a metric, such as `instances`, in the region. */
  | {
      readonly kind: "quota";
      readonly region: string;
      readonly metric: string;
      readonly most: number;
    }
  /** What is made can't be seen by others for so long, in milliseconds. */
  | { readonly kind: "propagation"; readonly of: string; readonly delay: number }
  /** Instances that run this image never get healthy. */
  | { readonly kind: "bad-release"; readonly image: string };

type Call = Omit<ApiCall, "answer">;

/** What is wrong at the moment, and what that does to calls. */
export class Faults {
  readonly #faults: Table<Fault>;
  readonly #watchers: (() => void)[] = [];

  constructor(records: Records) {
    this.#faults = records.table("fault");
  }

  /** Makes something go wrong from now on. The id is how it is healed. */
  inject(id: string, fault: Fault): void {
    this.#faults.put(id, fault);
    this.#tell();
  }

  heal(id: string): void {
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

  active(): IterableIterator<Fault> {
    return this.#faults.values();
  }

  /** Whether nothing in a zone, or in a whole region, works. */
  isLost(location: string): boolean {
    return [...this.active()].some(
      (fault) =>
        (fault.kind === "zone-loss" && fault.zone === location) ||
        (fault.kind === "region-loss" &&
          (fault.region === location || location.startsWith(`${fault.region}-`))),
    );
  }

  /** Refuses a call that a fault keeps from taking effect. @throws CloudError, NoAnswer */
  before(_call: Call, { location }: Address): void {
    for (const fault of this.active()) {
      if (fault.kind !== "region-loss" || !this.isLost(location)) continue;
      if (fault.calls === "hang") throw new NoAnswer(`${location} doesn't answer`);
      throw new CloudError(503, "backendError", `Service unavailable in ${location}`);
    }
  }

  /** Fails a call that has taken effect. */
  after(_call: Call, _address: Address): void {}
}
