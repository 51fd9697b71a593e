import { afterLoss } from "../../recovery/plan/region-loss";
import { hardNeeds } from "../../recovery/plan/traffic";
import type { RequestsPerSecond } from "../../system/units";
import type { Topology } from "../../topology/model";
import { standingRegions, storesUsed } from "../../topology/services";
import { cascade, type Wave } from "./cascade";
import { type Called, flow, type Flowing } from "./flow";
import type { Tries } from "./retries";
import { demandOf, instancesGrown, instancesLeft, type Missing } from "./standing";

/** What goes, or goes wrong, at the peak. */
export type Loss =
  | Exclude<Missing, { is: "nothing" }>
  /** A service, a third party or a store answers too late: every call of it is repeated. */
  | { readonly is: "slow"; readonly of: string };

export type CapacityVerdict =
  /** All that arrives is answered. */
  | "carries"
  /** More arrives than it can answer. */
  | "overloaded"
  /** It could answer all, but something it can't do without doesn't. */
  | "drawn in"
  /** Nothing of it is left. */
  | "gone"
  /** No load is described, so nothing can be said. */
  | "unknown";

/** One service after a loss. */
export interface ServiceAfter {
  readonly verdict: CapacityVerdict;
  /** What would come if nobody tried again. */
  readonly demand: RequestsPerSecond | "unknown";
  /** What comes, with all retries. */
  readonly arriving: RequestsPerSecond | "unknown";
  readonly capacity: RequestsPerSecond | "unknown";
  /** Share of the requests that fail after all retries, 0 to 1. */
  readonly failing: number | "unknown";
  /** Its capacity once the autoscaler, or the recovery from a region's loss, has done its part. */
  readonly afterwards: RequestsPerSecond | "unknown";
  /** The sum in words. */
  readonly arithmetic: string;
  /** Where it is overloaded: what each instance gets, now and as one after the other fails of it. */
  readonly waves?: readonly Wave[];
}

/** All services after one loss. */
export interface CapacityAfter {
  readonly loss: Loss;
  readonly services: Readonly<Record<string, ServiceAfter>>;
}

/**
 * Demand against capacity after each loss, at the described peak, with what retries and missing
 * dependencies add. Pure: what stands is what the topology says stands at that moment.
 *
 * The load balancer fills a region and then sends on to the next, so regions that are open count
 * together. What waits in queues is not here: workers take it when they are back.
 */
export function capacityAfter(topology: Topology): readonly CapacityAfter[] {
  return lossesOf(topology).map((loss) => afterOne(topology, loss));
}

/** Every loss that capacity is looked at for; nothing that isn't there can be lost. */
export function lossesOf(topology: Topology): readonly Loss[] {
  const regions = standingRegions(topology.system);
  const zones = regions.flatMap((region) =>
    (topology.regions[region]?.zones ?? []).map((zone) => ({ zone, region })),
  );
  return [
    { is: "instance" },
    ...zones.map((zone) => ({ is: "zone", ...zone }) as const),
    ...zones.map((zone) => ({ is: "zone and instance", ...zone }) as const),
    ...regions.map((region) => ({ is: "region", region }) as const),
    ...Object.keys(calledIn(topology, { is: "nothing" })).map(
      (of) => ({ is: "slow", of }) as const,
    ),
  ];
}

function afterOne(topology: Topology, loss: Loss): CapacityAfter {
  const missing = loss.is === "slow" ? ({ is: "nothing" } as const) : loss;
  const called = calledIn(topology, missing);
  const flowing = flow(called, new Set(loss.is === "slow" ? [loss.of] : []));
  const recovered = recoveredFrom(topology, loss);
  const still: Missing = loss.is === "region" ? { is: "nothing" } : missing;
  const services = Object.values(topology.services)
    .filter(({ spec }) => spec.runs.on !== "workers")
    .map(({ name }) => {
      const later = recovered ? rateOf(recovered, name, instancesGrown(recovered, name, still)) : 0;
      const after = serviceAfter(called[name], flowing[name], later, loss, name);
      return [name, withWaves(after, topology, name, missing)] as const;
    });
  return { loss, services: Object.fromEntries(services) };
}

