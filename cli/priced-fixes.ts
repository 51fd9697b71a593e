import { readFileSync } from "node:fs";
import path from "node:path";
import { type CostDifference, costDifference } from "../assessment/cost/difference";
import { parsePrices, type Prices } from "../assessment/cost/prices";
import type { Changes } from "../assessment/fix/option";
import { priced, type PricedFixes, toBePriced } from "../assessment/fix/priced";
import type { Fixes } from "../assessment/fix/search";
import type { Inventory } from "../inventory/model";
import { projectFolder } from "./describe";
import { Ending } from "./outcome";
import { previewStacks } from "./previewed";
import { type StackFlags, type WhatIf, whatIfOf } from "./stack-flags";

/** Prices what a search found by running the program as it is, and once for each set of edits. */
export async function pricedFixes(flags: StackFlags, found: Fixes): Promise<PricedFixes> {
  const costs = new Map<Changes, CostDifference | string>();
  const asked = toBePriced(found);
  if (asked.length === 0) return priced(found, costs);
  const prices = thePrices();
  const before = await standing(flags, {});
  // One after the other: each runs a program for every stack.
  for (const edits of asked) costs.set(edits, await costOf(flags, edits, before, prices));
  return priced(found, costs);
}

/** The project's file of prices. */
export function thePrices(): Prices {
  return parsePrices(readFileSync(path.join(__dirname, "../assessment/cost/prices.tsv"), "utf8"));
}

/** What edits make of the bill, or why they can't be described. */
async function costOf(
  flags: StackFlags,
  edits: Changes,
  before: readonly Inventory[],
  prices: Prices,
): Promise<CostDifference | string> {
  try {
    return costDifference(before, await standing(flags, edits), prices);
  } catch (error) {
    if (error instanceof Ending) return error.message;
    throw error;
  }
}

/** What all stacks of regions that stand register, with some values put into the description. */
async function standing(flags: StackFlags, edits: Changes): Promise<readonly Inventory[]> {
  const { system, overlay } = flags;
  const { previews } = await previewStacks(projectFolder(process.cwd()), {
    ...(system === undefined ? {} : { system }),
    ...(overlay === undefined ? {} : { overlay }),
    whatIf: { ...whatIfOf(flags), ...textsOf(edits) },
  });
  return previews.flatMap(({ topology, region, inventory }) =>
    topology.regions[region.name]?.state === "standing" ? [inventory] : [],
  );
}

/** As a person types them; what is taken out is null, as in an overlay. */
function textsOf(edits: Changes): WhatIf {
  return Object.fromEntries(
    Object.entries(edits).map(([at, value]) => [
      at,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
