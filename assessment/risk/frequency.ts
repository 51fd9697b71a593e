import type { Basis } from "../../recovery/durations";
import type { Event } from "../../recovery/model";
import { DAY } from "../../system/units";
import type { Beliefs } from "../availability/parts";

/** How often something happens in a year, and who says so. */
export interface Frequency {
  readonly value: number;
  readonly basis: Basis;
  readonly source: string;
}

/** How often a year, and who says so. */
export function frequencyOf(
  { topology, frequencies, durations }: Beliefs,
  event: Event,
  of: string,
): Frequency {
  const release = topology.services[of]?.spec.release;
  switch (event) {
    case "zone-loss":
      return frequencies("zone.loss");
    case "region-loss":
      return frequencies("region.loss");
    case "data-deletion":
      return frequencies("data.deletion");
    case "overload":
      return frequencies("overload");
    case "bad-release": {
      const bad = frequencies("release.bad");
      return { ...bad, value: bad.value * (release?.perYear ?? 0) };
    }
    case "dependency-loss": {
      const { availability = 1 } = topology.system.external[of] ?? {};
      const down = (1 - availability) * 365 * DAY;
      const value = down / durations("dependency.outage").expected;
      return { value, basis: "declared", source: "its described availability" };
    }
  }
}
