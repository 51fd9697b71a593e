import type { Gigabytes } from "../units";
import type { Work } from "./traits";

/** A restore that takes the longer the more there is. */
export function perGigabyte(length: Work["length"], size: Gigabytes | undefined): Work {
  return size === undefined
    ? { what: "a restore, for each GB", length, lacksSize: true }
    : { what: `a restore of ${size} GB`, length, amount: size };
}
