import type { RegionPart, Role, Topology } from "../../topology/model";
import type { InstanceSeen, Known, Observed, ServiceSeen } from "../observed";
import { differences } from "./differences";
import { type Judged, verdictOf } from "./judged";
import { readiness } from "./readiness";
import { type State, stateOf } from "./state";

/** What stands where, as what, and what speaks against relying on it. */
export interface Status {
  readonly system: string;
  readonly standby: Topology["system"]["standby"];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly state: State;
  readonly regions: readonly RegionStatus[];
  /** What isn't as described. */
  readonly differs: Judged;
  readonly lease: Observed["lease"];
  readonly frozen: Known<boolean>;
}

/** One region, by what is described of it and what is seen. */
export interface RegionStatus {
  readonly region: string;
  readonly state: RegionPart["state"];
  readonly role: Role;
  readonly works: Known<boolean>;
  readonly databases: Readonly<Record<string, Known<InstanceSeen>>>;
  readonly services: Readonly<Record<string, Known<ServiceSeen>>>;
  /** Whether it could take over now. Only of a standing region that isn't the primary. */
  readonly ready?: Judged;
}

/** @param only say no more than what is in this region, and what has no region. @default all */
export function statusOf(topology: Topology, observed: Observed, only?: string): Status {
  const { system } = topology;
  const regions = Object.values(topology.regions).filter(
    ({ name }) => only === undefined || name === only,
  );
  return {
    system: system.name,
    standby: system.standby,
    at: observed.at,
    state: stateOf(observed),
    regions: regions.map((region) => regionStatus(topology, observed, region)),
    differs: differences(topology, observed, only),
    lease: observed.lease,
    frozen: observed.frozen,
  };
}

/** Whether all is as described and ready; unknown is never taken for good. */
export function isWell({ differs, regions }: Pick<Status, "differs" | "regions">): Known<boolean> {
  const all = [differs, ...regions.flatMap(({ ready }) => ready ?? [])];
  return verdictOf({
    wrong: all.flatMap(({ wrong }) => wrong),
    unknown: all.flatMap(({ unknown }) => unknown),
  });
}

function regionStatus(topology: Topology, observed: Observed, region: RegionPart): RegionStatus {
  const { name, state, role } = region;
  const isStandby = state === "standing" && role === "standby";
  return {
    region: name,
    state,
    role,
    works: observed.regions[name]?.works ?? "unknown",
    databases: hereOf(observed.databases, name),
    services: hereOf(observed.services, name),
    ...(isStandby ? { ready: readiness(topology, observed, region) } : {}),
  };
}

/** Of things by region, those of one. */
function hereOf<T>(
  all: Readonly<Record<string, Readonly<Record<string, T>>>>,
  region: string,
): Readonly<Record<string, T>> {
  const pairs = Object.entries(all).flatMap(([name, places]) => {
    const seen = places[region];
    return seen === undefined ? [] : [[name, seen] as const];
  });
  return Object.fromEntries(pairs);
}
