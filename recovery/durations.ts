import { parseQuantity, type Seconds } from "../system/units";

/** A length of time that isn't known exactly, in seconds: best ≤ expected ≤ worst. */
export interface DurationRange {
  readonly best: Seconds;
  readonly expected: Seconds;
  readonly worst: Seconds;
}

/** How well a duration is known. */
export type Basis = "declared" | "measured" | "vendor" | "assumed";

/** One line of the file of durations. */
export interface Duration extends DurationRange {
  /** What takes that long, such as `sql.failover`. */
  readonly id: string;
  /** What it is multiplied by, where it depends on an amount: such as `GB`. */
  readonly per: string | undefined;
  readonly basis: Basis;
  /** Day on which the line was last compared with its source. */
  readonly asOf: string;
  readonly source: string;
}

/** Durations by id. @throws Error for an id that the file doesn't have. */
export type Durations = (id: string) => Duration;

const BASES: readonly string[] = ["declared", "measured", "vendor", "assumed"] satisfies Basis[];

/** Reads the text of `durations.tsv`. @throws Error that names the line if it is malformed. */
export function parseDurations(text: string): Durations {
  const lines = new Map<string, Duration>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#") || line.startsWith("id\t")) continue;
    const duration = parseLine(line, index + 1);
    if (lines.has(duration.id))
      throw new Error(`line ${index + 1}: "${duration.id}" is there twice`);
    lines.set(duration.id, duration);
  }
  return (id) => {
    const duration = lines.get(id);
    if (!duration) throw new Error(`the file of durations has no line "${id}"`);
    return duration;
  };
}

function parseLine(line: string, number: number): Duration {
  const [id = "", per = "", best, expected, worst, basis = "", asOf = "", source = ""] =
    line.split("\t");
  const refuse = (why: string) => new Error(`line ${number}: ${why}`);
  const [low, mid, high] = [best, expected, worst].map((cell) => {
    const parsed = parseQuantity("duration", cell ?? "");
    if (!("value" in parsed)) throw refuse(`"${cell}" is not a duration`);
    return parsed.value;
  });
  if (low === undefined || mid === undefined || high === undefined) throw refuse("has no range");
  if (low > mid || mid > high) throw refuse(`${best}, ${expected}, ${worst} don't go upwards`);
  if (!isBasis(basis)) throw refuse(`"${basis}" is not one of ${BASES.join(", ")}`);
  if (source === "") throw refuse("names no source");
  const amount = per === "" ? undefined : per;
  return { id, per: amount, best: low, expected: mid, worst: high, basis, asOf, source };
}

function isBasis(text: string): text is Basis {
  return BASES.includes(text);
}
