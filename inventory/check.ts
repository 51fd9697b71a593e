import { apiRules } from "./api-rules/index";
import type { ApiRule } from "./api-rules/rule";
import { checkFields } from "./fields/check";
import { kindName, type FieldRules } from "./fields/rules";
import { byWeight, type Finding } from "./finding";
import type { Inventory, Resource } from "./model";

/** What a check found, and how much of the inventory it could see. */
export interface InventoryCheck {
  /** Worst first, then by resource and place. */
  readonly findings: readonly Finding[];
  readonly coverage: InventoryCoverage;
}

export interface InventoryCoverage {
  /** How many resources the provider's schema covers. */
  readonly full: number;
  /** How many the SDK's declarations alone cover. */
  readonly declared: number;
  /** The type tokens that no rules exist for, each once, sorted. */
  readonly none: readonly string[];
}

/** Holds every resource against the field rules and the rules that only the provider's code or the API has. */
export function checkInventory(inventory: Inventory, rules: FieldRules): InventoryCheck {
  const checked = inventory.resources.filter(isChecked);
  const findings = checked.flatMap((resource) => [
    ...checkFields(resource, rules),
    ...apiRules.flatMap((rule) => checkApiRule(rule, resource, inventory)),
  ]);
  const covered = (resource: Resource) => rules.covers(resource.type);
  const none = checked.filter((resource) => covered(resource) === "none").map(({ type }) => type);
  return {
    findings: findings.sort(byWeight),
    coverage: {
      full: checked.filter((resource) => covered(resource) === "full").length,
      declared: checked.filter((resource) => covered(resource) === "declared").length,
      none: [...new Set(none)].sort(),
    },
  };
}

/** What one api rule has to say about one resource; nothing about kinds that it isn't for. */
export function checkApiRule(rule: ApiRule, resource: Resource, inventory: Inventory): Finding[] {
  const { kinds, severity, id } = rule;
  if (!kinds.includes("*") && !kinds.includes(kindName(resource.type))) return [];
  return rule
    .breaches(resource, inventory)
    .map(({ path, message }) => ({ severity, urn: resource.urn, path, message, rule: id }));
}

/** Components group others, and the engine's own kinds (stacks, providers) aren't Google Cloud's. */
function isChecked({ custom, type }: Resource): boolean {
  return custom && !type.startsWith("pulumi:");
}
