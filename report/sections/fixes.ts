import type { PricedFix, PricedFixes } from "../../assessment/fix/priced";
import { counted } from "../../system/text/counted";
import type { Block, Section } from "../document/model";
import { editLines } from "../edit-lines";
import { changesText, costText, type Described, flagsOf, titleOf } from "../fixes";

/** More ways than these nobody compares; `standby assess --json` has all. */
const SHOWN = 3;

/** What to change in the description so that all is met that can be, and what each way costs. */
export function fixesSection(found: PricedFixes, described: Described): Section {
  const { fixes, cheapest, tried, cut } = found;
  const all = `${counted(tried, "description")} assessed${cut ? ", not all that are possible" : ""}`;
  const [first] = fixes;
  const shown = [
    ...new Set([...(first ? [first] : []), ...(cheapest ? [cheapest] : []), ...fixes]),
  ].slice(0, SHOWN);
  return {
    ...{ id: "fixes", title: "What would meet them" },
    content: [
      { is: "text", text: leadOf(first, tried, all) },
      ...shown.flatMap((fix) => fixBlocks(fix, found, described)),
      ...more(fixes.length - shown.length),
    ],
  };
}

function leadOf(first: PricedFix | undefined, tried: number, all: string): string {
  if (tried === 0) return "Nothing that a change of the description could meet is breached.";
  if (!first) return `No change of the description meets the rest (${all}).`;
  const holds = first.holds === "at worst" ? "even at worst" : "as a rule, though not at worst";
  return `With any one of these changes every objective is met that can be met, ${holds} (${all}).`;
}

function fixBlocks(
  fix: PricedFix,
  { fixes, cheapest }: PricedFixes,
  { file, text }: Described,
): Block[] {
  const title = titleOf(fix, fixes[0], cheapest);
  return [
    { is: "heading", title: title === "or" ? "Another way" : `The ${title}` },
    {
      is: "text",
      text: [
        { text: changesText(fix.edits), as: "strong" },
        `. ${[priceOf(fix), ...fix.mind.map(sentence)].join(" ")}`,
      ],
    },
    { is: "code", lines: [`# ${file}`, ...editLines(text, fix.edits)] },
    {
      ...{ is: "text", as: "dim" },
      text: ["To try it: ", { text: `standby assess ${flagsOf(fix.edits)}`, as: "code" }],
    },
  ];
}

/** What a change costs, as a sentence. */
export function priceOf(fix: PricedFix): string {
  const cost = costText(fix);
  return "unknown" in fix.cost ? `W${cost.slice(1)}.` : `It ${cost}.`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function more(count: number): Block[] {
  return count <= 0
    ? []
    : [{ is: "text", as: "dim", text: `And ${count} more: standby assess --json lists them.` }];
}
