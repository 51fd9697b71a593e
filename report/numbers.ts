import { dollars } from "./money";

/** `1,234.50`, or `1,235` without cents; a dash where there is nothing. */
export function usd(amount: number | undefined, digits: 0 | 2 = 2): string {
  if (amount === undefined) return "-";
  return digits === 0 ? dollars(Math.round(amount)).slice(0, -".00".length) : dollars(amount);
}

/** `99.9713 %` of a share from 0 to 1. */
export function percent(share: number, digits: number): string {
  return `${(share * 100).toFixed(digits)} %`;
}
