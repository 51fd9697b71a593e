import type { Problem } from "./problem";

/** Nobody mends more at once, and a terminal keeps no more in sight. */
export const MOST_SHOWN = 50;

/** Problems as a person reads them: one line each, with path, line and sentence. */
export function formatProblems(path: string, problems: readonly Problem[]): string {
  const shown = problems.slice(0, MOST_SHOWN);
  const places = shown.map(place);
  const width = Math.max(0, ...places.map((text) => text.length));
  const lines = shown.map(
    ({ message }, index) => `  ${(places[index] ?? "").padEnd(width)} ${message}`,
  );
  const more = problems.length - shown.length;
  return [
    `${path} has ${problems.length} problem${problems.length === 1 ? "" : "s"}:`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
}

/** The word "line" stands once; below it the number alone is understood. */
function place({ path, line, column, whatIf }: Problem, index: number): string {
  if (whatIf) return `${path} (what-if)`;
  if (line === undefined) return path || "the whole file";
  if (path === "") return `line ${line}${column === undefined ? "" : `, column ${column}`}`;
  return `${path} (${index === 0 ? "line " : ""}${line})`;
}
