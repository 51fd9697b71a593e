import { hardClosure } from "../../recovery/plan/back";
import type { Rates } from "../rates";
import { availabilityOf, Diagram, naiveAvailabilityOf } from "./diagram";
import { withSoft } from "./downtime";
import { type Model, modelOf } from "./of-system";
import type { Beliefs, Part } from "./parts";
import { servingRegions } from "./serving";
import { promiseOf } from "./stores";

/** The product of what the vendor promises; a refund where it is missed, and no forecast. */
export type Promises =
  | { readonly availability: number; readonly of: readonly string[] }
  /** One part has no SLA, so the whole has none. */
  | { readonly none: string };

/** How available something is: three numbers that are never one. */
export interface Ceilings {
  readonly names: readonly string[];
  readonly promised: Promises;
  /** What Google's infrastructure is designed for, of what is placed the weakest. */
  readonly designed: number;
  readonly modelled: number;
  /** With soft dependencies as well: the share of its worth that it delivers. */
  readonly worth: number;
  /** What multiplying along every way would say, where that misleads. */
  readonly naive?: number;
  /** Every part of the model, what takes the most of it first. */
  readonly culprits: readonly Culprit[];
}

/** A part of a model, and what it takes of the whole. */
export interface Culprit extends Part {
  /** Share of time that would be gained if it never failed, 0 to 1. */
  readonly takes: number;
}

/** A naive figure misleads if it shows ten times less, or more, of what is down. */
const MISLEADS = 10;

/** The ceilings of a service, a store, or of several that all have to work. */
export function ceilingsOf(beliefs: Beliefs, names: readonly string[]): Ceilings {
  const model = modelOf(beliefs, names);
  const diagram = new Diagram(model.structure);
  const modelled = diagram.availability();
  const naive = naiveAvailabilityOf(model.structure);
  const factor = (1 - naive) / (1 - modelled);
  const misleads = factor >= MISLEADS || factor <= 1 / MISLEADS;
  return {
    names,
    promised: promisesOf(beliefs, names),
    designed: designOf(beliefs, names),
    modelled,
    worth: worthOf(beliefs, names, modelled),
    ...(misleads ? { naive } : {}),
    culprits: culpritsOf(model, diagram.gains()),
  };
}

function culpritsOf({ parts }: Model, gains: ReadonlyMap<string, number>): readonly Culprit[] {
  const all = parts.map((part) => ({ ...part, takes: gains.get(part.id) ?? 0 }));
  return all.sort((one, other) => other.takes - one.takes);
}

/** Each soft dependency takes its share of the worth along while it is down. */
function worthOf(beliefs: Beliefs, names: readonly string[], modelled: number): number {
  const soft = names.flatMap((name) =>
    (beliefs.topology.services[name]?.spec.dependsOn ?? []).filter(({ as }) => as === "soft"),
  );
  return soft.reduce((worth, { service, external, loses = 0 }) => {
    const third = external === undefined ? undefined : beliefs.topology.system.external[external];
    const availability =
      service === undefined
        ? (third?.availability ?? 1)
        : availabilityOf(modelOf(beliefs, [service]).structure);
    return withSoft(worth, availability, loses);
  }, modelled);
}

function promisesOf(beliefs: Beliefs, names: readonly string[]): Promises {
  const { topology, published } = beliefs;
  const lines: { readonly of: string; readonly id: string }[] = [];
  let balanced = false;
  for (const name of hardClosure(topology, names)) {
    const service = topology.services[name];
    const said = service ? computePromise(beliefs, name) : promiseOf(topology, name);
    if (said.id === undefined) return { none: `${name}: ${said.because ?? "no SLA is known"}` };
    balanced ||= service !== undefined && service.spec.runs.on !== "workers";
    lines.push({ of: name, id: said.id });
  }
  const all = balanced ? [{ of: "load balancer", id: "load-balancer" }, ...lines] : lines;
  return {
    availability: all.reduce((product, { id }) => product * published(id).value, 1),
    of: all.map(({ of, id }) => `${of} (${id})`),
  };
}

/** Instances in several zones, or one alone: of which Google promises that it runs, not that it answers. */
function computePromise({ topology }: Beliefs, name: string) {
  const scope = scopeOf({ topology }, name);
  const on = topology.services[name]?.spec.runs.on;
  const id =
    scope === "zone" ? "compute.instance" : on === "kubernetes" ? "gke.pods" : "compute.zones";
  return { id, scope, because: undefined };
}

type Scope = "zone" | "zones" | "regions";

function scopeOf({ topology }: Pick<Beliefs, "topology">, name: string): Scope {
  if (!topology.services[name]) return promiseOf(topology, name).scope;
  const serving = servingRegions(topology, name);
  if (serving.length > 1) return "regions";
  const region = topology.regions[serving[0] ?? topology.primary];
  const group = region?.groups[name] ?? region?.cluster?.pods[name];
  const zones = group?.zones.length ?? region?.workers[name]?.groups.length ?? 1;
  return zones > 1 ? "zones" : "zone";
}

function designOf(beliefs: Beliefs, names: readonly string[]): number {
  const { topology, published } = beliefs;
  const targets = hardClosure(topology, names).map((name) =>
    designTarget(published, scopeOf(beliefs, name)),
  );
  return Math.min(...targets);
}

function designTarget(published: Rates, scope: Scope): number {
  return published(`design.${scope}`).value;
}
