import { editionOf, type SqlStore } from "../system/kinds/cloud-sql";
import type { System } from "../system/schema/system";
import type { DatabasePart, Reading, ReadReplica, SqlInstance } from "./model";
import { type Naming, readHost, readReplicaName, sqlInstanceName, writerHost } from "./naming";

export function databasePart(
  system: System,
  naming: Naming,
  name: string,
  spec: SqlStore,
): DatabasePart {
  const held = generations(system, spec);
  return {
    name,
    spec,
    edition: editionOf(spec),
    writer: system.primary,
    host: writerHost(naming, name),
    homeInstance: sqlInstanceName(naming, name, system.home, held[system.home] ?? 1),
    regions: Object.keys(held),
    ...(spec.readReplicas > 0 ? { reading: reading(system, naming, name, spec) } : {}),
  };
}

/** A planned region is not referred to; a lost one stays, so that its loss changes no name. */
function reading(system: System, naming: Naming, name: string, spec: SqlStore): Reading {
  const known = readingRegions(system, spec).filter(
    (region) => system.regions[region]?.state !== "planned",
  );
  return { host: readHost(naming, name), regions: known };
}

/**
 * Read replicas stand beside every instance, but not where in cold one may first have to be made
 * and restored into: Google restores into no instance that has replicas.
 */
function readingRegions(system: System, spec: SqlStore): readonly string[] {
  const restored = system.standby === "cold" && spec.instances === undefined;
  return restored ? [] : Object.keys(generations(system, spec));
}

/** What a region holds of each database, by store. */
export function sqlInstances(
  system: System,
  naming: Naming,
  stores: Readonly<Record<string, SqlStore>>,
  region: string,
): Readonly<Record<string, SqlInstance>> {
  const held = Object.entries(stores).flatMap(([store, spec]) => {
    const instance = sqlInstance(system, naming, store, spec, region);
    return instance ? [[store, instance] as const] : [];
  });
  return Object.fromEntries(held);
}

/**
 * The regions that hold an instance, with its generation: as described, else by mode.
 * A lost region's own stack goes on declaring its instance, fenced, because leaving it out would
 * delete it as soon as the region is back; nothing else refers to it.
 */
function generations(system: System, spec: SqlStore): Readonly<Record<string, number>> {
  if (spec.instances) return spec.instances;
  const regions = system.standby === "cold" ? [system.primary] : Object.keys(system.regions);
  return Object.fromEntries(regions.map((region) => [region, 1]));
}

function sqlInstance(
  system: System,
  naming: Naming,
  store: string,
  spec: SqlStore,
  region: string,
): SqlInstance | undefined {
  const held = generations(system, spec);
  const nameIn = (place: string) => sqlInstanceName(naming, store, place, held[place] ?? 1);
  if (held[region] === undefined) return undefined;
  const name = nameIn(region);
  const shared = { store, region, name, replicas: [], reads: reads(system, spec, region, name) };
  if (region !== system.primary) {
    const role = system.regions[region]?.state === "lost" ? "fenced" : "replica";
    return { ...shared, role, source: nameIn(system.primary), ha: system.standby === "hot" };
  }
  const copies = Object.keys(held).filter(
    (place) => place !== region && system.regions[place]?.state === "standing",
  );
  const lost = Object.keys(held).some((place) => system.regions[place]?.state === "lost");
  // A designation costs nothing and asks for no HA; in cold a copy is on its way out.
  const designated = system.standby !== "cold" && editionOf(spec) === "ENTERPRISE_PLUS";
  const [first] = copies;
  return {
    ...shared,
    role: "writer",
    replicas: copies.map(nameIn),
    ha: true,
    ...(designated && first !== undefined ? { drReplica: nameIn(first) } : {}),
    ...(lost ? { besideLost: true } : {}),
  };
}

/** One in each of the region's first zones, as they are described. */
function reads(
  system: System,
  spec: SqlStore,
  region: string,
  instance: string,
): readonly ReadReplica[] {
  if (!readingRegions(system, spec).includes(region)) return [];
  const letters = system.regions[region]?.zones.slice(0, spec.readReplicas) ?? [];
  return letters.map((letter) => ({
    name: readReplicaName(instance, letter),
    zone: `${region}-${letter}`,
  }));
}
