import { type Store, traitsOf } from "../system/kinds/kinds";
import type { System } from "../system/schema/system";
import { backupLocation, onKubernetes } from "./clusters";
import type { Export, Topology } from "./model";
import { keyLink, keyName, keyRingName, type Naming, SHARED_KEYS } from "./naming";
import { areaOf, dualRegion, multiRegionAround } from "./places";
import { registryLocation } from "./registry";

/** A key in one location, and who encrypts with it. */
export interface KeyPart {
  readonly location: string;
  /** Name of the ring, whose name stays taken for ever. */
  readonly ring: string;
  readonly name: string;
  /** Full name of the key. */
  readonly link: string;
  /** Google's services that encrypt with it, by their APIs, in alphabetical order. */
  readonly users: readonly string[];
}

/** One thing that is encrypted: where its key has to be, and by whom. */
interface Use {
  readonly location: string;
  readonly user: string;
}

/** Whether anything is under keys of the system's own. */
export function usesKeys({ keys, regions }: Pick<Topology, "keys" | "regions">): boolean {
  return keys.length > 0 || Object.values(regions).some((region) => region.keys.length > 0);
}

/** Whether the keys of a store, or of what belongs to no store, are the system's own. */
export function isUnderOwnKey({ encryption }: System, store?: Pick<Store, "encryption">): boolean {
  return (store?.encryption ?? encryption) === "customer";
}

/**
 * Where the keys of a store have to be that lives in no single region's stack: with the data, and
 * never within less than the data is in, or the loss of a region would take the data after all.
 */
export function storeKeys(system: System, name: string): readonly Use[] {
  const store = system.data[name];
  if (!store || !isUnderOwnKey(system, store)) return [];
  return traitsOf(store, name).keys.flatMap(({ user, at }) => {
    switch (at) {
      case "the region":
      case "around the region":
        return [];
      case "around all regions":
        return [{ location: keyAroundAll(Object.keys(system.regions)), user }];
      default:
        return [{ location: keyLocation("pair" in at ? pairCode(at.pair) : at.location), user }];
    }
  });
}

/** Keys that the home region's stack holds: those of what has no region. */
export function sharedKeys(
  system: System,
  naming: Naming,
  exports: readonly Export[],
): readonly KeyPart[] {
  const stores = Object.keys(system.data).flatMap((name) => storeKeys(system, name));
  const copies = exports.some(({ store }) => isUnderOwnKey(system, system.data[store]))
    ? [{ location: backupsKey(system), user: "storage" as const }]
    : [];
  const own: readonly Use[] = isUnderOwnKey(system)
    ? [
        { location: registryLocation(system), user: "artifactregistry" },
        { location: SECRETS_KEY, user: "secretmanager" },
      ]
    : [];
  return keyParts(system, naming, SHARED_KEYS, [...stores, ...copies, ...own]);
}

/** Keys that one region's stack holds, so that it needs no other region's to start and to restore. */
export function regionKeys(system: System, naming: Naming, region: string): readonly KeyPart[] {
  const machines = isUnderOwnKey(system);
  const uses: readonly Use[] = [
    ...Object.entries(system.data).flatMap(([name, store]) =>
      isUnderOwnKey(system, store) ? regionalUses(store, name, region) : [],
    ),
    ...(machines ? [{ location: keyAround(region), user: "compute" }] : []),
    ...(machines && onKubernetes(system).length > 0 ? clusterUses(system, region) : []),
  ];
  return keyParts(system, naming, region, uses);
}

/** What a store is encrypted with in a region's own stack. */
function regionalUses(store: Store, name: string, region: string): readonly Use[] {
  return traitsOf(store, name).keys.flatMap(({ user, at }) => {
    if (at === "the region") return [{ location: region, user }];
    return at === "around the region" ? [{ location: keyAround(region), user }] : [];
  });
}

/** Whether or not a cluster stands there now: what it was once encrypted with has to stay. */
function clusterUses(system: System, region: string): readonly Use[] {
  return [
    { location: region, user: "container" },
    { location: region, user: "compute" },
    { location: backupLocation(system, region), user: "gkebackup" },
  ];
}

function keyParts(
  { keys }: System,
  naming: Naming,
  owner: string,
  uses: readonly Use[],
): readonly KeyPart[] {
  const locations = [...new Set(uses.map(({ location }) => location))].sort();
  const ring = keyRingName(naming, owner, keys.generation);
  return locations.map((location) => ({
    location,
    ring,
    name: keyName(owner, location),
    link: keyLink(naming, location, ring, keyName(owner, location)),
    users: [
      ...new Set(uses.filter((use) => use.location === location).map(({ user }) => user)),
    ].sort(),
  }));
}

/**
 * The multi-region around a region, where there is one, else the region: snapshots and images are
 * under the key of their disk, and have to be readable when that region is lost.
 */
export function keyAround(region: string): string {
  const area = areaOf(region);
  return area !== undefined && area in KMS ? keyLocation(area) : region;
}

/** Where all of several regions reach a key although one of them is lost. */
export function keyAroundAll(regions: readonly string[]): string {
  const around = new Set(regions.map(keyAround));
  const [only = "global"] = around;
  return around.size === 1 && !regions.includes(only) ? only : "global";
}

/** The key of the bucket of dumps and exports. */
export function backupsKey({ home }: Pick<System, "home">): string {
  return keyLocation(multiRegionAround(home));
}

/** Secrets are in every region, so their key is too. */
export const SECRETS_KEY = "global";

/** Where Cloud KMS has the keys of a location of another product. */
export function keyLocation(location: string): string {
  return KMS[location] ?? location.toLowerCase();
}

/** The locations of Cloud KMS for what others call otherwise. Source: cloud.google.com/kms/docs/locations. */
const KMS: Readonly<Record<string, string>> = { US: "us", EU: "europe", ASIA: "asia" };

/** Two regions without a code of their own are under the multi-region's key. */
function pairCode([one, other]: readonly [string, string]): string {
  const found = dualRegion(one, other);
  if (!found) throw new Error(`no dual-region of ${one} and ${other}`);
  return found.location;
}
