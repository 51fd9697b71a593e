import { series } from "./series";
import type { Row } from "./table";

/** The same work at two sizes, of each round, in milliseconds. */
export interface Sizes {
  readonly few: readonly number[];
  readonly many: readonly number[];
  /** How many times the smaller the larger is. */
  readonly times: number;
  readonly names: readonly [few: string, many: string];
  readonly aims: readonly [few: string, many: string];
}

/** Two rows; the ratio is how much longer the larger takes, over how much larger it is. */
export function sizeRows({ few, many, times, names, aims }: Sizes): readonly Row[] {
  const growth = many.map((larger, round) => larger / (few[round] ?? NaN) / times);
  return [
    { name: names[0], unit: "ms", series: series(few), aim: aims[0] },
    {
      name: names[1],
      unit: "ms",
      series: series(many),
      ratio: series(growth).median,
      aim: aims[1],
    },
  ];
}
