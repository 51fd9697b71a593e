import type { Address } from "./address";
import type { Cloud } from "./cloud";
import type { JsonObject } from "./json";
import type { CloudEvent, CloudResource, Location, Operation } from "./model";

/** A change of a resource that is asked for: `before` is missing when it is new. */
export interface Asked {
  readonly project: string;
  readonly location: Location;
  readonly name: string;
  readonly before?: CloudResource;
  /** What it shall have. */
  readonly properties: JsonObject;
}

/**
 * How the cloud treats one kind of resource. Every part may be left out: without any, a kind can
 * be made, read, changed and deleted, and does nothing.
 */
export interface Kind {
  /** As the field rules call it. */
  readonly kind: string;
  /** Refuses what the API would refuse, with a `CloudError`; nothing has changed yet. */
  readonly refuse?: (asked: Asked, cloud: Cloud) => void;
  /** Refuses a deletion that the API would refuse. */
  readonly refuseDelete?: (resource: CloudResource, cloud: Cloud) => void;
  /** Whether one that refers to it doesn't keep it from being deleted. @default everything strict does */
  readonly letsGo?: (referrer: CloudResource) => boolean;
  /** What the service fills in: defaults and computed values. Returns all properties. */
  readonly complete?: (asked: Asked, cloud: Cloud) => JsonObject;
  /** Follows a creation or change at once, before its operation has ended. */
  readonly begun?: (
    resource: CloudResource,
    before: CloudResource | undefined,
    cloud: Cloud,
  ) => void;
  /** Follows the end of a creation or change: what it does to the data plane. */
  readonly done?: (resource: CloudResource, cloud: Cloud) => void;
  readonly removed?: (resource: CloudResource, cloud: Cloud) => void;
  /** Follows every fault that is injected or healed: once, not for each resource. */
  readonly faulted?: (cloud: Cloud) => void;
  /** Verbs beyond create, update and delete, such as `promoteReplica`. */
  readonly actions?: Readonly<Record<string, Action>>;
  /** What happens at events whose type is led by one of these, such as `group`. */
  readonly events?: Readonly<Record<string, (event: CloudEvent, cloud: Cloud) => void>>;
  /** How long a verb takes; none: it takes no time. `before` is there when the verb is `update`. */
  readonly takes?: (
    verb: string,
    resource: CloudResource,
    before?: CloudResource,
  ) => Lasting | undefined;
  /** How long a deleted name stays taken, in milliseconds. @default what `names.ts` says of the kind */
  readonly nameTaken?: number;
  /** Where calls about it go, and so which region's loss they fail with. @default its own, a child's parent's location */
  readonly callsInto?: (address: Address, cloud: Cloud) => Location;
  /** It may refer to what isn't there. @default only kinds of other services than `references.ts` names may */
  readonly refersFreely?: boolean;
  /** Fields that the API changes in place although the provider replaces for them. @default none */
  readonly mutable?: readonly string[];
  /** What it takes of its region's quotas, such as `{ instances: 3 }`; one of its own kind always counts. */
  readonly uses?: (resource: CloudResource) => Readonly<Record<string, number>>;
  /** Somebody deletes what it holds, through no call that the sandbox knows. @default `runtime.dataDeletedAt` is noted */
  readonly dataDeleted?: (resource: CloudResource, args: JsonObject, cloud: Cloud) => void;
}

/** A line in the file of durations, such as `sql.create`, or several lines one after the other. */
export type Lasting = string | readonly { readonly line: string; readonly times?: number }[];

/** A verb of one kind. */
export interface Action {
  /** Refuses what the API would refuse at once; nothing has changed yet. */
  readonly refuse?: (resource: CloudResource, args: JsonObject, cloud: Cloud) => void;
  /** Follows the call at once, before the operation has ended. */
  readonly begun?: (
    resource: CloudResource,
    args: JsonObject,
    cloud: Cloud,
    operation: Operation,
  ) => void;
  /** Its effect, when the operation has ended. */
  readonly done: (resource: CloudResource, args: JsonObject, cloud: Cloud) => void;
}