function serviceAfter(
  called: Called | undefined,
  flowing: Flowing | undefined,
  afterwards: RequestsPerSecond | "unknown",
  loss: Loss,
  name: string,
): ServiceAfter {
  if (!called || !flowing || called.capacity === "unknown") {
    const unknown = "unknown" as const;
    const none = { demand: unknown, arriving: unknown, capacity: unknown, failing: unknown };
    return { verdict: unknown, ...none, afterwards: unknown, arithmetic: "no load is described" };
  }
  const { demand, capacity } = called;
  const { arriving, failing } = flowing;
  const isSlow = loss.is === "slow" && loss.of === name;
  return {
    verdict: verdictOf(called, flowing, isSlow),
    demand,
    arriving,
    capacity,
    failing,
    afterwards,
    arithmetic: arithmeticOf(demand, arriving, capacity),
  };
}

/** Instances that are given more than they are sized for may fail of it, and leave more to the rest. */
function withWaves(
  after: ServiceAfter,
  topology: Topology,
  name: string,
  missing: Missing,
): ServiceAfter {
  const most = topology.services[name]?.spec.load?.perInstance;
  if (after.verdict !== "overloaded" || after.arriving === "unknown" || most === undefined)
    return after;
  const count = instancesLeft(topology, name, missing);
  return { ...after, waves: cascade({ count, load: after.arriving, most }, 0) };
}

/** What is slow fails by itself; what is asked of it is whether it could come back under its retries. */
function verdictOf(
  { capacity }: Called,
  { arriving, failing }: Flowing,
  isSlow: boolean,
): CapacityVerdict {
  if (capacity === 0) return "gone";
  if (capacity !== "unknown" && arriving > capacity) return "overloaded";
  return failing > 0 && !isSlow ? "drawn in" : "carries";
}

function arithmeticOf(demand: number, arriving: number, capacity: number): string {
  const round = (value: number) => `${Math.round(value)} rps`;
  const more = arriving - demand;
  const retried = Math.round(more) > 0 ? ` + ${round(more)} of retries` : "";
  return `${round(demand)}${retried} against ${round(capacity)}`;
}

/** The topology in which a loss has been recovered from; none where nothing takes over. */
function recoveredFrom(topology: Topology, loss: Loss): Topology | undefined {
  if (loss.is !== "region") return topology;
  const others = standingRegions(topology.system).filter((region) => region !== loss.region);
  const to = loss.region === topology.primary ? others[0] : topology.primary;
  return to === undefined ? undefined : afterLoss(topology, loss.region, to);
}

/** What so many instances of a service answer. */
function rateOf(
  { services }: Topology,
  service: string,
  instances: number,
): RequestsPerSecond | "unknown" {
  const load = services[service]?.spec.load;
  return load ? instances * load.perInstance : "unknown";
}

/** Services, and what they call beside them: third parties and stores, whose capacity nobody knows. */
function calledIn(topology: Topology, missing: Missing): Readonly<Record<string, Called>> {
  const { services, system } = topology;
  const answering = Object.values(services).filter(({ spec }) => spec.runs.on !== "workers");
  const others = [...Object.keys(system.external), ...Object.keys(system.data)];
  return {
    ...Object.fromEntries(others.map((name) => [name, OTHER] as const)),
    ...Object.fromEntries(
      answering.map(({ name }) => [name, serviceCalled(topology, name, missing)] as const),
    ),
  };
}

const ONCE: Tries = { attempts: 1 };
const OTHER: Called = { demand: 0, capacity: "unknown", tries: ONCE, calls: [], hard: [] };

function serviceCalled(topology: Topology, name: string, missing: Missing): Called {
  const spec = topology.services[name]?.spec;
  const needs = hardNeeds(topology, name);
  const externals = (spec?.dependsOn ?? []).flatMap(({ external, as }) =>
    as === "hard" && external !== undefined ? [external] : [],
  );
  const calls = (spec?.dependsOn ?? []).flatMap(
    ({ service, external }) => service ?? external ?? [],
  );
  return {
    demand: demandOf(topology, name) ?? 0,
    capacity: rateOf(topology, name, instancesLeft(topology, name, missing)),
    tries: triesOf(spec?.retries),
    calls: [...calls, ...(spec ? storesUsed(spec) : [])],
    hard: [...needs.stores, ...needs.services, ...externals],
  };
}

function triesOf(
  retries: { readonly attempts: number; readonly budget?: number | undefined } | undefined,
): Tries {
  if (!retries) return ONCE;
  const { attempts, budget } = retries;
  return budget === undefined ? { attempts } : { attempts, budget };
}
