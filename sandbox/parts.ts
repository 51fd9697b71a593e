import type { FieldRules } from "../inventory/fields/rules";
import type { Faults } from "./faults";
import type { Kind, Lasting } from "./kind";
import type { Records } from "./store/records";
import type { Spans } from "./timing";

/** What a cloud is made of. */
export interface CloudParts {
  readonly records: Records;
  readonly kinds: readonly Kind[];
  readonly spans: Spans;
  readonly faults: Faults;
  /** What fields kinds need and which they can't change. @default nothing is known of fields */
  readonly rules?: FieldRules;
  /** How long verbs take of kinds that say none themselves. @default they take no time */
  readonly takes?: (kind: string, verb: string) => Lasting | undefined;
}
