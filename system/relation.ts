import type { System } from "./schema/system";

type Partially<T> = T extends readonly (infer Item)[]
  ? readonly (Partially<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Partially<T[Key]> | undefined }
    : T;

/** A description of which only the parts that are right by themselves are there. */
export type Draft = Partially<System>;

/** A problem by its place in the description; the loader adds line and column. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * A check of how parts of the description fit together. It runs even if other parts are wrong,
 * so that one report names everything; what is missing from the draft it passes over.
 */
export type Relation = (draft: Draft) => readonly Issue[];
