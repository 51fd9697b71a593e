import type { Gigabytes } from "../units";
import type { Work } from "./traits";

/** A restore that takes the longer the more there is, or another such part of it. */
export function perGigabyte(
  length: Work["length"],
  size: Gigabytes | undefined,
  what = "a restore",
): Work {
  return size === undefined
    ? { what: `${what}, for each GB`, length, lacksSize: true }
    : { what: `${what} of ${size} GB`, length, amount: size };
}
