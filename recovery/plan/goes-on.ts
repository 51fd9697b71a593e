import { type Store, traitsOf } from "../../system/kinds/kinds";
import type { Topology } from "../../topology/model";
import type { Event } from "../model";
import { onceFor } from "../../system/once";
import { isWayIn } from "./reroute";

/** Services and stores that an event doesn't stop for a moment, each with the reason. */
export type GoesOn = ReadonlyMap<string, string>;

/**
 * What goes on by itself while something else is gone, so that no step has to bring it back. What
 * is neither here nor restored by a step of the plan, nobody knows how to bring back.
 */
export function goesOn(topology: Topology, event: Event, of: string): GoesOn {
  const known = answered(topology);
  const key = `${event} ${of}`;
  const reasons = known.get(key) ?? reasonsFor(topology, event, of);
  known.set(key, reasons);
  return reasons;
}

/** By event and what it hits. */
const answered = onceFor<Topology, Map<string, GoesOn>>(() => new Map());

function reasonsFor(topology: Topology, event: Event, of: string): GoesOn {
  const names = [...Object.keys(topology.services), ...Object.keys(topology.system.data)];
  const why = REASONS[event];
  return new Map(
    names.flatMap((name) => {
      const reason = why(topology, name, of);
      return reason === undefined ? [] : [[name, reason] as const];
    }),
  );
}

type Reason = (topology: Topology, name: string, of: string) => string | undefined;

const REASONS: Readonly<Record<Event, Reason>> = {
  "zone-loss": (topology, name, zone) => {
    const store = topology.system.data[name];
    return store
      ? storeWithoutZone(topology, name, store, zone)
      : withoutZone(topology, name, zone);
  },
  "region-loss": (topology, name, region) => {
    const store = topology.system.data[name];
    return store
      ? storeWithoutRegion(topology, name, store, region)
      : withoutRegion(topology, name, region);
  },
  "data-deletion": ({ system }, name, of) =>
    name !== of && system.data[name] ? `nothing of ${name} is deleted` : notItself(name, of),
  "bad-release": (_, name, of) => notItself(name, of),
  "dependency-loss": ({ services }, name, of) => {
    if (isWayIn(of)) {
      return services[name]?.spec.public ? undefined : `no user comes to ${name} from outside`;
    }
    const calls = services[name]?.spec.dependsOn.some(
      ({ service, external }) => (service ?? external) === of,
    );
    // What is down itself comes back by a plan of its own; here its callers wait for it.
    return calls ? undefined : `${name} doesn't call ${of}`;
  },
  overload: (_, name, of) => notItself(name, of),
};

/** What needs it is asked for separately; by itself it works. */
function notItself(name: string, of: string): string | undefined {
  return name === of ? undefined : `it happens to ${of}, not to ${name}`;
}

function withoutZone({ regions }: Topology, service: string, zone: string): string | undefined {
  const region = regions[zone.slice(0, zone.lastIndexOf("-"))];
  const group = region?.groups[service] ?? region?.cluster?.pods[service];
  const workers = region?.workers[service];
  if (workers) return workersElsewhere(regions, service, (place) => place !== zone);
  return group?.zones.includes(zone) ? undefined : `nothing of it is in ${zone}`;
}

function withoutRegion(topology: Topology, service: string, lost: string): string | undefined {
  const { regions, services } = topology;
  if (services[service]?.spec.runs.on === "workers") {
    return workersElsewhere(regions, service, (zone) => !zone.startsWith(`${lost}-`));
  }
  const backends = services[service]?.backends ?? [];
  const serves = backends.some(({ region, capacityScaler }) => region === lost && capacityScaler);
  return serves ? undefined : `no user of it is sent to ${lost}`;
}

function workersElsewhere(
  regions: Topology["regions"],
  service: string,
  remains: (zone: string) => boolean,
): string | undefined {
  const left = Object.values(regions)
    .filter(({ state }) => state === "standing")
    .flatMap(({ workers }) => {
      const those = workers[service];
      return those?.scaling === "on" ? those.groups.map(({ zone }) => zone) : [];
    })
    .filter(remains);
  return left.length === 0 ? undefined : `workers in ${left.join(", ")} take the tasks`;
}

function storeWithoutZone(
  { primary, regions }: Topology,
  name: string,
  store: Store,
  zone: string,
): string | undefined {
  const { residence } = traitsOf(store, name);
  if (residence.in !== "stacks") return "Google keeps it in several zones";
  const region = zone.slice(0, zone.lastIndexOf("-"));
  if (residence.as === "databases") {
    return region === primary ? undefined : `it is written in ${primary}`;
  }
  return (regions[region]?.disks[name]?.zones.length ?? 0) === 1
    ? undefined
    : "every write is on the disk in two zones before it is acknowledged";
}

function storeWithoutRegion(
  { primary, regions }: Topology,
  name: string,
  store: Store,
  lost: string,
): string | undefined {
  const { residence } = traitsOf(store, name);
  switch (residence.in) {
    case "stacks":
      if (residence.as === "databases") {
        return lost === primary ? undefined : `it is written in ${primary}`;
      }
      return lost === primary || !regions[primary]?.disks[name]
        ? undefined
        : `${name} is written in ${primary}`;
    case "regions":
    case "regions, later":
      return "it is in several regions, and answers from those that are left";
    case "region":
      return residence.region === lost ? undefined : `nothing of it is in ${lost}`;
    case "somewhere":
      return mayBeIn(residence.place, lost) ? undefined : `nothing of it is in ${lost}`;
    case "senders":
      return `tasks are taken and given elsewhere; those kept in ${lost} alone wait`;
  }
}

/** What the names of regions begin with on the continent of a multi-region. */
const CONTINENTS: Readonly<Record<string, string>> = { US: "us-", EU: "europe-", ASIA: "asia-" };

/** Google chooses the regions of a multi-region, on its continent; of one not known here, anywhere. */
function mayBeIn(place: string, region: string): boolean {
  return region.startsWith(CONTINENTS[place.toUpperCase()] ?? "");
}
