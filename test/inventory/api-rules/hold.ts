import type { ApiRule } from "../../../inventory/api-rules/rule";
import { checkInventory } from "../../../inventory/check";
import type { Resource } from "../../../inventory/model";
import { changed, fieldRules, inventory } from "../scene";

/**
 * A rule, a scene that no rule minds, the change to the scene's first resource that breaks the rule, and
 * all that is then said about it: `path: message`. Nothing else may be said about the whole inventory.
 */
export type Case = readonly [
  rule: string,
  scene: readonly Resource[],
  change: Record<string, unknown>,
  says: readonly string[],
];

/** Tests an area's rules by cases, of which every rule has to have one. */
export function holdRules(rules: readonly ApiRule[], cases: readonly Case[]): void {
  it("has a case for every rule", () => {
    const tested = new Set(cases.map(([rule]) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
  });

  it.each(cases)("%s", (rule, scene, change, says) => {
    expect(check(scene)).toEqual([]);
    const [first, ...others] = scene;
    // A scene without a resource tests nothing, and fails above.
    const found = check([changed(first as Resource, change), ...others]);
    expect(found).toEqual(says.map((message) => `${rule} ${message}`).sort());
  });
}

/** All that is found in a scene, as `rule path: message`. */
export function check(scene: readonly Resource[]): string[] {
  return checkInventory(inventory(scene), fieldRules)
    .findings.map(({ rule, path, message }) => `${rule} ${path}: ${message}`)
    .sort();
}
