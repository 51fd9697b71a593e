import type { Gigabytes, Seconds } from "../units";

/**
 * What other layers decide by, of one store. They never ask for its kind: two kinds of which all
 * this is the same are treated the same.
 */
export interface Traits {
  /** Where its data is, and so what it is lost with. */
  readonly residence: Residence;
  /** Where it is, for a preview; none where what stands in the regions says it. */
  readonly note?: string;
  /** How much it holds, if that is described. */
  readonly size?: Gigabytes;
  /** Where its keys are, where those are the system's own. */
  readonly keys: readonly KeyUse[];
  /** What brings deleted data back; a stage that is left out brings nothing back. */
  readonly deletion: Partial<Readonly<Record<DeletionStage, Restorable>>>;
  /** What is copied on a schedule. */
  readonly copies: readonly Copies[];
  /** How it comes back as of a moment. */
  readonly restore: Restore;
  /** What is done when the one region is gone that it is in. */
  readonly rescue: Rescue;
  /** What its vendor promises. */
  readonly promise: Promised;
}

/** Where the data of a store is. */
export type Residence =
  /** Each region that holds an instance declares it in its own stack, and one of them is written to. */
  | { readonly in: "stacks"; readonly as: "databases" | "disks" }
  /** One region, in several of its zones. */
  | { readonly in: "region"; readonly region: string }
  /** Several regions before a write is acknowledged; `source` promises it. */
  | { readonly in: "regions"; readonly place: string; readonly source: string }
  /** Several regions, the second a while after the first: how long, as `recovery/durations.tsv` names it. */
  | {
      readonly in: "regions, later";
      readonly place: string;
      readonly lag: Readonly<Record<"cold" | "warm" | "hot", string>>;
    }
  /** Some region of a larger place, of which nothing is promised when a region is lost. */
  | { readonly in: "somewhere"; readonly place: string }
  /** Whichever region each part of it was sent from. */
  | { readonly in: "senders" };

/** One of Google's services encrypts it, and where its key has to be. */
export interface KeyUse {
  readonly user: string;
  readonly at:
    | KeyPlace
    /** In a region that holds an instance, or in the multi-region around it. */
    | "the region"
    | "around the region"
    /** Where every region of the system reaches it. */
    | "around all regions";
}

/** A location by the product's name, or the two regions of a pair. */
export type KeyPlace = { readonly location: string } | { readonly pair: readonly [string, string] };

/** The way of what somebody deleted, from easily brought back to gone but for copies elsewhere. */
export const DELETION_STAGES = ["trash", "soft", "copies"] as const;
export type DeletionStage = (typeof DELETION_STAGES)[number];

/** What brings deleted data back at one stage. */
export interface Restorable {
  /** In words, for the table of docs/lazy-deletion.md. */
  readonly from: string;
  /** How long after the deletion it can, in seconds. */
  readonly lasts: Seconds;
}

export interface Copies {
  readonly what: string;
  /** The most that may lie between two copies. */
  readonly every: Seconds;
}

/** How a store comes back as of a moment, beside what is there. */
export interface Restore {
  readonly by: Procedure;
  /** Why that brings a moment back, as half a sentence. */
  readonly way: string;
  readonly takes: readonly Work[];
  readonly loses: Loses;
}

/** Procedures that recovery knows: the action of the step. `people` do what no other does. */
export type Procedure =
  | "sql.clone"
  | "disk.restore"
  | "queue.seek"
  | "firestore.restore"
  | "spanner.restore"
  | "bigquery.restore"
  | "bucket.restore"
  | "people";

/** A part of what a restore takes. */
export interface Work {
  readonly what: string;
  /** A line of `recovery/durations.tsv`, or the length itself. */
  readonly length: string | Length;
  /** Where the length is for each GB; left out: once. */
  readonly amount?: Gigabytes;
  /** The amount would be the size, which isn't described. */
  readonly lacksSize?: true;
}

/** A length of time that no line has yet, with where it is from and when that was last looked at. */
export interface Length {
  readonly best: Seconds;
  readonly expected: Seconds;
  readonly worst: Seconds;
  readonly basis: "measured" | "vendor" | "assumed";
  readonly source: string;
  readonly asOf: string;
}

/** What is lost of a store that is restored to a moment. */
export type Loses =
  | {
      readonly what: "nothing";
      readonly because: string;
      readonly source: string;
      /** As long as what brings it back comes within so many seconds; left out: whenever that comes. */
      readonly within?: Seconds;
    }
  /** What its log, a line of `recovery/durations.tsv`, had not taken up. */
  | { readonly what: "lag"; readonly why: string; readonly line: string; readonly because: string }
  /** What came after the newest copy. */
  | {
      readonly what: "since a copy";
      readonly why: string;
      readonly copy: string;
      readonly every: Seconds;
      /** How long a copy takes, for each GB: a line of `recovery/durations.tsv`. */
      readonly line: string;
    };

/** What is done when the one region is gone that a store is in. */
export interface Rescue {
  /** Made anew from its newest copy elsewhere, by people, by the product's own way. */
  readonly copy?: {
    readonly length: Work["length"];
    /** None: there are no copies outside the region on a schedule. */
    readonly every?: Seconds;
    /** The region that copies are in, where it is one. */
    readonly region?: string;
  };
  /** What is left to people where no copy is; left out: to wait. */
  readonly otherwise?: { readonly because: string; readonly todo: string };
}

/** Which of the vendor's promises a store has; none: it has none, and that is said. */
export interface Promised {
  /** A line of `assessment/availability/slas.tsv`. */
  readonly id?: string;
  /** How it is placed, as the vendor's design targets know it. */
  readonly scope: "zone" | "zones" | "regions";
  readonly because?: string;
}
