import type { Store } from "../system/kinds/kinds";
import type { System } from "../system/schema/system";
import { bucketPart } from "./buckets";
import { backupLocation, onKubernetes } from "./clusters";
import type { Export, Topology } from "./model";
import { keyLink, keyName, keyRingName, type Naming, SHARED_KEYS } from "./naming";
import { areaOf, multiRegionAround } from "./places";
import { registryLocation } from "./registry";

/** Google's services that encrypt with a key of the system's own, under an identity of theirs. */
export const KEY_USERS = [
  "artifactregistry",
  "bigquery",
  "compute",
  "container",
  "firestore",
  "gkebackup",
  "pubsub",
  "secretmanager",
  "spanner",
  "sqladmin",
  "storage",
] as const;
export type KeyUser = (typeof KEY_USERS)[number];

/** A key in one location, and who encrypts with it. */
export interface KeyPart {
  readonly location: string;
  /** Name of the ring, whose name stays taken for ever. */
  readonly ring: string;
  readonly name: string;
  /** Full name of the key. */
  readonly link: string;
  /** In alphabetical order. */
  readonly users: readonly KeyUser[];
}

/** One thing that is encrypted: where its key has to be, and by whom. */
interface Use {
  readonly location: string;
  readonly user: KeyUser;
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
export function storeKeys(system: System, naming: Naming, name: string): readonly Use[] {
  const store = system.data[name];
  if (!store || !isUnderOwnKey(system, store)) return [];
  switch (store.kind) {
    case "cloud-sql":
    case "disk":
      return [];
    case "bucket":
      return [{ location: bucketKey(system, naming, name), user: "storage" }];
    case "firestore":
      return [{ location: documentsKey(store.location), user: "firestore" }];
    case "spanner":
      return [{ location: store.config.replace(/^regional-/, ""), user: "spanner" }];
    case "bigquery":
      return [store.location, ...(store.copyTo === undefined ? [] : [store.copyTo])].map(
        (location) => ({ location: keyLocation(location), user: "bigquery" as const }),
      );
    case "queue":
      return [{ location: keyAroundAll(Object.keys(system.regions)), user: "pubsub" }];
  }
}

/** Keys that the home region's stack holds: those of what has no region. */
export function sharedKeys(
  system: System,
  naming: Naming,
  exports: readonly Export[],
): readonly KeyPart[] {
  const stores = Object.keys(system.data).flatMap((name) => storeKeys(system, naming, name));
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
  const of = (kind: Store["kind"]) =>
    Object.values(system.data).some((store) => store.kind === kind && isUnderOwnKey(system, store));
  const machines = isUnderOwnKey(system);
  const uses: readonly Use[] = [
    ...(of("cloud-sql") ? [{ location: region, user: "sqladmin" as const }] : []),
    ...(machines || of("disk") ? [{ location: keyAround(region), user: "compute" as const }] : []),
    ...(machines && onKubernetes(system).length > 0 ? clusterUses(system, region) : []),
  ];
  return keyParts(system, naming, region, uses);
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
    users: KEY_USERS.filter((user) =>
      uses.some((use) => use.location === location && use.user === user),
    ),
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

/** Where the key of a bucket is: that of two regions without a code is the multi-region's. */
function bucketKey(system: System, naming: Naming, name: string): string {
  const store = system.data[name];
  if (store?.kind !== "bucket") throw new Error(`${name} is no bucket`);
  return keyLocation(bucketPart(system, naming, name, store).placement.location);
}

/** Source: Firestore's `CmekConfig.kmsKeyName` for nam5 and eur3; nam7 is background knowledge, unconfirmed. */
function documentsKey(location: string): string {
  return { nam5: "us", nam7: "us", eur3: "europe" }[location] ?? location;
}
