import type { Executed } from "../../recovery/execute/execute";
import type { DurationRange } from "../../recovery/durations";
import type { Plan } from "../../recovery/model";
import { hardClosure } from "../../recovery/plan/back";
import { criticalPath } from "../../recovery/plan/critical-path";
import { hardNeeds } from "../../recovery/plan/traffic";
import type { Topology } from "../../topology/model";
import { EPOCH } from "../clock";
import type { Cloud } from "../cloud";
import type { Instant } from "../model";
import { isWritable, usableSince } from "../kinds/compute/disk-rows";
import { countsOf, outagesOf } from "../traffic/record";
import { SQL_DATABASES } from "../traffic/sql-databases";
import type { Rows } from "../traffic/rows";
import { lastInVain, lostRows, silencesOf } from "../traffic/writes";
import { locatedStore, rowsHeld } from "./located";
import { copiedByThemselves, disksWritten, OUT, unreachable } from "./traffic";

/** What was predicted, what was asked for and what happened, in seconds. */
export interface Measured {
  /** A service or a store. */
  readonly of: string;
  readonly what: "rto" | "rpo";
  readonly measured: number;
  readonly predicted?: DurationRange;
  readonly objective?: number;
}

export interface Requests {
  readonly service: string;
  readonly failed: number;
  readonly served: number;
}

export interface Losses {
  readonly store: string;
  /** Numbers of the rows that were acknowledged and are gone; one was written each second. */
  readonly rows: readonly Rows[];
}

/** The objective of a service or a store for an event. */
function objectiveOf({ system }: Topology, of: string, what: "rto" | "rpo", event?: string) {
  for (const objective of system.objectives) {
    if (!("when" in objective) || objective.of !== of || objective.when !== event) continue;
    const found = objective[what];
    if (found !== undefined) return { objective: found };
  }
  return {};
}

/** When what a step restores is back, in seconds after the event; nothing if no step restores it. */
function predictedRto({ plan, of }: { plan: Plan; of: string }): DurationRange | undefined {
  const steps = plan.steps.filter(({ restores }) => restores?.includes(of));
  if (steps.length === 0) return undefined;
  const latest = (bound: keyof DurationRange) =>
    Math.max(...steps.map(({ id }) => criticalPath(plan, bound, id).seconds));
  return { best: latest("best"), expected: latest("expected"), worst: latest("worst") };
}

/** What is measured, and against what. */
export interface Measuring {
  readonly cloud: Cloud;
  readonly topology: Topology;
  readonly plan: Plan;
  readonly executed: Executed;
  readonly event: Instant;
}

/** What is used, and of which the sandbox can't tell how its users fare. */
export interface Unmeasured {
  readonly of: string;
  readonly why: string;
}

/** How long each service failed and each store took no writes, and what was lost. */
export function measure({ cloud, topology, plan, executed, event }: Measuring) {
  const used = Object.keys(topology.services).filter((name) => topology.services[name]?.spec.load);
  const unmeasured = used.flatMap((of): Unmeasured[] => {
    const why = unreachable(topology, of);
    return why === undefined ? [] : [{ of, why }];
  });
  const services = used.filter((name) => unmeasured.every(({ of }) => of !== name));
  // A store that keeps its own copies is written to where its own data is deleted or a region is lost.
  const others = locatedStore(cloud, topology, plan.of) ? [plan.of] : [];
  const disks = disksWritten(topology);
  const copied = plan.event === "region-loss" ? copiedByThemselves(topology) : [];
  const databases = Object.keys(topology.databases);
  const stores = [...new Set([...databases, ...disks, ...copied, ...others])];
  const losses = stores.map((store): Losses => {
    const held = topology.databases[store]
      ? rowsOfInstances(cloud, topology, plan, store)
      : rowsHeld(cloud, topology, plan, store);
    return { store, rows: lostRows(cloud, store, held) };
  });
  const rto = (of: string, end: Instant | undefined) => {
    const predicted = predictedRto({ plan, of });
    return {
      of,
      what: "rto",
      measured: end === undefined ? 0 : (end - event) / 1000,
      ...(predicted ? { predicted } : {}),
      ...objectiveOf(topology, of, "rto", plan.event),
    } satisfies Measured;
  };
  const measured: Measured[] = [
    ...services.map((name) => rto(name, lastOutageWith(topology, cloud, name, event))),
    ...stores.map((name) => {
      const back = () => {
        if (disks.includes(name)) return usableAgain(cloud, topology, name, event);
        const look = copied.includes(name) ? refusedUntil : lastSilence;
        return look(cloud, name, event);
      };
      return rto(name, backAt(plan, executed, name) ?? back());
    }),
    ...losses.map(({ store, rows }) => rpo(topology, plan, store, rows)),
  ];
  const requests = services.map((service): Requests => {
    const { failed, served } = countsOf(cloud, service, event);
    return { service, failed: Math.round(failed), served: Math.round(served) };
  });
  return { measured, losses, requests, unmeasured };
}

