import type { Basis } from "../durations";
import type { Loss, LossPart } from "../model";
import { declared, known, type Setting } from "./setting";

/** A loss that is the sum of its parts; it is known no better than the worst known of them. */
export function sumOf(why: string, parts: readonly LossPart[]): Loss {
  const sum = (bound: "best" | "expected" | "worst") =>
    parts.reduce((seconds, part) => seconds + part[bound], 0);
  return {
    seconds: { best: sum("best"), expected: sum("expected"), worst: sum("worst") },
    basis: leastKnown(parts),
    why,
    parts,
  };
}

const BY_DOUBT: readonly Basis[] = ["measured", "declared", "vendor", "assumed"];

function leastKnown(parts: readonly LossPart[]): Basis {
  const doubts = parts.map(({ basis }) => BY_DOUBT.indexOf(basis));
  return BY_DOUBT[Math.max(0, ...doubts)] ?? "assumed";
}

/** What a product promises to lose nothing of. */
export function nothing(of: string, why: string, source: string, asOf: string): Loss {
  const part: LossPart = {
    of,
    what: why,
    best: 0,
    expected: 0,
    worst: 0,
    basis: "vendor",
    source,
    asOf,
  };
  return sumOf(why, [part]);
}

/** What came after the newest copy: anything from nothing to the time between two. */
export function sinceCopy(seconds: number, of: string, what: string): LossPart {
  const { phase: _, ...part } = declared("execute", seconds, of, what);
  return { ...part, best: 0, expected: seconds / 2 };
}

/** A line of the file of durations, as a part of a loss. */
export function lag(setting: Setting, id: string, of: string, what: string, amount = 1): LossPart {
  const { phase: _, ...part } = known(setting, "execute", id, of, what, amount);
  return part;
}

/**
 * How long a copy takes, which is lost as well: it holds what was there when it began and is of use
 * when it has ended. Whoever fails just before that has the copy before.
 */
export function copyLength(
  setting: Setting,
  id: string,
  of: string,
  gigabytes: number | undefined,
): LossPart {
  const amount = gigabytes === undefined ? "1 GB" : `${gigabytes} GB`;
  return {
    ...lag(setting, id, of, `the copy of ${amount} takes as long`, gigabytes ?? 1),
    best: 0,
    ...(gigabytes === undefined ? { open: sizeMissing(of) } : {}),
  };
}

export function sizeMissing(store: string): string {
  return `how much ${store} holds is not described; give data.${store}.size`;
}
