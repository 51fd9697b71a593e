import type { Resource } from "../../inventory/model";
import { broken, type PolicyBreach } from "../rule";
import { full, lost } from "./sums";

/** What an autoscaler scales, and what of it the described peak needs. */
export interface Scaled {
  readonly scaler: Resource;
  readonly needed: number;
  readonly zones: number;
  /** Whether the region has to carry the peak as it is. */
  readonly isReady: boolean;
}

/** Too few at least: with one zone lost and one out the peak isn't carried, or a zone stays empty. */
export function tooFewAtLeast(
  { scaler, needed, zones, isReady }: Scaled,
  path: string,
  least: number,
  unit: "instance" | "pod",
): PolicyBreach[] {
  const left = least - lost(least, zones) - 1;
  const few = Math.min(zones, full(needed, zones));
  return [
    ...broken(
      isReady && left < needed,
      scaler,
      path,
      `"${least}" leaves ${Math.max(0, left)} with one of ${zones} zones lost and one ${unit} out, and the peak needs ${needed}; use ${full(needed, zones)}`,
    ),
    ...broken(
      !isReady && least < few,
      scaler,
      path,
      `"${least}" leaves a zone of the standby region empty; use ${few}`,
    ),
  ];
}

/** Too few at most: with one zone lost it can't grow to the whole peak. */
export function tooFewAtMost(
  { scaler, needed, zones }: Scaled,
  path: string,
  most: number | undefined,
): PolicyBreach[] {
  const left = most === undefined ? needed : most - lost(most, zones);
  return [
    ...broken(
      left < needed,
      scaler,
      path,
      `"${most}" leaves ${left} with one of ${zones} zones lost, and the whole peak needs ${needed}; raise it`,
    ),
  ];
}
