import { onceFor } from "../../system/once";
import type { Plan } from "../../recovery/model";
import { hardClosure } from "../../recovery/plan/back";
import { lostWith, type Required, requires } from "../../recovery/requires";
import type { Topology } from "../../topology/model";

/** What one recovery can't do without beside what it brings back. */
export interface Needs {
  readonly event: string;
  readonly of: string;
  readonly needs: readonly Required[];
}

/** What the recovery from the loss of each region needs itself; nothing where nobody has to act. */
export function needsOf(plans: readonly Plan[], topology: Topology): readonly Needs[] {
  return plans.flatMap((plan) => {
    const needs = plan.event === "region-loss" ? requires(plan, topology) : [];
    return needs.length === 0 ? [] : [{ event: "region-loss", of: plan.of, needs }];
  });
}

/**
 * What is lost together with what it should bring back: a registry, a key, a state that stands in the
 * lost region, and that a step on the way to one of `names` needs. Then nothing brings it back.
 */
export function lostMeans(
  plan: Plan,
  topology: Topology,
  names: readonly string[],
): Required | undefined {
  const lost = irreplaceable(plan)(topology);
  if (lost.length === 0) return undefined;
  const way = wayTo(plan, hardClosure(topology, names));
  return lost.find(({ steps }) => steps.some((step) => way.has(step)));
}

/** By plan and topology, what is lost with it and nothing does instead. */
const irreplaceable = onceFor((plan: Plan) =>
  onceFor((topology: Topology) =>
    lostWith(plan, topology).filter(({ instead }) => instead === undefined),
  ),
);

/** The steps that bring something back, and all that they wait for. */
function wayTo({ steps }: Plan, names: readonly string[]): ReadonlySet<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const way = new Set<string>();
  const visit = (id: string): void => {
    if (way.has(id)) return;
    way.add(id);
    byId.get(id)?.needs.forEach(visit);
  };
  steps
    .filter(({ restores }) => restores?.some((name) => names.includes(name)))
    .forEach(({ id }) => visit(id));
  return way;
}
