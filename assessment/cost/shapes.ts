import type { Inventory, Resource } from "../../inventory/model";
import { buildTopology } from "../../topology/build";
import type { RegionPart, Topology } from "../../topology/model";

/** The same system without a second region, as far as that can be thought: one zone of it, or all. */
export function narrowed(topology: Topology, zones: "one zone" | "several zones"): Topology {
  const { system, naming, home } = topology;
  const region = system.regions[home];
  if (!region) throw new Error(`no region ${home}`);
  const [first, ...others] = region.zones;
  if (first === undefined) throw new Error(`${home} has no zone`);
  const kept = zones === "one zone" ? [first] : [first, ...others];
  const regions = { [home]: { ...region, zones: kept, state: "standing" as const } };
  const services = Object.fromEntries(
    Object.entries(system.services).map(([name, service]) => {
      const named = (service.zones?.[home] ?? kept).filter((zone) => kept.includes(zone));
      const here = named.length > 0 ? named : kept;
      return [name, service.zones ? { ...service, zones: { [home]: here } } : service];
    }),
  );
  const alone = buildTopology({ ...system, regions, services, primary: home }, naming.project);
  return zones === "one zone" ? withoutHa(alone) : alone;
}

/** HA is a second zone: one alone has none. */
function withoutHa(topology: Topology): Topology {
  const regions = Object.fromEntries(
    Object.entries(topology.regions).map(([name, region]) => [name, zonal(region)]),
  );
  return { ...topology, regions };
}

function zonal(region: RegionPart): RegionPart {
  const instances = Object.entries(region.instances).map(
    ([store, instance]) => [store, { ...instance, ha: false }] as const,
  );
  return { ...region, instances: Object.fromEntries(instances) };
}

/**
 * What one region declares, as it would be with the zones of a narrower topology: groups and pools
 * at its sizes, databases without HA, disks in one zone, workers in the zones that are left.
 */
export function inZonesOf(inventory: Inventory, narrow: Topology): Inventory {
  const region = narrow.regions[narrow.home];
  if (!region) return inventory;
  return {
    ...inventory,
    resources: inventory.resources.flatMap((resource) => inside(resource, region) ?? []),
  };
}

/** None for what stands in a zone that is no longer there. */
function inside(resource: Resource, region: RegionPart): Resource | undefined {
  const { inputs, name } = resource;
  const zone = inputs["zone"];
  if (typeof zone === "string" && !region.zones.includes(zone)) return undefined;
  const kind = resource.type.split(":").at(-1);
  const changed = (more: Readonly<Record<string, unknown>>) => ({
    ...resource,
    inputs: { ...inputs, ...more },
  });
  if (kind === "DatabaseInstance") {
    return changed({ settings: { ...block(inputs["settings"]), availabilityType: "ZONAL" } });
  }
  if (kind === "RegionDisk") return changed({ replicaZones: region.zones.slice(0, 1) });
  const own = (key: string) => name === `${key}-${region.name}`;
  if (kind === "RegionAutoscaler") {
    const group = Object.values(region.groups).find(({ service }) => own(service));
    if (!group) return resource;
    const policy = { ...block(inputs["autoscalingPolicy"]), minReplicas: group.least };
    return changed({ autoscalingPolicy: policy });
  }
  if (kind === "NodePool") {
    const [, pool] = Object.entries(region.cluster?.pools ?? {}).find(([key]) => own(key)) ?? [];
    if (!pool) return resource;
    return changed({
      autoscaling: { ...block(inputs["autoscaling"]), totalMinNodeCount: pool.least },
    });
  }
  return resource;
}

function block(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
