import { isKnown } from "../../recovery/execute/call";
import type { Event, Plan } from "../../recovery/model";
import { lengthOf } from "../../recovery/plan/critical-path";
import type { Happened } from "../../recovery/plan/plan-for";
import { servingRegions } from "../../recovery/plan/traffic";
import type { Topology } from "../../topology/model";
import { EPOCH } from "../clock";
import type { Cloud } from "../cloud";
import type { Fault } from "../faults";
import { releaseBad } from "./bad-release";
import { locatedStore } from "./located";
import type { Stage } from "./stage";
import { callersOf, isWritten, startUsing, unreachable } from "./traffic";

/** What a rehearsal lets happen. */
export interface Incident {
  /** Regions that can't be reached from then on: only what is global of their stacks can be read. */
  readonly gone: readonly string[];
  /** Store whose own backup the recovery takes: a replica has lost the same rows. */
  readonly restores?: string;
  /** Lets it happen; what a plan for it has to know comes back. */
  readonly happen: (stage: Stage) => Promise<Partial<Happened>>;
  /** Ends what nothing but waiting ends, once nothing more is to be done. */
  readonly end?: (stage: Stage) => Promise<void>;
  /** Brings back what a stack can't be read without, once all is measured. */
  readonly back?: (stage: Stage) => Promise<void>;
}

/** An event can't be rehearsed: what was asked for is not there, or nothing in the sandbox stands for it. */
export class NoDrill extends Error {
  override readonly name = "NoDrill";
}

/** What happens in the sandbox when an event happens to something. @throws NoDrill */
export function incidentOf(topology: Topology, event: Event, of: string): Incident {
  switch (event) {
    case "region-loss":
      return fault([of], { kind: "region-loss", region: of, calls: "fail" });
    case "zone-loss":
      // What stands in that zone alone, such as a group of workers, can't be read while it is gone.
      return { ...fault([], { kind: "zone-loss", zone: of }), back: healed };
    case "data-deletion":
      return deletion(topology, of);
    case "bad-release":
      refuseUnreachable(topology, of);
      return { gone: [], happen: (stage) => releaseBad(stage, of) };
    case "dependency-loss":
      return outage(topology, of);
    case "overload":
      refuseUnreachable(topology, of);
      return { gone: [], happen: (stage) => Promise.resolve(tooMuch(stage, of)) };
  }
}

/** The same for a plan. @throws NoDrill also where it has steps that only a person carries out */
export function incidentFor(topology: Topology, plan: Plan): Incident {
  const { event, of, steps } = plan;
  const byHand = steps.filter(({ action }) => !isKnown(action)).map(({ id }) => id);
  if (event === undefined) throw new NoDrill(`nothing happens to ${of}: it is a person's verb`);
  if (byHand.length === 0) return passing(incidentOf(topology, event, of), plan);
  throw new NoDrill(
    `${event} can't be rehearsed yet: ${byHand.join(", ")} is done by hand so far; print the steps: standby runbook ${event} --of ${of}`,
  );
}

/** What a step holds a recovery up for is there again after the time that it takes as a rule. */
function passing(incident: Incident, { of, steps }: Plan): Incident {
  const waits = steps.filter(
    ({ action, done }) => action.kind === "wait" && action.for === of && done.is !== "journalled",
  );
  if (waits.length === 0) return incident;
  const outage = 1000 * Math.max(...waits.map((step) => lengthOf(step, "expected")));
  return {
    ...incident,
    happen: (stage) => {
      stage.clock.beside(async () => {
        await stage.clock.sleep(outage);
        stage.sandbox.transact((cloud) => cloud.faults.heal("drill"));
      });
      return incident.happen(stage);
    },
  };
}

function fault(gone: readonly string[], what: Fault): Incident {
  return {
    gone,
    happen: ({ sandbox }) => {
      sandbox.transact((cloud) => cloud.faults.inject("drill", what));
      return Promise.resolve({});
    },
  };
}

async function healed({ sandbox, clock }: Stage): Promise<void> {
  sandbox.transact((cloud) => cloud.faults.heal("drill"));
  await clock.sleep(10 * 60_000);
}

/** Nothing could be measured of what no user gets at. */
function refuseUnreachable(topology: Topology, service: string): void {
  const why = unreachable(topology, service);
  if (why === undefined) return;
  throw new NoDrill(`${service} can't be rehearsed: ${why}; look at the plan: standby plan`);
}

/**
 * All rows go between two writes; of a queue, what comes for a minute is acknowledged and not done. The
 * last moment at which all was well is just before.
 */
function deletion(topology: Topology, store: string): Incident {
  const kind = topology.system.data[store]?.kind;
  if (kind !== "cloud-sql" && !isWritten(topology, store)) {
    throw new NoDrill(
      `nobody writes into ${store} in the sandbox: no service that users get at there uses it; ` +
        `look at the plan: standby plan data-deletion --of ${store}`,
    );
  }
  return {
    gone: [],
    restores: store,
    happen: async ({ sandbox, clock }) => {
      await clock.sleep(HALF_A_SECOND);
      const at = sandbox.transact((cloud) => {
        cloud.deleteData(holderOf(cloud, topology, store));
        return new Date(EPOCH + cloud.now - 1).toISOString();
      });
      return { at };
    },
  };
}

/** The id of what holds the rows. */
function holderOf(cloud: Cloud, topology: Topology, store: string): string {
  const name = topology.regions[topology.primary]?.instances[store]?.name;
  const instance = [...cloud.all("sql.DatabaseInstance")].find((one) => one.name === name);
  return (instance ?? locatedStore(cloud, topology, store))?.id ?? "";
}

const HALF_A_SECOND = 500;
const HOUR = 3_600_000;

/** Every instance of a service fails for an hour, the expected outage, and nobody can mend that. */
function outage(topology: Topology, of: string): Incident {
  const spec = topology.services[of]?.spec;
  if (!spec) {
    throw new NoDrill(
      `${of} is a third party: nothing in the sandbox stands for it; look at the plan: standby plan dependency-loss --of ${of}`,
    );
  }
  refuseUnreachable(topology, of);
  const { image } = spec.runs;
  const happen = fault([], { kind: "bad-release", image, answersProbes: true });
  const end = async ({ sandbox, clock }: Stage) => {
    await clock.sleep(HOUR);
    sandbox.transact((cloud) => cloud.faults.heal("drill"));
  };
  return { ...happen, end };
}

/** Nearly as much as all groups that serve can grow to: more than they have when it comes. */
function tooMuch(stage: Stage, service: string): Partial<Happened> {
  const now = stage.topology();
  const load = now.services[service]?.spec.load;
  const most = servingRegions(now, service)
    .map(({ groups, cluster }) => (groups[service] ?? cluster?.pods[service])?.most ?? 0)
    .reduce((sum, one) => sum + one, 0);
  const times = (NEARLY * most * (load?.perInstance ?? 0)) / (load?.peak ?? 1);
  stage.sandbox.transact((cloud) => startUsing(cloud, now, service, callersOf(now), times));
  return {};
}

/** Load comes in equal parts from all places, and no group is hit to the last request. */
const NEARLY = 0.95;
