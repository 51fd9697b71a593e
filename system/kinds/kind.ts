import type { EditValue } from "../edit";
import type { Issue } from "../issue";
import type { Partially } from "../partially";
import type { Path } from "../path";
import type { Traits } from "./traits";

/**
 * What the system knows of one kind of data, beside its shape. The rest of a kind is its component
 * and its rules.
 *
 * `Described` is a store of that kind as it was read. Its functions are written as methods, which
 * lets a list of kinds hand each its own stores alone.
 */
export interface Kind<Described> {
  /** Its literal name, where it has one that doesn't carry its region. */
  readonly named?: Named;
  /** Locations that it can have beside Google's regions. */
  readonly places?: { readonly title: string; readonly known: readonly string[] };
  /** What the product allows, whatever the rest of the description says. */
  problems(store: Partially<Described>, path: Path): readonly Issue[];
  traits(store: Described, name: string): Traits;
  /** What would make it lose less, each by what is changed: from the least to the strongest. */
  better?(store: Described, around: Around): readonly (readonly Better<Described>[])[];
  /** It has something only in hot that another mode ends, and that hot makes anew. */
  readonly endsWithHot?: true;
}

/** A name that the system, the project and the store follow from alone. */
export interface Named {
  /** Ends the name of the variable that services find it in, such as `BUCKET`. */
  readonly variable: string;
  /** `system-store`; led by the project's id; or with underscores for hyphens. */
  readonly form: "plain" | "led" | "underscored";
  /** Ends the longest name that is made from it. */
  readonly longest?: string;
  readonly rule: NameRule;
}

/** What Google allows of a name. */
export interface NameRule {
  /** As messages name it. */
  readonly title: string;
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  /** The characters, in words. */
  readonly characters: string;
}

/** The names of most things. */
export const RFC1035 = {
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  characters: "lower-case letters, digits and hyphens",
};

/** A store as it could be described instead. */
export interface Better<Described> {
  /** What is changed, below the store: `snapshots.every`. */
  readonly part: string;
  readonly edits: Readonly<Record<string, EditValue>>;
  /** Builds on what else was changed of the same store. */
  become(store: Described): Described;
}

/** The system that a store is in, so far as it matters for what would be better. */
export interface Around {
  readonly standby: "cold" | "warm" | "hot";
  readonly primary: string;
  /** The regions that stand beside the primary one. */
  readonly others: readonly string[];
}
