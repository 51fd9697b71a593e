import { plain, table } from "./markdown";

/** What the stacks cost in a month, as far as it can be said. */
export interface Cost {
  /** USD a month by stack. */
  readonly stacks: Readonly<Record<string, number>>;
  /** How many things are billed for and have no price here. */
  readonly unpriced: number;
}

/** What a month costs before and after, by stack. */
export function costLines(before: Cost | undefined, after: Cost): readonly string[] {
  const names = [...new Set([...Object.keys(before?.stacks ?? {}), ...Object.keys(after.stacks)])];
  const row = (name: string, old: number | undefined, fresh: number) => [
    plain(name),
    ...(before ? [usd(old ?? 0)] : []),
    usd(fresh),
    ...(before ? [difference(fresh - (old ?? 0))] : []),
  ];
  const total = ({ stacks }: Cost) => Object.values(stacks).reduce((sum, one) => sum + one, 0);
  return [
    ...table(
      ["Stack", ...(before ? ["before"] : []), "after", ...(before ? ["difference"] : [])],
      [
        ...names.sort().map((name) => row(name, before?.stacks[name], after.stacks[name] ?? 0)),
        row("together", before && total(before), total(after)),
      ],
    ),
    `List prices, USD a month, without traffic and discounts; ${after.unpriced} things have no price here.`,
    "",
  ];
}

function usd(amount: number): string {
  return Math.round(amount).toLocaleString("en-US");
}

function difference(amount: number): string {
  const rounded = Math.round(amount);
  return rounded === 0 ? "same" : `**${rounded > 0 ? "+" : "−"}${usd(Math.abs(rounded))}**`;
}
