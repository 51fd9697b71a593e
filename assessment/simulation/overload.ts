import type { Topology } from "../../topology/model";
import { callsPerRequest, type Tries } from "../capacity/retries";
import { demandOf, instancesLeft } from "../capacity/standing";
import { fixes, type Fixes } from "./fix";
import { type Judging, type Outcome, outcomeOf } from "./outcome";
import type { Scenario } from "./simulate";

/** Whether a service comes back by itself after its peak has met a short outage. */
export interface AfterOverload {
  readonly outcome: Outcome;
  /** arithmetic: even if every call is repeated, it can answer them all; else request by request. */
  readonly by: "arithmetic" | "simulation";
  /** What would help, where it doesn't come back. */
  readonly fixes?: Fixes;
  readonly scenario: Scenario;
}

/** Nothing of it answers for so long, in seconds: as after the failover of a database. */
const OUTAGE = 30;
const BEFORE = 5;
/** Time for a queue to be worked off, in seconds. */
const AFTER = 265;
/**
 * Rates are simulated scaled down to this: all ratios stay, a run is quicker, and what is random
 * weighs more, which errs on the careful side.
 */
const MOST_LOAD = 100;
/** Below this use, with all retries, a queue can only become shorter. */
const CALM = 0.9;

/** Each service that takes requests and has a described load, by name. */
export function afterOverload(
  topology: Topology,
  judging: Judging = {},
): Readonly<Record<string, AfterOverload>> {
  return Object.fromEntries(
    Object.keys(topology.services).flatMap((service) => {
      const scenario = scenarioOf(topology, service);
      return scenario ? [[service, overloaded(scenario, judging)] as const] : [];
    }),
  );
}

/**
 * All instances that serve at the peak are away for half a minute and come back. Each works on one
 * request at a time, as fast as it was measured to: how many it takes at once isn't described, and
 * matters little, because what decides is how long calls wait.
 */
export function scenarioOf(topology: Topology, service: string): Scenario | undefined {
  const spec = topology.services[service]?.spec;
  const demand = demandOf(topology, service);
  const servers = instancesLeft(topology, service, { is: "nothing" });
  if (!spec?.load || demand === undefined || spec.runs.on === "workers" || servers === 0) {
    return undefined;
  }
  const scale = Math.min(1, MOST_LOAD / demand);
  const { attempts = 1, budget, timeout = Infinity } = spec.retries ?? {};
  return {
    load: demand * scale,
    servers,
    slots: 1,
    work: 1 / (spec.load.perInstance * scale),
    timeout,
    attempts,
    ...(budget === undefined ? {} : { budget }),
    outage: { from: BEFORE, to: BEFORE + OUTAGE, servers },
    until: BEFORE + OUTAGE + AFTER,
  };
}

function overloaded(scenario: Scenario, judging: Judging): AfterOverload {
  if (isCalm(scenario)) return { outcome: "recovers", by: "arithmetic", scenario };
  const outcome = outcomeOf(scenario, judging);
  const by = "simulation";
  return outcome === "recovers"
    ? { outcome, by, scenario }
    : { outcome, by, scenario, fixes: fixes(scenario, judging) };
}

function isCalm({ load, servers, slots, work, attempts, budget }: Scenario): boolean {
  const tries: Tries = budget === undefined ? { attempts } : { attempts, budget };
  return load * callsPerRequest(tries, 1) <= (CALM * servers * slots) / work;
}
