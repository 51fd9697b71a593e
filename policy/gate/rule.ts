import type { GatedPreview, Change } from "./change";

export type GateRuleId =
  | "data-deleted"
  | "data-replaced"
  | "data-moved"
  | "protection-lost"
  | "role"
  | "both-regions"
  | "recovery";

/** Something that a deployment must not do by itself. */
export interface Breach {
  /** The one resource that a consent has to name. */
  readonly urn: string;
  /** The input, as the program writes it; empty for the whole resource. */
  readonly path: string;
  /** What would happen and what to do instead; lower case, the value in quotes. */
  readonly message: string;
  /** The preview doesn't say enough: neither refused nor let through. @default false */
  readonly unclear?: boolean;
}

/** What is known beside the previews. */
export interface GateSituation {
  /** What a recovery has left for pipelines to find: its lease, or the mark of a freeze. */
  readonly recoveries: readonly Recovery[];
  /**
   * Whether each preview is deployed by itself, after the one before it has been seen healthy.
   * @default false
   */
  readonly oneByOne?: boolean;
}

/** A recovery that is going on. */
export interface Recovery {
  readonly holder: string;
  /** What it does, such as `failover us-east1`. */
  readonly plan: string;
}

/** One kind of thing that the gate refuses. */
export interface GateRule {
  readonly id: GateRuleId;
  /** What it refuses, for the table of rules. */
  readonly title: string;
  readonly why: string;
  readonly breaches: (
    previews: readonly GatedPreview[],
    situation: GateSituation,
  ) => readonly Breach[];
}

/** A rule that looks at one resource after another. */
export function ofEach(breaches: (change: Change) => readonly Breach[]): GateRule["breaches"] {
  return (previews) => previews.flatMap(({ changes }) => changes.flatMap(breaches));
}

export function listed(paths: readonly string[]): string {
  return paths.map((path) => `"${path}"`).join(", ");
}
