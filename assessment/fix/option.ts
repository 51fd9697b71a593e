import type { EditValue } from "../../system/edit";
import type { System } from "../../system/schema/system";

/** Values to write into the description, by path as a person types it; null takes a key out. */
export type Changes = Readonly<Record<string, EditValue>>;

/** One thing that could be described otherwise. */
export interface Option {
  /** Two options of one dimension exclude each other, such as two modes. */
  readonly dimension: string;
  readonly edits: Changes;
  /** It asks something of people and changes nothing that Google bills. */
  readonly ofPeople?: true;
  /** What has to be minded when it is deployed, as a sentence; left out: it is done in place. */
  readonly mind?: string;
  /** The same change on the description as it was read. */
  readonly apply: (system: System) => System;
}

/** All options of one dimension, from the least to the strongest. */
export type Dimension = readonly Option[];
