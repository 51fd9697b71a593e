import type { Topology } from "../../topology/model";
import type { DescriptionSeen } from "../observed";

/** What a description says, as far as recoveries look at it. */
export function descriptionOf({ primary, system, regions }: Topology): DescriptionSeen {
  const states = Object.values(regions).map(({ name, state }) => [name, state] as const);
  return { primary, standby: system.standby, states: Object.fromEntries(states) };
}
