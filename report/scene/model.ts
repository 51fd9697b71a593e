/** How well something does at the moment that a scene shows. */
export type Condition = "works" | "waits" | "takes over" | "degraded" | "lost";

/** A system at one moment: what is lost, what serves, where the writes go. */
export interface Scene {
  /** Unique among the scenes of a system: `zone-loss us-east1-b`. */
  readonly id: string;
  readonly title: string;
  readonly regions: readonly RegionScene[];
  /** Stores that belong to no region of the system. */
  readonly shared: readonly Part[];
  /** The same in sentences, for whoever doesn't see the drawing. */
  readonly sentences: readonly string[];
}

export interface RegionScene {
  readonly name: string;
  /** In words: `primary`, `hot standby`, `lost`. */
  readonly role: string;
  readonly condition: Condition;
  readonly zones: readonly { readonly name: string; readonly condition: Condition }[];
  readonly parts: readonly Part[];
  /** Whether users are sent there. */
  readonly isServing: boolean;
}

/** A service or a data store, in one region or in none. */
export interface Part {
  readonly name: string;
  readonly kind: "service" | "store";
  readonly condition: Condition;
  readonly note: string;
  /** How many instances or pods each zone has, for a service. */
  readonly zones?: Readonly<Record<string, number>>;
  /** Stores that a service is useless without. */
  readonly needs?: readonly string[];
  /** Whether it takes the writes of its store now. */
  readonly isWriter?: boolean;
  /** Region that it copies its store from. */
  readonly copies?: string;
}
