import type { Basis } from "../recovery/durations";

/** One number of a data file, with who says so. */
export interface Rate {
  readonly id: string;
  readonly value: number;
  readonly basis: Basis;
  /** Day on which the line was last compared with its source. */
  readonly asOf: string;
  readonly source: string;
}

/** Numbers by id. @throws Error for an id that the file doesn't have. */
export type Rates = (id: string) => Rate;

const BASES = ["declared", "measured", "vendor", "assumed"] as const satisfies Basis[];

/**
 * Reads a file of numbers above 0: how often things happen in a year, or availabilities.
 * @throws Error that names the line if it is malformed
 */
export function parseRates(text: string): Rates {
  const rates = new Map<string, Rate>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#") || line.startsWith("id\t")) continue;
    const refuse = (why: string) => new Error(`line ${index + 1}: ${why}`);
    const [id = "", number = "", said = "", asOf = "", source = ""] = line.split("\t");
    const value = Number(number);
    const basis = BASES.find((known) => known === said);
    if (number === "" || !(value > 0)) throw refuse(`"${number}" is not a number above 0`);
    if (!basis) throw refuse(`"${said}" is not one of ${BASES.join(", ")}`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw refuse(`"${asOf}" is not a day`);
    if (source === "") throw refuse("names no source");
    if (rates.has(id)) throw refuse(`"${id}" is there twice`);
    rates.set(id, { id, value, basis, asOf, source });
  }
  return (id) => {
    const rate = rates.get(id);
    if (!rate) throw new Error(`the file has no line "${id}"`);
    return rate;
  };
}
