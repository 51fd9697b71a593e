import type { RequestsPerSecond } from "../system/units";

/** How many instances a region needs, and why. */
export interface Capacity {
  /** Instances that carry the load on their own. */
  readonly needed: number;
  /** Instances that are there: enough with one zone lost and one instance out for an upgrade. */
  readonly size: number;
  /** What the autoscaler may grow to: the size once more, without the zone that was lost. */
  readonly most: number;
  /** The sum in words, for previews and messages. */
  readonly arithmetic: string;
}

export interface Demand {
  readonly load: RequestsPerSecond;
  readonly perInstance: RequestsPerSecond;
  readonly zones: number;
}

/** Instances that a lost zone takes with it, when `size` of them are spread evenly. */
export function lostWithZone(size: number, zones: number): number {
  return zones < 2 ? 0 : Math.ceil(size / zones);
}

/** What still serves of `size` instances with one zone lost and one instance out for an upgrade. */
export function left(size: number, zones: number): number {
  return size - lostWithZone(size, zones) - 1;
}

/**
 * The N+2 rule: the smallest size of which enough is left with one zone lost and one instance out.
 * A group in a single zone can't survive its zone; there the rule is one instance out.
 */
export function capacity({ load, perInstance, zones }: Demand): Capacity {
  // Decimal fractions don't divide exactly: 1.1 / 0.1 would be a little more than 11.
  const needed = Math.ceil(Number((load / perInstance).toPrecision(12)));
  const serving = needed + 1;
  const size = zones < 2 ? serving : Math.ceil((serving * zones) / (zones - 1));
  const lost = lostWithZone(size, zones);
  const most = size + lost;
  const arithmetic =
    `${load} rps / ${perInstance} rps = ${needed} needed` +
    (lost > 0 ? ` + ${lost} lost with one of ${zones} zones` : "") +
    ` + 1 out for an upgrade`;
  return { needed, size, most, arithmetic };
}
