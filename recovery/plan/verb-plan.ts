import type { Verb } from "../model";
import type { Observed } from "../observed";
import type { Topology } from "../../topology/model";
import { buildTopology } from "../../topology/build";
import { type ChosenSnapshot, namesOfCopy } from "./copy-of";
import { generationsOf } from "./database";
import { staleDisks, withAges } from "./disks";
import { drain } from "./drain";
import { newcomersOf } from "./newcomers";
import { lossDuring } from "./instead";
import { momentProblem } from "./moment";
import type { Planned } from "./plan-for";
import { rejoin } from "./rejoin";
import { restoreOf } from "./restore";
import type { Setting } from "./setting";
import { switchover, withPrimary as afterSwitchover } from "./switchover";
import { undrain } from "./undrain";

/** Verbs that a person gives by name. */
export const COMMANDS = ["switchover", "failover", "rejoin", "restore", "drain"] as const;
export type RecoveryVerb = Extract<Verb, (typeof COMMANDS)[number]>;

/** What a person asks for; what is left out follows from the description, if it can only be one. */
export interface Wanted {
  readonly verb: RecoveryVerb;
  /** The region that shall take over, be drained or come back. */
  readonly region?: string;
  /** The store that shall be restored. */
  readonly store?: string;
  /** The moment to go back to, ISO 8601. */
  readonly at?: string;
  /** Of the restored copy, where that is an instance: part of its name. */
  readonly generation?: number;
  /** Of a disk that is restored: the snapshot that was found for the moment. */
  readonly snapshot?: ChosenSnapshot;
  /** Of a restore: the copy takes the place of what is there. */
  readonly cutOver?: boolean;
  /** Of a drain: the region is gone for good, and is given up. */
  readonly isLost?: boolean;
  /** Of a drain: it is taken back. */
  readonly undo?: boolean;
}

