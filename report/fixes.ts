import type { Colors } from "picocolors/types";
import type { Fix, Fixes } from "../assessment/fix/search";
import type { EditValue } from "../system/edit";

/** More ways than these nobody compares at night; all are in the data. */
const SHOWN = 3;

/** What to change in the description, the smallest change first, and how to try it. */
export function fixesText({ fixes, tried, cut }: Fixes, colors: Colors): readonly string[] {
  if (tried === 0) return [];
  const [first] = fixes;
  const all = `${tried} descriptions were assessed${cut ? ", but not all that are possible" : ""}`;
  if (!first) return ["", `no change of the description meets the rest: ${all}`];
  const holds = first.holds === "at worst" ? "" : ", as a rule, though not at worst";
  return [
    "",
    colors.bold(`what would meet all that can be met${holds}`),
    ...fixes.slice(0, SHOWN).flatMap((fix, index) => fixLines(fix, index === 0)),
    ...(fixes.length > SHOWN ? [`  and ${fixes.length - SHOWN} more, in the data`] : []),
    `  ${all}`,
  ];
}

function fixLines({ edits }: Fix, first: boolean): readonly string[] {
  const entries = Object.entries(edits);
  const written = entries.map(([path, value]) =>
    value === null ? `no ${path} any more` : `${path}: ${textOf(value)}`,
  );
  const flags = entries.flatMap(([path, value]) =>
    value === null ? [] : [`--what-if ${path}=${quoted(value)}`],
  );
  return [`  ${first ? "smallest:" : "or:"} ${written.join("; ")}`, `    ${flags.join(" ")}`];
}

function textOf(value: NonNullable<EditValue>): string {
  return typeof value === "object" ? JSON.stringify(value) : `${value}`;
}

function quoted(value: NonNullable<EditValue>): string {
  const text = textOf(value);
  return /^[\w.-]+$/.test(text) ? text : `'${text}'`;
}
