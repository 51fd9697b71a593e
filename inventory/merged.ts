import type { Inventory } from "./model";
import { fromPreview } from "./preview-json";
import { isBlock } from "./values";

/**
 * The inventories in a document that holds the previews of several stacks, as `standby preview
 * --json` prints it, in the order of their stacks' names.
 *
 * Throws an `Error` that says what is missing if `json` is not such a document.
 */
export function inventoriesIn(json: unknown): readonly Inventory[] {
  if (!isBlock(json) || !Array.isArray(json["steps"])) throw new Error(`it has no list "steps"`);
  const byStack = new Map<string, unknown[]>();
  for (const step of json["steps"]) {
    const urn: unknown = isBlock(step) ? step["urn"] : undefined;
    if (typeof urn !== "string") throw new Error(`a step has no "urn"`);
    const stack = urn.split("::", 1)[0] ?? "";
    byStack.set(stack, [...(byStack.get(stack) ?? []), step]);
  }
  return [...byStack]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, steps]) => fromPreview({ steps }));
}
