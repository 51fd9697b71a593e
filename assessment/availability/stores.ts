import { traitsOf } from "../../system/kinds/kinds";
import type { Promised, Residence } from "../../system/kinds/traits";
import type { SqlInstance, Topology } from "../../topology/model";
import type { Beliefs, Parts } from "./parts";
import { zoneOf } from "./groups";
import { all, any, type Structure } from "./structure";

/** What the vendor promises of a store. */
export function promiseOf(topology: Topology, name: string): Promised {
  const store = topology.system.data[name];
  if (!store) return { scope: "zone", because: "it isn't described" };
  const writer = writerOf(topology, name);
  if (topology.databases[name] && !writer?.ha) {
    return { scope: "zone", because: "one zone alone has no SLA at Cloud SQL" };
  }
  return traitsOf(store, name).promise;
}

export function writerOf(topology: Topology, name: string): SqlInstance | undefined {
  const region = topology.databases[name]?.writer;
  return region === undefined ? undefined : topology.regions[region]?.instances[name];
}

/** A store where it is used from, its region aside. */
export function storeIn(beliefs: Beliefs, parts: Parts, name: string): Structure {
  const { topology, published } = beliefs;
  const residence = residenceOf(topology, name);
  if (residence?.in === "stacks") {
    const instance = residence.as === "databases" ? database : disk;
    return instance(beliefs, parts, name);
  }
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
  const residence = residenceOf(topology, name);
  switch (residence?.in) {
    case "stacks":
      return topology.databases[name] ? topology.databases[name].writer : topology.primary;
    case "region":
      return Object.hasOwn(topology.regions, residence.region) ? residence.region : undefined;
    case "regions":
    case "regions, later":
    case "somewhere":
    case "senders":
    case undefined:
      return undefined;
  }
}

function residenceOf({ system }: Topology, name: string): Residence | undefined {
  const store = system.data[name];
  return store && traitsOf(store, name).residence;
}
