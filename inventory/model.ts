import type { Timeouts } from "./timeouts";

/** A value that is not known before the resource exists: the engine's own marker. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What stands for a secret's value; the value itself never enters an inventory. */
export const SECRET = "[secret]";

/** One registered resource, as data. Values are JSON; `UNKNOWN` and `SECRET` stand for themselves. */
export interface Resource {
  readonly urn: string;
  /** Pulumi's type token, such as `gcp:compute/network:Network`. */
  readonly type: string;
  /** The logical name, which is the last part of the URN. */
  readonly name: string;
  /** False for components, which exist only to group others. */
  readonly custom: boolean;
  /** URN of the component or resource it stands under; the root has none. */
  readonly parent?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs of all resources that have to exist first. */
  readonly dependencies: readonly string[];
  /** URNs by the input property that needs them. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly timeouts?: Timeouts;
}

/** All that one stack's program registered, in an order that does not depend on timing. */
export interface Inventory {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly Resource[];
  /** What the stack shows to people and pipelines. */
  readonly outputs: Readonly<Record<string, unknown>>;
}
