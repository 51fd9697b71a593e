import type { Basis } from "../../recovery/durations";

/** Hours that a month is billed with. */
export const HOURS_A_MONTH = 730;

/** What a price is for. An hour is one of a machine, a core or a rule; a month one of a thing. */
export type Unit = "hour" | "GB-hour" | "GB-month" | "month" | "GB" | "TiB";

/** One line of the file of prices. */
export interface Price {
  readonly sku: string;
  readonly unit: Unit;
  readonly usd: number;
  /** `vendor`: seen in a copy of the vendor's list; `assumed`: couldn't be confirmed. */
  readonly basis: Extract<Basis, "vendor" | "assumed">;
  /** Day on which the line was last compared with its source. */
  readonly asOf: string;
  readonly source: string;
}

/** The price of something at a place; none if the file has none for it there. */
export type Prices = (sku: string, place: string) => Price | undefined;

const UNITS: readonly string[] = [
  "hour",
  "GB-hour",
  "GB-month",
  "month",
  "GB",
  "TiB",
] satisfies Unit[];

/** The place of a line that holds everywhere. */
const EVERYWHERE = "any";

/** Reads the text of `prices.tsv`. @throws Error that names the line if it is malformed. */
export function parsePrices(text: string): Prices {
  const lines = new Map<string, Price>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#") || line.startsWith("sku\t")) continue;
    const { places, price } = parseLine(line, index + 1);
    for (const place of places) {
      const key = keyOf(price.sku, place);
      if (lines.has(key)) {
        throw new Error(`line ${index + 1}: "${price.sku}" has a price in ${place} already`);
      }
      lines.set(key, price);
    }
  }
  return (sku, place) => lines.get(keyOf(sku, place)) ?? lines.get(keyOf(sku, EVERYWHERE));
}

function parseLine(line: string, number: number): { places: readonly string[]; price: Price } {
  const [sku = "", unit = "", where = "", amount = "", basis = "", asOf = "", source = ""] =
    line.split("\t");
  const refuse = (why: string) => new Error(`line ${number}: ${why}`);
  const usd = Number(amount);
  if (!isUnit(unit)) throw refuse(`"${unit}" is not one of ${UNITS.join(", ")}`);
  if (amount === "" || !(usd > 0)) throw refuse(`"${amount}" is not a price above 0`);
  if (basis !== "vendor" && basis !== "assumed")
    throw refuse(`"${basis}" is not vendor or assumed`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw refuse(`"${asOf}" is not a day`);
  if (source === "") throw refuse("names no source");
  if (where === "") throw refuse("names no place");
  return { places: where.split(" "), price: { sku, unit, usd, basis, asOf, source } };
}

function keyOf(sku: string, place: string): string {
  return `${sku} ${place}`;
}

function isUnit(text: string): text is Unit {
  return UNITS.includes(text);
}
