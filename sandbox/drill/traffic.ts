import { traitsOf } from "../../system/kinds/kinds";
import { attachedTo } from "../../topology/disks";
import type { Topology } from "../../topology/model";
import { serviceHost } from "../../topology/naming";
import { internalServices, publicServices, storesUsed } from "../../topology/services";
import { idOf } from "../address";
import type { Cloud } from "../cloud";
import { startLoad } from "../traffic/load";
import { lastPart } from "../kinds/lookup";
import { faring } from "../traffic/record";
import { holdingOf } from "../traffic/stores";
import { startWriting } from "../traffic/writes";
import { locatedStore } from "./located";

/** Where a service is asked, and from where. */
interface Way {
  readonly service: string;
  readonly host: string;
  readonly path: string;
  readonly inside: boolean;
}

/** Regions that services are called from: the primary, or those that are left without it. */
export function callersOf(
  { regions, primary }: Topology,
  gone: readonly string[] = [],
): readonly string[] {
  const working = Object.values(regions)
    .filter(({ name, state }) => state === "standing" && !gone.includes(name))
    .map(({ name }) => name);
  return working.includes(primary) ? [primary] : working;
}

/**
 * The full peak on every service. Users come from the places of all regions; services are called from
 * `callers`, since a lost region calls nobody.
 */
export function startTraffic(cloud: Cloud, topology: Topology, callers: readonly string[]): void {
  for (const service of waysOf(topology).keys()) {
    if (unreachable(topology, service) === undefined) startUsing(cloud, topology, service, callers);
  }
}

/**
 * One row a second into every database and onto every disk: an instance takes its region's, where
 * that is no copy.
 */
export function startRows(cloud: Cloud, topology: Topology, callers: readonly string[]): void {
  const [region] = callers;
  if (region === undefined) return;
  for (const { name: id, host: database } of Object.values(topology.databases)) {
    const way = writingWay(topology, id);
    if (way) startWriting(cloud, { id, region, database, ...way });
  }
  for (const id of disksWritten(topology)) {
    const way = writingWay(topology, id);
    if (!way) continue;
    startWriting(cloud, { id, region, database: disksTaken(topology, way.service, id), ...way });
  }
}

/** Disks that a service writes to which users get at. */
export function disksWritten(topology: Topology): readonly string[] {
  const disks = Object.keys(topology.regions[topology.primary]?.disks ?? {});
  return disks.filter((store) => isWritten(topology, store));
}

/** By region, the id of the disk that a service's instances take there, once it is there. */
function disksTaken(topology: Topology, service: string, store: string) {
  const { project } = topology.naming;
  const taken = Object.keys(topology.regions).map((location) => {
    const name = lastPart(attachedTo(topology, location, service)[store] ?? "");
    return [location, idOf({ kind: "compute.RegionDisk", project, location, name })] as const;
  });
  return Object.fromEntries(taken);
}

/** One row a second into a store that is no instance of Cloud SQL, which holds as much as is described. */
export function startFilling(cloud: Cloud, topology: Topology, store: string): void {
  const found = locatedStore(cloud, topology, store);
  // Disks are written to already.
  if (!found || disksWritten(topology).includes(store)) return;
  const spec = topology.system.data[store];
  holdingOf(found).fill?.(found, (spec && "size" in spec ? spec.size : undefined) ?? 1, cloud);
  startWritingTo(cloud, topology, { store, from: topology.primary });
}

/**
 * One row a second into every store that keeps copies of itself in other regions, by a user who is
 * near the region that is lost; into one that only services lead to, from a region that is left.
 */
export function startCopied(
  cloud: Cloud,
  topology: Topology,
  lost: string,
  callers: readonly string[],
): void {
  for (const store of copiedByThemselves(topology)) {
    const inside = writingWay(topology, store)?.inside ?? false;
    startWritingTo(cloud, topology, { store, from: inside ? (callers[0] ?? lost) : lost });
  }
}

/** Stores that keep copies of themselves in other regions, and that users write to. */
export function copiedByThemselves(topology: Topology): readonly string[] {
  const stores = Object.entries(topology.system.data).filter(([name, store]) => {
    const { residence } = traitsOf(store, name);
    return residence.in === "regions" || residence.in === "regions, later";
  });
  return stores.map(([name]) => name).filter((name) => isWritten(topology, name));
}

function startWritingTo(
  cloud: Cloud,
  topology: Topology,
  { store, from }: { readonly store: string; readonly from: string },
): void {
  const found = locatedStore(cloud, topology, store);
  const way = writingWay(topology, store);
  if (found && way) startWriting(cloud, { id: store, region: from, database: found.id, ...way });
}

/** Starts the load on one service, or changes the one that runs, to so many times its peak. */
export function startUsing(
  cloud: Cloud,
  topology: Topology,
  service: string,
  callers: readonly string[],
  times = 1,
): void {
  const way = waysOf(topology).get(service);
  if (!way) return;
  const peak = (topology.services[service]?.spec.load?.peak ?? 0) * times;
  const from = way.inside ? callers : Object.keys(topology.regions);
  const shares = from.map((region) => [region, peak / from.length] as const);
  startLoad(cloud, { id: service, ...way, from: Object.fromEntries(shares) });
}

/** More than one request in a hundred has to fail to count. */
export const OUT = 0.01;

/** What is wrong with the users of a service before anything has happened to it; nothing if they are served. */
export function unserved(cloud: Cloud, topology: Topology): string | undefined {
  for (const service of waysOf(topology).keys()) {
    const { served, failed = 0, why } = faring(cloud, service) ?? {};
    const sum = Object.values(served ?? {}).reduce((total, rate) => total + rate, failed);
    if (failed <= OUT * sum) continue;
    const share = `${Math.round((100 * failed) / sum)} % of the requests of ${service}`;
    const because = why === undefined ? "" : ` (${why})`;
    return `${share} fail before anything happens${because}: nothing could be measured; look at its record, its certificate and its health check`;
  }
  return undefined;
}

/** Why no user gets at a service in the sandbox; nothing if one does. */
export function unreachable(topology: Topology, service: string): string | undefined {
  const on = topology.services[service]?.spec.runs.on;
  if (on === "workers") return "workers take tasks from a queue, and nobody sends any";
  return waysOf(topology).has(service) ? undefined : "no load balancer leads to it";
}

function waysOf(topology: Topology): ReadonlyMap<string, Way> {
  const { domain } = topology.system;
  const open = publicServices(topology).map(({ name, spec }) => {
    const path = (spec.public?.paths[0] ?? "/").replace("*", "");
    return [name, { service: name, host: domain, path, inside: false }] as const;
  });
  const inner = internalServices(topology).map(({ name }) => {
    const host = serviceHost(domain, name);
    return [name, { service: name, host, path: "/", inside: true }] as const;
  });
  return new Map<string, Way>([...open, ...inner]);
}

/** Whether a service that users get at uses a store. */
export function isWritten(topology: Topology, store: string): boolean {
  return writingWay(topology, store) !== undefined;
}

/** A service that uses the store and takes requests. */
function writingWay(topology: Topology, store: string): Way | undefined {
  const ways = waysOf(topology);
  const user = Object.values(topology.services).find(
    ({ name, spec }) =>
      unreachable(topology, name) === undefined && storesUsed(spec).includes(store),
  );
  return user && ways.get(user.name);
}
