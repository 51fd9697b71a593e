import type { Topology } from "../../topology/model";
import type { DescriptionSeen } from "../observed";

/**
 * What a description says, as far as recoveries look at it.
 *
 * @param paths whatever else is looked at: what a recovery writes
 */
export function descriptionOf(
  { primary, system, regions }: Topology,
  paths: readonly string[] = [],
): DescriptionSeen {
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
    values: Object.fromEntries(paths.map((path) => [path, valueAt(system, path)])),
  };
}

/** Keys with a dot in them are no keys of a description. */
function valueAt(from: unknown, path: string): unknown {
  const found = path
    .split(".")
    .reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), from);
  return found ?? null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
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
