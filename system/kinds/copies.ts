import { formatDuration, type Seconds } from "../units";
import type { Restorable } from "./traits";

interface Described {
  readonly every: Seconds;
  readonly keep: Seconds;
}

export const rhythmOf = ({ every }: Pick<Described, "every">): string =>
  `one every ${formatDuration(every)}`;

/** Copies outside the product. */
export const exported = (from: string, copies: Described): Restorable => ({
  from: `${from}, ${rhythmOf(copies)}`,
  lasts: copies.keep,
});
