import type { PropertyChange } from "../provider";
import type { ResourceState } from "./state";

/** What is done to a resource, in the words of Pulumi's engine. */
export type Op =
  | "same"
  | "create"
  | "update"
  | "replace"
  | "create-replacement"
  | "delete"
  | "delete-replaced"
  | "discard"
  | "discard-replaced"
  | "remove-pending-replace"
  | "read"
  | "read-replacement"
  | "refresh";

/** One thing that a deployment does, or would do. */
export interface Step {
  readonly op: Op;
  readonly urn: string;
  /** The resource as it was; none for what is new. */
  readonly old?: ResourceState;
  /** The resource as it will be, or as it has become; none for what goes. */
  readonly new?: ResourceState;
  /** The properties that caused it, by path. */
  readonly changes: Readonly<Record<string, PropertyChange>>;
  /** Those among them that make a new resource necessary. */
  readonly replaces: readonly string[];
}

/** A step as it is decided, before it is carried out. */
export interface Decided extends Step {
  /** Number of the resource as it was. */
  readonly key?: number;
  /** The old resource is taken away after the new one has been made. */
  readonly deletesLater?: boolean;
  /** Nothing is done and nothing recorded: the resource was left out on purpose. */
  readonly skipped?: boolean;
}

const NOTHING = { changes: {}, replaces: [] };

/** A step that no property causes. */
export function step(op: Op, urn: string, rest: Partial<Decided> = {}): Decided {
  return { op, urn, ...NOTHING, ...rest };
}

/** Whether carrying a step out changes what exists, or what is known of it. */
export function isChange({ op }: Step): boolean {
  return op !== "same" && op !== "read";
}
