import type { Topology } from "../../topology/model";

/** Regions that users, or tasks, go to now. */
export function servingRegions({ services, regions }: Topology, name: string): readonly string[] {
  const service = services[name];
  if (service?.spec.runs.on === "workers") {
    return Object.values(regions).flatMap((region) =>
      region.state === "standing" && region.workers[name]?.scaling === "on" ? [region.name] : [],
    );
  }
  return (service?.backends ?? []).flatMap(({ region, capacityScaler }) =>
    capacityScaler === 1 ? [region] : [],
  );
}