/**
 * A service doesn't work while one that it can't do without doesn't: nothing in the sandbox calls it.
 * Nor does it without its disk, which makes its instances ready.
 */
function lastOutageWith(
  topology: Topology,
  cloud: Cloud,
  service: string,
  event: Instant,
): Instant | undefined {
  const disks = disksWritten(topology);
  const ends = hardClosure(topology, [service]).flatMap((one) => [
    lastOutage(cloud, one, event) ?? event,
    ...hardNeeds(topology, one)
      .stores.filter((store) => disks.includes(store))
      .map((store) => lastInVain(cloud, store) ?? event),
  ]);
  const last = Math.max(event, ...ends);
  return last > event ? last : undefined;
}

function rowsOfInstances(cloud: Cloud, topology: Topology, plan: Plan, store: string) {
  return holdersOf(topology, plan, store).flatMap((name) => {
    const instance = [...cloud.all("sql.DatabaseInstance")].find((one) => one.name === name);
    return instance ? SQL_DATABASES.rowsOf(instance, cloud) : [];
  });
}

/** Instances whose rows are not lost: the writer's, and those of a copy that was made beside it. */
function holdersOf({ regions, primary }: Topology, { steps }: Plan, store: string): string[] {
  const copies = steps.flatMap(({ action }) =>
    action.kind === "sql.clone" && action.store === store ? [action.instance] : [],
  );
  return [regions[primary]?.instances[store]?.name ?? "", ...copies];
}

/** Deleted data is back when its owner has it: the database answers all the while. */
function backAt(
  { event, steps, of }: Plan,
  executed: Executed,
  store: string,
): Instant | undefined {
  if (event !== "data-deletion" || of !== store) return undefined;
  const [last] = steps.filter(({ restores }) => restores?.includes(store));
  const done = executed.steps.find(({ step }) => step === last?.id)?.done;
  return done === undefined ? undefined : done - EPOCH;
}

/** Rows are a second apart: from the oldest that is gone to the newest, whatever of those in between is left. */
function rpo(topology: Topology, plan: Plan, store: string, rows: readonly Rows[]): Measured {
  const loss = plan.loss[store];
  const [oldest, newest] = [rows[0]?.from ?? 1, rows.at(-1)?.to ?? 0];
  return {
    of: store,
    what: "rpo",
    measured: newest - oldest + 1,
    ...(loss && loss.seconds !== "unknown" ? { predicted: loss.seconds } : {}),
    ...objectiveOf(topology, store, "rpo", plan.event),
  };
}

function lastOutage(cloud: Cloud, service: string, event: Instant): Instant | undefined {
  return outagesOf(cloud, service, OUT)
    .filter(({ to }) => to > event)
    .at(-1)?.to;
}

/** When instances could have a disk again, whoever sends users to them; nothing if they always could. */
function usableAgain(
  cloud: Cloud,
  topology: Topology,
  store: string,
  event: Instant,
): Instant | undefined {
  const disk = locatedStore(cloud, topology, store);
  if (!disk || !isWritable(disk, cloud)) return cloud.now;
  const since = usableSince(disk) ?? event;
  return since > event ? since : undefined;
}

/** When a store took no row last of a service that answered: it answers for itself alone. */
function refusedUntil(cloud: Cloud, store: string, event: Instant): Instant | undefined {
  const last = lastInVain(cloud, store) ?? event;
  return last > event ? last : undefined;
}

function lastSilence(cloud: Cloud, store: string, event: Instant): Instant | undefined {
  const last = silencesOf(cloud, store)
    .filter(({ to = cloud.now }) => to > event)
    .at(-1);
  return last && (last.to ?? cloud.now);
}
