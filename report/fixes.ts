import type { Colors } from "picocolors/types";
import type { Changes } from "../assessment/fix/option";
import type { PricedFix, PricedFixes } from "../assessment/fix/priced";
import type { EditValue } from "../system/edit";
import { editLines } from "./edit-lines";
import { dollars } from "./money";
import { wrapped } from "./wrap";

/** More ways than these nobody compares at night; all are in the data. */
const SHOWN = 3;
const WIDTH = 100;

/** The description that the edits are for. */
export interface Described {
  readonly file: string;
  readonly text: string;
}

/** What to change in the description: the smallest change, the cheapest, others; and how to try each. */
export function fixesText(
  { fixes, cheapest, tried, cut }: PricedFixes,
  described: Described,
  colors: Colors,
): readonly string[] {
  if (tried === 0) return [];
  const [first] = fixes;
  const all = `${tried} descriptions were assessed${cut ? ", but not all that are possible" : ""}`;
  if (!first) return ["", `no change of the description meets the rest: ${all}`];
  const holds = first.holds === "at worst" ? "" : ", as a rule, though not at worst";
  const titled = [...new Set([first, ...(cheapest ? [cheapest] : []), ...fixes])].slice(0, SHOWN);
  return [
    "",
    colors.bold(`what would meet all that can be met${holds}`),
    ...titled.flatMap((fix) => fixLines(fix, titleOf(fix, first, cheapest), described)),
    ...(fixes.length > titled.length
      ? [`  and ${fixes.length - titled.length} more, in the data`]
      : []),
    `  ${all}`,
  ];
}

/** Such as `smallest`; one may be both. */
export function titleOf(
  fix: PricedFix,
  smallest: PricedFix | undefined,
  cheapest: PricedFix | undefined,
): string {
  if (fix === smallest) return fix === cheapest ? "smallest and cheapest" : "smallest";
  return fix === cheapest ? "cheapest" : "or";
}

function fixLines(fix: PricedFix, title: string, { file, text }: Described): readonly string[] {
  const edits = editLines(text, fix.edits);
  return [
    ...wrapped(`  ${title}: ${changesText(fix.edits)}`, WIDTH, "    "),
    ...wrapped(`    ${costText(fix)}`, WIDTH, "      "),
    ...fix.mind.flatMap((one) => wrapped(`    ${one}`, WIDTH, "      ")),
    ...(edits.length === 0 ? [] : [`    ${file}`, ...edits.map((line) => `      ${line}`)]),
    ...continued(flags(fix.edits)),
  ];
}

/** Such as `standby: hot; escalation.decision: 5 minutes`. */
export function changesText(edits: Changes): string {
  return Object.entries(edits)
    .map(([path, value]) => (value === null ? `no ${path} any more` : `${path}: ${textOf(value)}`))
    .join("; ");
}

/** What a fix costs in a month, in words. */
export function costText({ cost, billed }: Pick<PricedFix, "cost" | "billed">): string {
  if ("unknown" in cost) return `what it costs isn't known: ${cost.unknown}`;
  if (Object.keys(billed).length === 0) return "costs nothing at Google: it is asked of people";
  const [first] = cost.unpriced;
  const more = cost.unpriced.length > 1 ? ` and ${cost.unpriced.length - 1} more` : "";
  const open = first === undefined ? "" : `, and what has no price: ${first}${more}`;
  if (cost.usd === 0) return `costs the same${open}`;
  const way = cost.usd > 0 ? "more" : "less";
  return `costs ${dollars(Math.abs(cost.usd))} USD a month ${way}${open}`;
}

/** As `standby assess` takes them, to try it. */
export function flagsOf(edits: Changes): string {
  return flags(edits).join(" ");
}

function flags(edits: Changes): readonly string[] {
  return Object.entries(edits).map(
    ([path, value]) => `--what-if ${path}=${value === null ? "null" : quoted(value)}`,
  );
}

/** Broken between flags where they don't fit, so that a shell still takes them as one line. */
function continued(all: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const flag of all) {
    const last = lines.at(-1);
    const longer = last === undefined ? `    ${flag}` : `${last} ${flag}`;
    if (last !== undefined && longer.length + " \\".length > WIDTH) lines.push(`      ${flag}`);
    else lines.splice(-1, 1, longer);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

function textOf(value: NonNullable<EditValue>): string {
  return typeof value === "object" ? JSON.stringify(value) : `${value}`;
}

function quoted(value: NonNullable<EditValue>): string {
  const text = textOf(value);
  return /^[\w.-]+$/.test(text) ? text : `'${text}'`;
}
