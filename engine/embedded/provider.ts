import type { Properties } from "./wire";

/**
 * What an engine asks of a provider: the calls of Pulumi's provider protocol, without its wire.
 *
 * Properties are in wire form. What goes in holds no secret marks, as for a provider that doesn't
 * take secrets; unknown values are `UNKNOWN`. What comes out may mark secrets.
 * A failed call rejects with a `ProviderError`.
 */
export interface Provider {
  /** The package it serves, such as `gcp`. */
  readonly name: string;
  /** Takes the provider's own configuration, such as `project` and `region`, once. */
  configure(config: Properties): Promise<void>;
  /** Checks inputs and completes them: defaults, and a name where none is given. */
  check(request: CheckRequest): Promise<Checked>;
  /** What would have to be done to get from the state to the new inputs. Changes nothing. */
  diff(request: DiffRequest): Promise<Difference>;
  create(request: CreateRequest): Promise<Made>;
  /** What is there now, or nothing if it is gone. */
  read(request: ReadRequest): Promise<Found | undefined>;
  update(request: UpdateRequest): Promise<Properties>;
  delete(request: DeleteRequest): Promise<void>;
  /** Looks something up by a function's token, such as `gcp:organizations/getProject:getProject`. */
  invoke(token: string, args: Properties): Promise<Properties>;
}

export interface CheckRequest {
  readonly urn: string;
  /** The checked inputs of the last deployment, if there was one: a made-up name stays what it is. */
  readonly olds: Properties | undefined;
  readonly news: Properties;
  /** What made-up names follow from. */
  readonly randomSeed: string;
}

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface DiffRequest {
  readonly urn: string;
  readonly id: string;
  /** The outputs of the last deployment or refresh. */
  readonly olds: Properties;
  readonly oldInputs: Properties;
  /** Checked inputs; ignored properties have their old values already. */
  readonly news: Properties;
  readonly ignoreChanges: readonly string[];
}

export type PropertyChange = "add" | "delete" | "update";

export interface Difference {
  /** What differs, by path such as `settings.tier`. Empty: nothing is to be done. */
  readonly changes: Readonly<Record<string, PropertyChange>>;
  /** The paths among them that make a new resource necessary. */
  readonly replaces: readonly string[];
  /** Whether the old one has to go first, because both can't have the name. */
  readonly deleteBeforeReplace: boolean;
}

export interface CreateRequest {
  readonly urn: string;
  readonly inputs: Properties;
  /** Nothing is made: known outputs are shown as they will be. */
  readonly preview: boolean;
}

export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

export interface ReadRequest {
  readonly urn: string;
  /**
   * Empty after a creation whose answer never came: what is meant then is the resource that
   * `inputs` would have made, found by the name in them.
   */
  readonly id: string;
  /** State so far; empty for a look-up by id alone. */
  readonly state: Properties;
  readonly inputs: Properties;
}

export interface Found {
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs: Properties;
}

export interface UpdateRequest {
  readonly urn: string;
  readonly id: string;
  readonly olds: Properties;
  readonly oldInputs: Properties;
  readonly news: Properties;
  readonly preview: boolean;
}

export interface DeleteRequest {
  readonly urn: string;
  readonly id: string;
  readonly state: Properties;
  readonly inputs: Properties;
}

/** Why a provider's call failed, in the words of the service behind it. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  /**
   * What was made before the call failed, if anything was: the engine keeps it, so that the next
   * run neither makes it twice nor forgets it.
   */
  readonly partial: Made | undefined;
  /**
   * Whether the call may have taken effect all the same: the service gave no answer, as opposed to
   * a refusal. The engine keeps the call as a pending operation then, and the next run looks.
   */
  readonly uncertain: boolean;

  constructor(message: string, partial?: Made, uncertain = false) {
    super(message);
    this.partial = partial;
    this.uncertain = uncertain;
  }
}
