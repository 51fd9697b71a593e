import type { Event } from "../../recovery/model";
import type { Cloud } from "../cloud";
import type { Fault } from "../faults";

/** What a rehearsal lets happen. */
export interface Incident {
  /** Regions that can't be reached from then on: only what is global of their stacks can be read. */
  readonly gone: readonly string[];
  readonly happen: (cloud: Cloud) => void;
}

/** Events that are rehearsed in the sandbox so far. */
export const REHEARSED = ["region-loss", "zone-loss"] as const;

/** What happens in the sandbox when an event happens to something. @throws Error for one that isn't rehearsed */
export function incidentOf(event: Event, of: string): Incident {
  switch (event) {
    case "region-loss":
      return fault([of], { kind: "region-loss", region: of, calls: "fail" });
    case "zone-loss":
      return fault([], { kind: "zone-loss", zone: of });
    default:
      throw new Error(`${event} is not rehearsed yet; there are ${REHEARSED.join(", ")}`);
  }
}

function fault(gone: readonly string[], what: Fault): Incident {
  return { gone, happen: (cloud) => cloud.faults.inject("drill", what) };
}
