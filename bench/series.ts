import type { Measured } from "./measure";

/** One figure of several runs. */
export interface Series {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function series(values: readonly number[]): Series {
  const sorted = values.toSorted((a, b) => a - b);
  const [lower = NaN, upper = NaN] = [(sorted.length - 1) / 2, sorted.length / 2].map(
    (place) => sorted[Math.floor(place)],
  );
  return { median: (lower + upper) / 2, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

/** What is compared of two runs, and how it is shown. */
export interface Figure {
  readonly title: string;
  readonly unit: "s" | "MiB";
  readonly of: (run: Measured) => number;
}

export const WALL: Figure = { title: "time", unit: "s", of: ({ wall }) => wall };
export const CPU: Figure = { title: "processor time", unit: "s", of: ({ cpu }) => cpu };
export const MEMORY: Figure = { title: "memory", unit: "MiB", of: ({ memory }) => memory.peak };

export function seriesOf(runs: readonly Measured[], { of }: Figure): Series {
  return series(runs.map(of));
}

/** The median of the quotients of runs that stood next to each other, so that both had the same load beside them. */
export function ratioOf(
  runs: readonly Measured[],
  base: readonly Measured[],
  { of }: Figure,
): number {
  const quotients = runs.flatMap((run, index) => {
    const other = base[index];
    return other ? [of(run) / of(other)] : [];
  });
  return series(quotients).median;
}
