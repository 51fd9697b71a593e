import type { SqlInstance, Topology } from "../../topology/model";
import { FIRESTORE_MULTI_REGIONS } from "../../topology/places";
import type { Beliefs, Parts } from "./parts";
import { zoneOf } from "./groups";
import { all, any, type Structure } from "./structure";

/** Which of the vendor's promises a store has; none: it has none, and that is said. */
export interface Promised {
  readonly id?: string;
  /** How it is placed, as the vendor's design targets know it. */
  readonly scope: "zone" | "zones" | "regions";
  readonly because?: string;
}

/** What the vendor promises of a store. */
export function promiseOf(topology: Topology, name: string): Promised {
  const store = topology.system.data[name];
  switch (store?.kind) {
    case "cloud-sql":
      return sqlPromise(topology, name);
    case "firestore":
      return FIRESTORE_MULTI_REGIONS.some((known) => known === store.location)
        ? { id: "firestore.multi-region", scope: "regions" }
        : { id: "firestore.region", scope: "zones" };
    case "spanner":
      return store.config.startsWith("regional-")
        ? { id: "spanner.region", scope: "zones" }
        : { id: "spanner.multi-region", scope: "regions" };
    case "bucket": {
      const kind = topology.buckets[name]?.kind ?? "region";
      return { id: `bucket.${kind}`, scope: kind === "region" ? "zones" : "regions" };
    }
    case "bigquery":
      return { id: "bigquery", scope: "zones" };
    case "queue":
      return { id: "pubsub", scope: "zones" };
    case "disk":
      return { id: "compute.zones", scope: "zones" };
    case undefined:
      return { scope: "zone", because: "it isn't described" };
  }
}

function sqlPromise(topology: Topology, name: string): Promised {
  const writer = writerOf(topology, name);
  if (!writer?.ha) return { scope: "zone", because: "one zone alone has no SLA at Cloud SQL" };
  const plus = topology.databases[name]?.edition === "ENTERPRISE_PLUS";
  return { id: plus ? "sql.plus.ha" : "sql.ha", scope: "zones" };
}

export function writerOf(topology: Topology, name: string): SqlInstance | undefined {
  const region = topology.databases[name]?.writer;
  return region === undefined ? undefined : topology.regions[region]?.instances[name];
}

/** A store where it is used from, its region aside. */
export function storeIn(beliefs: Beliefs, parts: Parts, name: string): Structure {
  const { topology, published } = beliefs;
  const kind = topology.system.data[name]?.kind;
  if (kind === "cloud-sql") return database(beliefs, parts, name);
  if (kind === "disk") return disk(beliefs, parts, name);
  const { id } = promiseOf(topology, name);
  return id === undefined ? all() : parts.promised(`${name} itself`, published(id));
}

/** With HA in two zones of its region; restarts and maintenance come on top. */
function database(beliefs: Beliefs, parts: Parts, name: string): Structure {
  const { topology, durations, frequencies } = beliefs;
  const instance = writerOf(topology, name);
  const zones = (topology.regions[instance?.region ?? ""]?.zones ?? []).slice(
    0,
    instance?.ha ? 2 : 1,
  );
  const plus = topology.databases[name]?.edition === "ENTERPRISE_PLUS";
  const maintenance = durations(plus ? "sql.maintenance.plus" : "sql.maintenance").expected;
  return all(
    any(...zones.map((zone) => zoneOf(beliefs, parts, zone))),
    parts.failing(
      `crashes of ${name}`,
      frequencies("sql.crash"),
      durations("sql.restart").expected,
    ),
    parts.failing(`maintenance of ${name}`, frequencies("sql.maintenance"), maintenance),
  );
}

function disk(beliefs: Beliefs, parts: Parts, name: string): Structure {
  const { regions, primary } = beliefs.topology;
  const zones = regions[primary]?.disks[name]?.zones ?? [];
  return any(...zones.map((zone) => zoneOf(beliefs, parts, zone)));
}

/** The region that a store is lost with; none where it is in several, or its own affair. */
export function regionOfStore(topology: Topology, name: string): string | undefined {
  const store = topology.system.data[name];
  if (store?.kind === "cloud-sql") return topology.databases[name]?.writer;
  if (store?.kind === "disk") return topology.primary;
  if (store?.kind === "queue" || store === undefined) return undefined;
  const place = store.kind === "spanner" ? store.config.replace(/^regional-/, "") : store.location;
  return typeof place === "string" && Object.hasOwn(topology.regions, place) ? place : undefined;
}
