import type { Topology } from "../../topology/model";
import type { DescriptionSeen } from "../observed";

/** What a description says, as far as recoveries look at it. */
export function descriptionOf({ primary, system, regions }: Topology): DescriptionSeen {
  const states = Object.values(regions).map(({ name, state }) => [name, state] as const);
  const instances = Object.entries(system.data).flatMap(([store, spec]) =>
    "instances" in spec && spec.instances ? [[store, spec.instances] as const] : [],
  );
  return {
    primary,
    standby: system.standby,
    states: Object.fromEntries(states),
    instances: Object.fromEntries(instances),
    ...(system.edge ? { route: system.edge.route } : {}),
    ...(system.kubernetes?.clusters ? { clusters: system.kubernetes.clusters } : {}),
  };
}

/** Whether two descriptions put the same regions into the same roles. */
export function isSameDescription(a: DescriptionSeen, b: DescriptionSeen): boolean {
  const regions = Object.keys({ ...a.states, ...b.states });
  return (
    a.primary === b.primary &&
    a.standby === b.standby &&
    regions.every((region) => a.states[region] === b.states[region])
  );
}
