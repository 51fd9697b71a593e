import type { Issue } from "./issue";
import type { Partially } from "./partially";
import type { System } from "./schema/system";

export type { Issue };

/** A description of which only the parts that are right by themselves are there. */
export type Draft = Partially<System>;

/**
 * A check of how parts of the description fit together. It runs even if other parts are wrong,
 * so that one report names everything; what is missing from the draft it passes over.
 */
export type Relation = (draft: Draft) => readonly Issue[];
