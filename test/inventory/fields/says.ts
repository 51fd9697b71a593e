import { checkFields } from "../../../inventory/fields/check";
import type { Resource } from "../../../inventory/model";
import { changed, fieldRules } from "../scene";

/** A fault, a resource without it, the change that brings it in, and what is then said. */
export type Row = readonly [
  fault: string,
  good: Resource,
  change: Record<string, unknown>,
  says: readonly string[],
];

/** All that the field rules say, as `rule path: message`. */
export function says(of: Resource): string[] {
  return checkFields(of, fieldRules).map(
    ({ rule, path, message }) => `${rule} ${path}: ${message}`,
  );
}

/** Tests that each fault is found, and nothing else. */
export function findFaults(rows: readonly Row[]): void {
  it.each(rows)("finds %s", (_, good, change, expected) => {
    expect(says(good)).toEqual([]);
    expect(says(changed(good, change))).toEqual(expected);
  });
}
