import type { RegionPart, ServicePart, SqlInstance, Topology } from "../../topology/model";
import type { InstanceSeen, Known, Observed, ServiceSeen } from "../observed";
import { type Judged, judged, type Looked } from "./judged";

/**
 * What is there and isn't as described, as far as it can be seen without asking an engine.
 *
 * @param only look at what is in this region, and at what has no region. @default every region
 */
export function differences(topology: Topology, observed: Observed, only?: string): Judged {
  const regions = Object.values(topology.regions).filter(({ name }) => isMeant(name, only));
  const stores = Object.keys(topology.databases);
  return judged([
    ...regions.flatMap((region) => ofRegion(region, observed)),
    ...stores.flatMap((store) => ofStore(topology, store, observed, only)),
    ...Object.values(topology.services).flatMap((service) => ofService(service, observed, only)),
  ]);
}

function isMeant(region: string, only: string | undefined): boolean {
  return only === undefined || only === region;
}

function ofRegion({ name, state }: RegionPart, { regions }: Observed): Looked[] {
  const seen = regions[name];
  const works: Looked[] =
    state === "standing" && seen?.works === false
      ? [{ well: false, what: `${name} doesn't answer and serves nothing` }]
      : [];
  // The fences are made with the first region that others count on.
  if (state === "planned" || seen === undefined) return works;
  const wanted = state === "lost";
  const what = wanted
    ? `${name} is lost, and not fenced`
    : `${name} is fenced, and described as ${state}`;
  if (seen.fenced === "unknown") {
    return [...works, { well: "unknown", what: `whether ${name} is fenced` }];
  }
  return [...works, { well: seen.fenced === wanted, what }];
}

function ofStore(
  topology: Topology,
  store: string,
  { databases, writers }: Observed,
  only: string | undefined,
): Looked[] {
  const seen = databases[store] ?? {};
  const deployed = Object.values(topology.regions).filter(
    ({ name, state }) => state !== "planned" && isMeant(name, only),
  );
  const instances = deployed.flatMap(({ name, instances: here }) => {
    const instance = here[store];
    return instance ? ofInstance(instance, seen[name] ?? "unknown") : [];
  });
  const writing = Object.values(seen).flatMap((one) =>
    one !== "unknown" && one.state === "running" && one.role === "writer" ? [one.name] : [],
  );
  const both: Looked = {
    well: writing.length < 2,
    what: `${writing.join(" and ")} both take writes; stop one at once`,
  };
  return [both, nameOf(topology, store, writers[store] ?? "unknown"), ...instances];
}

function nameOf({ primary, databases }: Topology, store: string, region: Known<string>): Looked {
  const host = databases[store]?.host ?? store;
  if (region === "unknown") return { well: "unknown", what: `where ${host} leads` };
  return {
    well: region === primary,
    what: `${host} leads to ${region}, and ${primary} is the primary`,
  };
}

function ofInstance({ name, role, ha }: SqlInstance, seen: Known<InstanceSeen>): Looked[] {
  // A fenced one may have been the writer or a replica, and may not answer.
  if (role === "fenced") return [];
  if (seen === "unknown") return [{ well: "unknown", what: `how ${name} is` }];
  if (seen.state === "missing") return [{ well: false, what: `${name} is not there` }];
  return [
    { well: seen.state === "running", what: `${name} is ${seen.state}` },
    { well: seen.role === role, what: `${name} is a ${seen.role}, and described as ${role}` },
    { well: seen.ha === ha, what: `${name} ${ha ? "has no HA" : "has HA, which isn't described"}` },
  ];
}

function ofService(
  { name, backends }: ServicePart,
  { services }: Observed,
  only: string | undefined,
): Looked[] {
  const meant = backends.filter(({ region }) => isMeant(region, only));
  return meant.flatMap(({ region, capacityScaler }) =>
    ofBackend(`${name} in ${region}`, capacityScaler === 1, services[name]?.[region] ?? "unknown"),
  );
}

function ofBackend(place: string, open: boolean, seen: Known<ServiceSeen>): Looked[] {
  if (seen === "unknown" || seen.open === "unknown") {
    return [{ well: "unknown", what: `whether ${place} takes requests` }];
  }
  const what = open ? `${place} takes no requests` : `${place} takes requests, and shouldn't`;
  const healthy: Looked[] =
    open && seen.open
      ? [
          {
            well: seen.healthy === "unknown" ? "unknown" : seen.healthy > 0,
            what: seen.healthy === "unknown" ? `the health of ${place}` : `${place} is not healthy`,
          },
        ]
      : [];
  return [{ well: seen.open === open, what }, ...healthy, ...ofVersion(place, seen)];
}

/** A rollout that stalls leaves the old instances healthy: only their version tells. */
function ofVersion(place: string, { current }: ServiceSeen): Looked[] {
  if (current === undefined) return [];
  const what =
    current === "unknown" ? `which version ${place} runs` : `${place} doesn't run its version yet`;
  return [{ well: current, what }];
}
