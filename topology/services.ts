import type { Service } from "../system/schema/service";
import type { System } from "../system/schema/system";
import { podsRunIn } from "./clusters";
import { runsIn, zoneNames } from "./groups";
import type { Backend, ServicePart, Topology } from "./model";
import { groupName, type Naming, serviceAccountEmail } from "./naming";

export function servicePart(
  system: System,
  naming: Naming,
  name: string,
  spec: Service,
): ServicePart {
  return {
    name,
    spec,
    account: serviceAccountEmail(naming, name),
    backends: backends(system, naming, name, spec),
  };
}

/** Regions that others may refer to. */
export function standingRegions(system: System): readonly string[] {
  return Object.keys(system.regions).filter((name) => system.regions[name]?.state === "standing");
}

/**
 * The one rule for capacity: 1 where the service serves now, else 0.
 * Serving now is every standing region for a multi-region service in hot, else the primary: so a
 * small standby never takes a full peak before it has grown. Google refuses a single backend of
 * capacity 0, so a service that is only elsewhere serves there.
 */
function backends(system: System, naming: Naming, name: string, spec: Service): readonly Backend[] {
  // Nobody sends requests to workers.
  if (spec.runs.on === "workers") return [];
  const pods = spec.runs.on === "kubernetes";
  const regions = standingRegions(system).filter((region) =>
    pods ? podsRunIn(system, region) : runsIn(spec, region),
  );
  const everywhere = spec.placement === "multi-region" && system.standby === "hot";
  const away = !regions.includes(system.primary);
  return regions.map((region) => ({
    region,
    group: groupName(naming, name, region),
    ...(pods ? { endpoints: zoneNames(system, region) } : {}),
    capacityScaler: everywhere || away || region === system.primary ? 1 : 0,
  }));
}

/** Services that users reach. */
export function publicServices({ services }: Pick<Topology, "services">): readonly ServicePart[] {
  return Object.values(services).filter(({ spec }) => spec.public !== undefined);
}

/** Services that can switch something while they run. */
export function flagged({ services }: Pick<Topology, "services">): readonly ServicePart[] {
  return Object.values(services).filter(({ spec }) => Object.keys(spec.flags).length > 0);
}

/** Paths of the pages that stand in for public services, each once. */
export function fallbackPages(topology: Pick<Topology, "services">): readonly string[] {
  const pages = publicServices(topology).flatMap(({ spec }) => spec.fallback?.page ?? []);
  return [...new Set(pages)];
}

/** Services that only others of the system call. */
export function internalServices({ services }: Pick<Topology, "services">): readonly ServicePart[] {
  return Object.values(services).filter(
    ({ spec }) => spec.public === undefined && spec.runs.on !== "workers",
  );
}

/** Names of the data stores that a service uses. */
export function storesUsed({ uses }: Service): readonly string[] {
  return uses.map((use) => (typeof use === "string" ? use : use.data));
}
