import type { CostDifference } from "../cost/difference";
import type { Changes } from "./option";
import type { Fix, Fixes } from "./search";

/** A fix with what it costs, or why that isn't known. */
export interface PricedFix extends Fix {
  readonly cost: CostDifference | { readonly unknown: string };
}

/** What a search has found, priced. */
export interface PricedFixes extends Omit<Fixes, "fixes"> {
  /** The fewest changes first, as the search found them. */
  readonly fixes: readonly PricedFix[];
  /** The one that costs the least of those whose price is known; among equals the smaller change. */
  readonly cheapest?: PricedFix;
}

/** Bills that are compared with today's at the most: each takes a run of the program for every stack. */
export const MOST_PRICED = 4;

/** Which edits are worth a run of the program, those of the smallest fixes first; each once. */
export function toBePriced({ fixes }: Fixes): readonly Changes[] {
  const all = new Map(fixes.map(({ billed }) => [keyOf(billed), billed] as const));
  all.delete(keyOf({}));
  return [...all.values()].slice(0, MOST_PRICED);
}

/**
 * Joins what a search found with what each costs. `costs` has the difference to today's bill by
 * the edits that make it, or a reason why it isn't known.
 */
export function priced(
  found: Fixes,
  costs: ReadonlyMap<Changes, CostDifference | string>,
): PricedFixes {
  const byEdits = new Map([...costs].map(([edits, cost]) => [keyOf(edits), cost] as const));
  byEdits.set(keyOf({}), { usd: 0, unpriced: [] });
  const fixes = found.fixes.map((fix): PricedFix => {
    const cost = byEdits.get(keyOf(fix.billed)) ?? "it wasn't priced";
    return { ...fix, cost: typeof cost === "string" ? { unknown: cost } : cost };
  });
  const known = fixes.flatMap((fix) => ("usd" in fix.cost ? [{ fix, usd: fix.cost.usd }] : []));
  const [first, ...rest] = known;
  const least = first && rest.reduce((best, one) => (one.usd < best.usd ? one : best), first);
  return { ...found, fixes, ...(least ? { cheapest: least.fix } : {}) };
}

function keyOf(edits: Changes): string {
  return JSON.stringify(Object.entries(edits).sort(([one], [other]) => (one < other ? -1 : 1)));
}
