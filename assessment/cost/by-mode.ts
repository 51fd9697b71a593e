import type { StandbyMode } from "../../system/schema/system";
import { type Bill, type Item, totalOf } from "./bill";

/** What one mode costs in a month, in USD. */
export interface ModeCost {
  readonly mode: StandbyMode;
  readonly bill: Bill;
  readonly total: number;
  readonly stacks: Readonly<Record<string, number>>;
  /** What it costs more than the same system in one region alone. */
  readonly premium: number;
}

/** Puts the modes side by side, and beside the system without a standby. */
export function byMode(
  bills: readonly (readonly [StandbyMode, Bill])[],
  single: Bill,
): readonly ModeCost[] {
  const alone = totalOf(single);
  return bills.map(([mode, bill]) => {
    const total = totalOf(bill);
    return { mode, bill, total, stacks: sumsBy(bill, "stack"), premium: total - alone };
  });
}

/** USD a month by stack or by component, in the order of their names. */
export function sumsBy(bill: Bill, key: "stack" | "component"): Readonly<Record<string, number>> {
  const names = [...new Set(bill.items.map((item) => item[key]))].sort();
  return Object.fromEntries(
    names.map((name) => [name, totalOf(bill, (item: Item) => item[key] === name)]),
  );
}

/** Share of the sum that rests on prices that couldn't be confirmed, 0 to 1. */
export function assumedShare(bill: Bill): number {
  const total = totalOf(bill);
  return total === 0 ? 0 : totalOf(bill, ({ price }) => price.basis === "assumed") / total;
}

/** One reason why something isn't in the sum, and how many resources it holds for. */
export interface Missing {
  readonly what: string;
  readonly because: string;
  readonly resources: number;
}

/** What isn't in the sum, each reason once. */
export function missing({ unpriced }: Bill): readonly Missing[] {
  const groups = new Map<string, Missing>();
  for (const { urn, what, because } of unpriced) {
    const kind = `${urn.split("::").at(-2)?.split(":").at(-1)}: ${what}`;
    const key = `${kind}\n${because}`;
    groups.set(key, { what: kind, because, resources: (groups.get(key)?.resources ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : 0));
}