/** The region that a verb is about: as asked, else the only one it can be. */
export function regionOf({ verb, region }: Wanted, { regions, primary }: Topology) {
  if (region !== undefined) return region;
  const of = (state: string) =>
    Object.values(regions).flatMap((one) =>
      one.state === state && one.name !== primary ? [one.name] : [],
    );
  const candidates = verb === "rejoin" ? of("lost") : of("standing");
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The plan for what a person asks for, with what is there now. */
export function planForVerb(setting: Setting, wanted: Wanted, observed: Observed): Planned {
  const { topology } = setting;
  if (wanted.verb === "restore") return restorePlan(setting, wanted);
  const region = regionOf(wanted, topology);
  if (region === undefined) {
    return { problems: [`name a region: ${Object.keys(topology.regions).join(", ")}`] };
  }
  switch (wanted.verb) {
    case "switchover": {
      const problems = switchoverProblems(topology, region);
      return problems.length > 0 ? { problems } : { plan: switchover(setting, region) };
    }
    case "failover":
      return overtaking(setting, region, observed);
    case "drain":
      if (wanted.isLost) return lossDuring(setting, {}, region);
      return { plan: (wanted.undo ? undrain : drain)(setting, region) };
    case "rejoin":
      return {
        plan: rejoin(setting, { region, diverged: divergedIn(topology, region, observed) }),
      };
  }
}

/** What a switchover would get stuck on after it has begun. */
function switchoverProblems(topology: Topology, region: string): readonly string[] {
  const waiting = newcomersOf(topology, afterSwitchover(topology, region), region);
  const pods =
    waiting.length === 0
      ? []
      : [
          `${waiting.join(", ")} can't run in ${region}, where no cluster stands; go warm first: standby mode warm`,
        ];
  return [...pods, ...undesignated(topology, region), ...onDisks(topology, region)];
}

/** A copy can be had once its replication has ended, and what had not been copied by then is lost. */
function onDisks({ regions, primary }: Topology, region: string): string[] {
  return Object.keys(regions[primary]?.disks ?? {}).map(
    (store) =>
      `${store} is a disk, and a switchover carries none to ${region}; stop what writes to it and do it by hand: standby runbook region-loss --of ${primary}`,
  );
}

/** Cloud SQL switches over to the designated DR replica alone. */
function undesignated({ regions, databases, primary }: Topology, region: string): string[] {
  const writers = Object.values(regions[primary]?.instances ?? {});
  return writers.flatMap(({ store, drReplica }) => {
    const replica = regions[region]?.instances[store]?.name;
    if (replica === undefined || replica === drReplica) return [];
    const way =
      databases[store]?.edition === "ENTERPRISE_PLUS"
        ? "go warm first: standby mode warm"
        : "only ENTERPRISE_PLUS has one";
    return [`${store} can't be switched over: ${replica} is no designated DR replica; ${way}`];
  });
}

/**
 * A failover may come in the middle of a switchover, which has moved any of the writers: the region
 * that doesn't take over is the lost one, be it where they were or where they were to go.
 */
function overtaking(setting: Setting, to: string, { backups, lease }: Observed): Planned {
  const { primary } = setting.topology;
  const [verb, of] = lease === "free" || lease === "unknown" ? [] : lease.plan.split(" ");
  const unfinished = verb === "switchover" && of !== undefined ? { towards: of } : {};
  const lost = to === primary ? (unfinished.towards ?? primary) : primary;
  const stale = staleDisks(setting.topology, lost, to);
  if (stale.length > 0) return { problems: stale };
  const planned = lossDuring(setting, unfinished, lost, to);
  return planned.plan ? { plan: withAges(planned.plan, backups) } : planned;
}

function restorePlan(setting: Setting, wanted: Wanted): Planned {
  const { store, at, generation, snapshot, cutOver } = wanted;
  const stores = Object.keys(setting.topology.system.data);
  const problems = [
    ...(store !== undefined && stores.includes(store)
      ? []
      : [
          store === undefined
            ? `name a store: ${stores.join(", ")}`
            : `"${store}" is not one of ${stores.join(", ")}`,
        ]),
    ...noMoment(at),
  ];
  if (problems.length > 0 || store === undefined || at === undefined) return { problems };
  const against = restoreProblems(setting.topology, store, wanted);
  if (against.length > 0) return { problems: against };
  const copy = {
    ...(generation === undefined ? {} : { generation }),
    ...(snapshot === undefined ? {} : { snapshot }),
    cutOver: cutOver === true,
  };
  return { plan: restoreOf(setting, store, { to: at, ...copy }) };
}

function noMoment(at: string | undefined): string[] {
  const problem = momentProblem(at);
  return problem === undefined ? [] : [problem];
}

/** What a copy may not be, and where it can't take a writer's place. */
function restoreProblems(topology: Topology, store: string, wanted: Wanted): readonly string[] {
  const { generation, cutOver } = wanted;
  const { databases, home, primary, regions } = topology;
  const database = databases[store];
  const used = generationsOf(topology, store)[primary];
  if (!database) {
    const { names, most } = namesOfCopy(topology, store, generation ?? 1);
    return [
      ...(generation === undefined || names.length > 0
        ? []
        : [`--generation  ${store} has no copies to count`]),
      ...tooLong(names, most),
      ...(cutOver
        ? [
            `--cut-over  ${store} is no Cloud SQL store, and no name leads to it that could lead elsewhere; leave it out: its copy is handed to its owner`,
          ]
        : []),
    ];
  }
  const lost = Object.values(regions).filter(({ state }) => state === "lost");
  return [
    ...(generation !== undefined && generation === used
      ? [`--generation  "${generation}" is what applications use in ${primary}; name another`]
      : []),
    ...(cutOver && primary !== home
      ? [`--cut-over  logins are declared in ${home}; go home first: standby switchover ${home}`]
      : []),
    ...(cutOver && lost.length > 0
      ? [`--cut-over  ${lost.map(({ name }) => name).join(", ")} is lost; standby rejoin first`]
      : []),
    ...(cutOver && database.spec.readReplicas > 0
      ? [
          `--cut-over  ${store} has read replicas, which would go on reading the old instance; hand the copy over instead`,
        ]
      : []),
  ];
}

function tooLong(names: readonly string[], most: number): readonly string[] {
  return names
    .filter(({ length }) => length > most)
    .map(
      (name) =>
        `${name}, the copy, has ${name.length} characters, ${most} is the limit; by hand: standby runbook data-deletion`,
    );
}

/**
 * Stores whose instance in a lost region went on as a writer of its own. One that follows already is
 * none, and one that was failed over by the service is about to follow.
 */
function divergedIn(now: Topology, region: string, { databases }: Observed): readonly string[] {
  const before = withPrimary(now, region);
  return Object.keys(now.regions[region]?.instances ?? {}).filter((store) => {
    const seen = databases[store]?.[region];
    if (seen !== undefined && seen !== "unknown" && "role" in seen && seen.role === "replica") {
      return false;
    }
    const writer = now.regions[now.primary]?.instances[store]?.name;
    const designated = before.regions[region]?.instances[store]?.drReplica;
    return designated === undefined || designated !== writer;
  });
}

/** As it was described before a lost region was given up. */
function withPrimary({ system, naming }: Topology, region: string): Topology {
  const described = system.regions[region];
  if (!described) throw new Error(`no region ${region}`);
  const regions = { ...system.regions, [region]: { ...described, state: "standing" as const } };
  return buildTopology({ ...system, primary: region, regions }, naming.project);
}
