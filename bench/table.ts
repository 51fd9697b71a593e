import type { Figure, Series } from "./series";

/** One line of the result. */
export interface Row {
  readonly name: string;
  readonly unit?: Figure["unit"] | "ms" | "/s" | "%";
  readonly series?: Series;
  readonly ratio?: number;
  /** What we want, in words; it is shown and never checked. */
  readonly aim?: string;
}

const HEAD = ["name", "median", "min–max", "ratio", "aim"];

/** The rows under each other, columns aligned. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 || column === HEAD.length - 1
      ? cell.padEnd(widths[column] ?? 0)
      : cell.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

function cells({ name, unit, series, ratio, aim }: Row): string[] {
  const digits = unit === "s" || unit === "ms" || unit === "%" ? 2 : 0;
  const number = (value: number) => value.toFixed(digits);
  return [
    name,
    series ? `${number(series.median)} ${unit ?? ""}` : "",
    series ? `${number(series.least)}–${number(series.most)}` : "",
    ratio === undefined ? "" : ratio.toFixed(2),
    aim ?? "",
  ];
}
