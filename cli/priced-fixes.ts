import { type CostDifference, costDifference } from "../assessment/cost/difference";
import type { Prices } from "../assessment/cost/prices";
import type { Changes } from "../assessment/fix/option";
import { priced, type PricedFixes, toBePriced } from "../assessment/fix/priced";
import type { Fixes } from "../assessment/fix/search";
import type { Inventory } from "../inventory/model";
import { thePrices } from "./beliefs";
import { Ending } from "./outcome";
import type { StackFlags } from "./stack-flags";
import { standing } from "./standing";

/** Prices what a search found by running the program as it is, and once for each set of edits. */
export async function pricedFixes(flags: StackFlags, found: Fixes): Promise<PricedFixes> {
  const costs = new Map<Changes, CostDifference | string>();
  const asked = toBePriced(found);
  if (asked.length === 0) return priced(found, costs);
  const prices = thePrices();
  const { inventories: before } = await standing(flags);
  // One after the other: each runs a program for every stack.
  for (const edits of asked) costs.set(edits, await costOf(flags, edits, before, prices));
  return priced(found, costs);
}

/** What edits make of the bill, or why they can't be described. */
async function costOf(
  flags: StackFlags,
  edits: Changes,
  before: readonly Inventory[],
  prices: Prices,
): Promise<CostDifference | string> {
  try {
    const { inventories } = await standing(flags, edits);
    return costDifference(before, inventories, prices);
  } catch (error) {
    if (error instanceof Ending) return error.message;
    throw error;
  }
}
