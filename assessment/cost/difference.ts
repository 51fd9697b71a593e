import type { Inventory } from "../../inventory/model";
import { type Bill, billOf, totalOf } from "./bill";
import type { Prices } from "./prices";
import { ruleFor } from "./rules/index";

/** What one description costs more than another, as far as it can be said. */
export interface CostDifference {
  /** USD a month; below 0: it costs less. */
  readonly usd: number;
  /** What comes, goes or changes and has no price: it costs something that isn't in `usd`. */
  readonly unpriced: readonly string[];
}

/** Prices what lies between two descriptions, by what each registers. */
export function costDifference(
  before: readonly Inventory[],
  after: readonly Inventory[],
  prices: Prices,
): CostDifference {
  const old = billOf(before, ruleFor, prices);
  const fresh = billOf(after, ruleFor, prices);
  const [was, is] = [inputsOf(before), inputsOf(after)];
  const changed = new Set(
    [...was.keys(), ...is.keys()].filter((urn) => was.get(urn) !== is.get(urn)),
  );
  return {
    usd: cents(totalOf(fresh) - totalOf(old)),
    unpriced: [...new Set([...openOf(old, changed), ...openOf(fresh, changed)])].sort(),
  };
}

/** What has no price and isn't the same on both sides. */
function openOf({ unpriced }: Bill, changed: ReadonlySet<string>): readonly string[] {
  return unpriced
    .filter(({ urn }) => changed.has(urn))
    .map(({ urn, what }) => `${nameOf(urn)}: ${what}`);
}

function inputsOf(stacks: readonly Inventory[]): ReadonlyMap<string, string> {
  return new Map(
    stacks.flatMap(({ resources }) =>
      resources.map(({ urn, inputs }) => [urn, JSON.stringify(inputs)] as const),
    ),
  );
}

/** Kind and name: `DatabaseInstance online-bank-accounts-db-us-east1-1`. */
function nameOf(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  return `${type.slice(type.lastIndexOf(":") + 1)} ${name}`;
}

/** Sums of fractions of a cent differ in their last digits by the order alone. */
function cents(usd: number): number {
  return Math.round(usd * 100) / 100 + 0;
}
