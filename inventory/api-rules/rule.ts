import type { Finding } from "../finding";
import type { Inventory, Resource } from "../model";

/**
 * One thing that a field's own rules can't say: what the provider decides in code when it previews,
 * and what only the API refuses, minutes into a deployment.
 */
export interface ApiRule {
  /** Area and fault: `health-check/timeout-over-interval`. */
  readonly id: string;
  /** A warning where no source confirms the fact, or where it is a trap and no refusal. */
  readonly severity: "error" | "warning";
  /** Tags as docs/field-rules.md lists them: `preview`, `api`, `docs`, `derived`, `unconfirmed`. */
  readonly source: Source;
  /** As in the field files: `compute.HealthCheck`. */
  readonly kinds: readonly string[];
  readonly breaches: (resource: Resource, inventory: Inventory) => readonly Breach[];
}

/**
 * Where a rule's fact comes from: what the provider's source refuses in a preview, what the API was seen to refuse,
 * what the SDK's or Google's documentation says, what follows from the provider's source, what nobody confirmed.
 */
export type Source = "preview" | "api" | "docs" | "derived" | "unconfirmed";

export type Breach = Pick<Finding, "path" | "message">;

/** One breach if the condition holds. */
export function when(condition: boolean, path: string, message: string): Breach[] {
  return condition ? [{ path, message }] : [];
}

/** False as long as one of the two isn't known. */
export function isOver(value: number | undefined, limit: number | undefined): boolean {
  return value !== undefined && limit !== undefined && value > limit;
}

/** False as long as the value isn't known. */
export function isOutside(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && !(value >= least && value <= most);
}

/** False as long as the value isn't known. */
export function isNoneOf<T>(value: T | undefined, allowed: readonly T[]): boolean {
  return value !== undefined && !allowed.includes(value);
}

/** What stands there more than once, each once. */
export function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
