import type { Edits } from "../system/edit";
import type { Observed } from "./observed";

/** Something that holds, or doesn't, of what is observed. Plain data, so that a journal can keep it. */
export type Condition =
  /** Nothing can be seen of it: that it was done stands in the journal alone. */
  | { readonly is: "journalled" }
  | { readonly is: "lease-held" }
  | { readonly is: "lease-free" }
  | { readonly is: "frozen"; readonly value: boolean }
  | {
      readonly is: "backend";
      readonly service: string;
      readonly region: string;
      readonly open: boolean;
      /** Whether the load balancer knows the region at all; left out: either way. */
      readonly listed?: boolean;
    }
  | { readonly is: "fenced"; readonly region: string; readonly value: boolean }
  | { readonly is: "writable"; readonly store: string; readonly region: string }
  | { readonly is: "replica"; readonly store: string; readonly region: string }
  | { readonly is: "stopped"; readonly store: string; readonly region: string }
  | {
      readonly is: "protected";
      readonly store: string;
      readonly region: string;
      /** Another than the one that stands there now. */
      readonly instance?: string;
    }
  | { readonly is: "backed-up"; readonly store: string; readonly region: string }
  | { readonly is: "instance"; readonly store: string; readonly region: string }
  /** Writable, and filled from a copy under the lease: a new and empty writer is not enough. */
  | { readonly is: "restored"; readonly store: string; readonly region: string }
  /** It has these logical databases and logins. */
  | {
      readonly is: "complete";
      readonly store: string;
      readonly region: string;
      readonly databases: readonly string[];
      readonly logins: readonly string[];
    }
  | { readonly is: "writer-name"; readonly store: string; readonly region: string }
  | { readonly is: "route"; readonly through: string }
  | {
      readonly is: "scaled";
      readonly service: string;
      readonly region: string;
      readonly least: number;
    }
  | {
      readonly is: "healthy";
      readonly service: string;
      readonly region: string;
      readonly least: number;
    }
  | { readonly is: "described"; readonly edits: Edits }
  | { readonly is: "no-changes"; readonly region: string }
  | { readonly is: "all"; readonly of: readonly Condition[] };

/** Whether a condition holds. What can't be observed doesn't hold. */
export type Holds = (condition: Condition, observed: Observed) => boolean;
