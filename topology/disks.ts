import type { DiskStore } from "../system/kinds/disk";
import type { Service } from "../system/schema/service";
import type { System } from "../system/schema/system";
import { isUnderOwnKey, keyAround } from "./keys";
import type { Disk, Topology } from "./model";
import { diskLink, diskName, type Naming } from "./naming";
import { storesUsed } from "./services";
import { storesOf } from "./stores";

/** A store that is a disk, as it is described; nothing for any other. */
export function diskStore({ data }: Pick<System, "data">, store: string): DiskStore | undefined {
  return storesOf({ data }, "disk")[store];
}

/** What a region holds of each disk, by store. */
export function disksOf(
  system: System,
  naming: Naming,
  region: string,
): Readonly<Record<string, Disk>> {
  const held = Object.entries(storesOf(system, "disk")).flatMap(([store, spec]) => {
    const disk = diskIn(system, naming, store, spec, region);
    return disk ? [[store, disk] as const] : [];
  });
  return Object.fromEntries(held);
}

/**
 * Links of the disks that a service takes in a region, by store; of those, too, that are still to be
 * made there from a snapshot: instances wait for them, so that a recovery changes no template.
 */
export function attachedTo(
  { naming, services, system }: Topology,
  region: string,
  service: string,
): Readonly<Record<string, string>> {
  const spec: Service | undefined = services[service]?.spec;
  const known = storesOf(system, "disk");
  const used = (spec ? storesUsed(spec) : []).flatMap((store) => {
    const disk = known[store];
    if (!disk) return [];
    const name = diskName(naming, store, region, generations(system, disk)[region] ?? 1);
    return [[store, diskLink(naming, region, name)] as const];
  });
  return Object.fromEntries(used);
}

function diskIn(
  system: System,
  naming: Naming,
  store: string,
  spec: DiskStore,
  region: string,
): Disk | undefined {
  const held = generations(system, spec);
  const generation = held[region];
  if (generation === undefined) return undefined;
  const linkIn = (place: string) =>
    diskLink(naming, place, diskName(naming, store, place, held[place] ?? 1));
  const pair = pairOf(system, held);
  const stateOf = (place: string) => system.regions[place]?.state;
  // Goes on to a region that is lost: a copy that was stopped could not be one again.
  const isCopied =
    pair?.from === region &&
    region === system.primary &&
    stateOf(region) === "standing" &&
    stateOf(pair.to) !== "planned" &&
    !isRestored(spec, pair.to, held);
  const restored = isRestored(spec, region, held);
  const copyOf = pair?.to === region && !restored ? linkIn(pair.from) : undefined;
  return {
    store,
    spec,
    region,
    name: diskName(naming, store, region, generation),
    zones: diskZones(system, region).map((letter) => `${region}-${letter}`),
    restored,
    ...(copyOf === undefined ? {} : { copyOf }),
    ...(isCopied ? { copiedTo: linkIn(pair.to) } : {}),
    // A lost region's goes on with its schedule, so that its stack has nothing to change once it is back.
    snapshots: region === system.primary || copyOf === undefined,
  };
}

/** A disk of the next generation is its stack's own again. */
function isRestored(
  { restored }: DiskStore,
  region: string,
  held: Readonly<Record<string, number>>,
): boolean {
  return restored?.[region] !== undefined && restored[region] === held[region];
}

/** Full name of the key that a store's disks are under in a region; none: Google's own. */
export function diskKey(
  { system, regions }: Topology,
  region: string,
  spec: DiskStore,
): string | undefined {
  if (!isUnderOwnKey(system, spec)) return undefined;
  return regions[region]?.keys.find(({ location }) => location === keyAround(region))?.link;
}

/** Whether machines that have a disk are imaged. */
export function hasImages(system: Pick<System, "data">): boolean {
  return Object.values(storesOf(system, "disk")).some(({ machineImages }) => machineImages);
}

/** A regional disk is in two zones: the first two of its region. */
function diskZones(system: Pick<System, "regions">, region: string): readonly string[] {
  return system.regions[region]?.zones.slice(0, 2) ?? [];
}

/**
 * The regions that hold one, with its generation: as described, else by mode. Only in hot there is
 * a copy; what other modes start from in another region is a snapshot.
 */
function generations(system: System, spec: DiskStore): Readonly<Record<string, number>> {
  if (spec.instances) return spec.instances;
  const regions = system.standby === "hot" ? Object.keys(system.regions) : [system.primary];
  return Object.fromEntries(regions.map((region) => [region, 1]));
}

/**
 * Which disk of two is the copy of which, by their generations alone: a disk that was written to
 * can't become a copy, so the copy is always the younger. Of equal generations it is the one away
 * from home; after a failover the one at home is made anew, a generation higher, from then on.
 */
function pairOf(
  system: System,
  held: Readonly<Record<string, number>>,
): { readonly from: string; readonly to: string } | undefined {
  const holders = Object.keys(system.regions).filter((region) => held[region] !== undefined);
  const first = holders.includes(system.home) ? system.home : holders[0];
  const second = holders.find((region) => region !== first);
  if (first === undefined || second === undefined) return undefined;
  const lead = (held[first] ?? 1) - (held[second] ?? 1);
  if (lead === 0) return { from: first, to: second };
  return lead === 1 ? { from: second, to: first } : undefined;
}
