/**
 * How much a finding weighs. An error would be refused by the provider or by Google Cloud, or breaks the deployment;
 * a warning is a trap or rests on a fact that no source confirms; uncovered means that no rules exist for the kind.
 */
export type Severity = "error" | "warning" | "uncovered";

/** Something about one resource that a person should know before it is deployed. */
export interface Finding {
  readonly severity: Severity;
  readonly urn: string;
  /** The input, as the program writes it: `backends[1].capacityScaler`; empty for the whole resource. */
  readonly path: string;
  /** What is wrong, what is allowed and the fix, in that order; lower case, the value in quotes. */
  readonly message: string;
  /** The rule's id, such as `health-check/timeout-over-interval`. */
  readonly rule: string;
}

/** Worst first, then by resource and place, so that the order never depends on the rules'. */
export function byWeight(a: Finding, b: Finding): number {
  return (
    WEIGHTS.indexOf(a.severity) - WEIGHTS.indexOf(b.severity) ||
    compare(a.urn, b.urn) ||
    compare(a.path, b.path) ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

const WEIGHTS: readonly Severity[] = ["error", "warning", "uncovered"];

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
