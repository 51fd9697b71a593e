import { isDone } from "../../../../recovery/done";
import type { Cloud } from "./cloud";
import { isWritable, NOBODY, observed, traffic } from "./cloud";
import { type AbstractPlan, type Plans, REGIONS } from "./plans";

/** Somebody who carries a plan out. */
export interface Operator {
  readonly plan: number;
  /** Steps that the journal says are done, and those whose action has returned: as bits. */
  readonly done: number;
  readonly acted: number;
  /** Not alive: killed, and what isn't in the journal is forgotten. */
  readonly alive: boolean;
  /** A step whose effect is still to come, although its call has failed; -1: none. */
  readonly late: number;
}

/** What may still go wrong. */
export interface Budget {
  readonly faults: number;
  readonly kills: number;
  /** Calls that fail after their effect, or before an effect that comes all the same. */
  readonly mishaps: number;
  /** Deployments by a pipeline that looks only at the freeze. */
  readonly pipelines: number;
  /** Regions that somebody says are lost although they answer. */
  readonly alarms: number;
}

export interface State extends Budget {
  readonly cloud: Cloud;
  readonly operators: readonly (Operator | undefined)[];
}

const flags = (list: readonly boolean[]) => list.map((one) => (one ? "1" : "0")).join("");

/** The same for states that nobody can tell apart. */
export function keyOf({
  cloud: c,
  operators,
  faults,
  kills,
  mishaps,
  pipelines,
  alarms,
}: State): string {
  return [
    flags([...c.up, ...c.fenced, ...c.open.flat(), ...c.listed.flat(), c.frozen]),
    c.instances
      .flat()
      .map((one) => (one[0] === "m" ? "m" : one.slice(0, 1) + one.slice(-1)))
      .join(""),
    c.generations.flat().join(""),
    c.names.join(""),
    c.description,
    c.lease,
    [faults, kills, mishaps, pipelines, alarms].join(""),
    ...operators.map((one) =>
      one ? `${one.plan},${one.done},${one.acted},${one.alive ? 1 : 0},${one.late}` : "",
    ),
  ].join(" ");
}

/** What each operator sees is done is noted; whoever is through goes home. */
export function settled(state: State, plans: Plans): State {
  if (state.operators.every((one) => !one?.alive)) return state;
  const seen = observed(state.cloud, plans);
  const operators = state.operators.map((one) => {
    if (!one?.alive) return one;
    const plan = plans.plan(one.plan);
    const done = noted(plan, one, (at) => {
      const step = plan.steps[at];
      // What a preview showed is known to whoever ran it alone.
      if (!step || step.action.kind === "pulumi.preview") return (one.acted & (1 << at)) !== 0;
      return isDone(step, (one.acted & (1 << at)) !== 0, seen);
    });
    return done === plan.all ? undefined : { ...one, done };
  });
  return { ...state, operators };
}

function noted(
  { steps }: AbstractPlan,
  { done }: Operator,
  holds: (at: number) => boolean,
): number {
  let bits = done;
  for (let before = -1; before !== bits;) {
    before = bits;
    for (const [at, { needs }] of steps.entries()) {
      if ((bits & (1 << at)) === 0 && (needs & ~bits) === 0 && holds(at)) bits |= 1 << at;
    }
  }
  return bits;
}

/** All is as described, and nobody is at work. */
export function isQuiet({ cloud, operators }: State): boolean {
  return cloud.lease === NOBODY && operators.every((one) => one === undefined) && !cloud.frozen;
}

/** Both regions stand and all is as it was on a calm day, in whichever region the writes are. */
export function isSteady(state: State, plans: Plans): boolean {
  const { cloud } = state;
  const topology = plans.topology(cloud.description);
  const { open } = traffic(cloud, plans);
  return (
    isQuiet(state) &&
    cloud.up.every(Boolean) &&
    !cloud.fenced.some(Boolean) &&
    Object.values(topology.regions).every(({ state: region }) => region === "standing") &&
    plans.stores.every(
      (store, row) =>
        isWritable(cloud, row) &&
        REGIONS.every((region, at) => {
          const role = topology.regions[region]?.instances[store]?.role;
          return role === undefined || cloud.instances[row]?.[at] === role;
        }),
    ) &&
    JSON.stringify(open) === JSON.stringify(cloud.open)
  );
}

/** Users are served and can write. */
export function isServing({ cloud }: State, plans: Plans): boolean {
  const accounts = plans.services.indexOf("accounts");
  const open = cloud.open[accounts] ?? [];
  return (
    plans.stores.every((_, row) => isWritable(cloud, row)) &&
    open.some((isOpen, at) => isOpen && cloud.up[at])
  );
}

/**
 * Whether a region is left that stands, answers, and holds all that it takes to serve. One that
 * somebody is giving up at the moment doesn't count: if it comes back meanwhile, it has to wait.
 */
export function canServe({ cloud, operators }: State, plans: Plans): boolean {
  const topology = plans.topology(cloud.description);
  const givenUp = operators.flatMap((one) => {
    const { verb, of } = one ? plans.plan(one.plan) : {};
    return verb === "failover" || verb === "drain" ? [of] : [];
  });
  return REGIONS.some(
    (region, at) =>
      cloud.up[at] &&
      !cloud.fenced[at] &&
      !givenUp.includes(region) &&
      topology.regions[region]?.state === "standing" &&
      cloud.instances.every((held) => held[at] === "writer" || held[at] === "replica"),
  );
}
