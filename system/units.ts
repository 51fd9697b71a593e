/** A length of time, in seconds. People write `15 minutes`. */
export type Seconds = number;
/** An amount of data, in GB (10^9 bytes), as Google Cloud bills it. People write `100 GB`. */
export type Gigabytes = number;
/** Requests per second. People write `1200 rps`. */
export type RequestsPerSecond = number;

/** What a text with a unit means, or why it means nothing and what was probably meant. */
export type Parsed = { readonly value: number } | { readonly meant?: string };

/** A kind of number with a unit, and how it is written. */
export interface Quantity {
  /** As messages name it, with its article: `a duration`. */
  readonly article: string;
  readonly example: string;
  /** More than that is a slip of the hand: in the base unit, and as people write it. */
  readonly most?: readonly [number, string];
  /** Factor to the base unit, by each spelling that is accepted. */
  readonly units: Readonly<Record<string, number>>;
  /** What people type instead, by the spelling that is right. */
  readonly slips: Readonly<Record<string, readonly string[]>>;
}

export const MINUTE: Seconds = 60;
export const HOUR: Seconds = 60 * MINUTE;
export const DAY: Seconds = 24 * HOUR;
export const WEEK: Seconds = 7 * DAY;

export const QUANTITIES = {
  duration: {
    article: "a duration",
    example: "15 minutes",
    // Cloud Storage keeps nothing longer (retention policies: 100 years).
    most: [36_500 * DAY, "36500 days"],
    units: {
      second: 1,
      seconds: 1,
      minute: MINUTE,
      minutes: MINUTE,
      hour: HOUR,
      hours: HOUR,
      day: DAY,
      days: DAY,
      week: WEEK,
      weeks: WEEK,
    },
    slips: {
      seconds: ["s", "sec", "secs"],
      minutes: ["m", "min", "mins", "minuts"],
      hours: ["h", "hr", "hrs"],
      days: ["d"],
      weeks: ["w", "wk"],
    },
  },
  size: {
    article: "a size",
    example: "100 GB",
    most: [1_000_000_000, "1000000 TB"], // no limit of Google's: an exabyte is a slip of the hand
    units: { MB: 0.001, GB: 1, TB: 1000 },
    slips: { MB: ["mb", "MiB", "M"], GB: ["gb", "Gb", "GiB", "G", "g"], TB: ["tb", "TiB", "T"] },
  },
  rate: {
    article: "a rate",
    example: "1200 rps",
    most: [1_000_000_000, "1000000000 rps"], // no limit of Google's either
    units: { rps: 1 },
    slips: { rps: ["RPS", "qps", "req/s", "r/s", "/s", "q/s"] },
  },
  money: {
    article: "an amount of money",
    example: "20000 USD",
    units: { USD: 1 },
    slips: { USD: ["$", "usd", "dollars", "US$"] },
  },
  percentage: {
    article: "a percentage",
    example: "99.95 %",
    units: { "%": 0.01 },
    slips: { "%": ["percent", "pct"] },
  },
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof QUANTITIES;

/** Reads `<number> <unit>` with one space between; the result is in the quantity's base unit. */
export function parseQuantity(quantity: QuantityName, text: string): Parsed {
  const { units }: Quantity = QUANTITIES[quantity];
  // Twelve digits are more than any quantity has, and few enough to be exact.
  const match = /^\s*(\d{1,12}(?:\.\d{1,6})?)(\s*)(\D*?)\s*$/.exec(text);
  if (!match) return quantity === "duration" ? compound(text) : {};
  const [, digits = "", space = "", unit = ""] = match;
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor !== undefined && space === " " && text.trim() === text) {
    // Decimal text times a power of ten would leave 99.95 % as 0.9995000000000001.
    return { value: Number((Number(digits) * factor).toPrecision(15)) };
  }
  const right = spelling(quantity, unit);
  return right === undefined ? {} : { meant: `${digits} ${right}` };
}

/** The spelling of a unit that is accepted, for one that is not quite. */
function spelling(quantity: QuantityName, unit: string): string | undefined {
  const { units, slips }: Quantity = QUANTITIES[quantity];
  const lower = unit.toLowerCase();
  return (
    (Object.hasOwn(units, unit) ? unit : undefined) ??
    Object.keys(slips).find((right) => slips[right]?.includes(unit)) ??
    Object.keys(units).find((right) => right.toLowerCase() === lower) ??
    Object.keys(slips).find((right) => slips[right]?.includes(lower))
  );
}

/** `1 hour 30 minutes`, as reports print it, is written in one unit: `90 minutes`. */
function compound(text: string): Parsed {
  const parts = [...text.matchAll(/\s*(\d{1,6})\s*([a-z]+)\s*(?:,|and)?/gy)];
  const whole = parts.map(([part]) => part).join("") === text;
  const values = parts.map(([, digits, unit = ""]) => {
    const right = spelling("duration", unit);
    return right === undefined ? {} : parseQuantity("duration", `${digits} ${right}`);
  });
  const seconds = values.reduce((sum, part) => sum + ("value" in part ? part.value : NaN), 0);
  if (!whole || parts.length < 2 || Number.isNaN(seconds)) return {};
  const [size, unit] =
    seconds % HOUR === 0
      ? [HOUR, "hours"]
      : seconds % MINUTE === 0
        ? [MINUTE, "minutes"]
        : [1, "seconds"];
  return { meant: `${seconds / size} ${unit}` };
}

/** A duration as people read it: `90 seconds`, `15 minutes`, `1 hour 30 minutes`. */
export function formatDuration(seconds: Seconds): string {
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [size, word] of [
    [DAY, "day"],
    [HOUR, "hour"],
    [MINUTE, "minute"],
    [1, "second"],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? "" : "s"}`);
  }
  return parts.slice(0, 2).join(" ") || "0 seconds";
}
