import type { Resource } from "../inventory/model";
import { isLate, quoted, valueAt } from "../inventory/values";
import type { PolicyContext } from "./context";

export type RuleId = `R${number}`;

/**
 * One thing that keeps a system from surviving the loss of a zone or a region, or its data from
 * surviving people, seen from what a program registers.
 */
export interface PolicyRule {
  readonly id: RuleId;
  /** What has to hold. */
  readonly title: string;
  /** An error where a loss isn't survived; a warning where it costs time, or where the description may choose. */
  readonly severity: "error" | "warning";
  /** Why, by whom, and where this design decides otherwise or leaves a part out. */
  readonly source: string;
  readonly fix: string;
  /** stack: each stack alone decides it; system: all of its stacks have to be there. */
  readonly scope: "stack" | "system";
  readonly applies: Applicability;
  readonly breaches: (context: PolicyContext) => readonly PolicyBreach[];
}

export interface Applicability {
  /** What the rule is about, for the table of rules. */
  readonly to: string;
  /** Whether there is such a thing; left out: always. */
  readonly when?: (context: PolicyContext) => boolean;
}

/** A place where a rule is broken. */
export interface PolicyBreach {
  readonly resource: Resource;
  /** The input, as the program writes it; empty for the whole resource. */
  readonly path: string;
  /** What is wrong and the fix; lower case, the value in quotes. */
  readonly message: string;
}

/** One breach if the condition holds. */
export function broken(
  condition: boolean,
  resource: Resource,
  path: string,
  message: string,
): PolicyBreach[] {
  return condition ? [{ resource, path, message }] : [];
}

/** Whether the input is surely something else; not as long as it comes late. */
export function isNot(resource: Resource, path: string, wanted: unknown): boolean {
  const value = valueAt(resource.inputs, path);
  return !isLate(value) && value !== wanted;
}

/** `is missing`, or the value in quotes, to begin a message with. */
export function shown(resource: Resource, path: string): string {
  const value = valueAt(resource.inputs, path);
  return value === undefined || value === null ? "is missing" : quoted(value);
}
