import type { Topology } from "../../topology/model";
import type { Plan } from "../model";
import { type Bound, type CriticalPath, criticalPath } from "./critical-path";
import { goesOn } from "./goes-on";
import { onceFor } from "../../system/once";
import { hardNeeds } from "./traffic";

/** When something works again: after a way through the plan, or it never stopped, or nobody knows. */
export type Back =
  | { readonly path: CriticalPath; readonly of: string }
  | { readonly untouched: string }
  /** Services and stores that no step brings back. */
  | { readonly missing: readonly string[] };

/** Services, what they can't do without, and what those can't do without: themselves first. */
export function hardClosure(topology: Topology, names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (one: string): void => {
    if (found.has(one)) return;
    found.add(one);
    const { services, stores } = hardNeeds(topology, one);
    for (const other of [...services, ...stores]) visit(other);
  };
  names.forEach(visit);
  return [...found];
}

/**
 * A service works again when it does itself and all that it can't do without: the latest of them
 * decides. One that depends softly is back, degraded, without. `names`: all of these have to be back.
 */
export function backAfter(
  plan: Plan,
  topology: Topology,
  names: readonly string[],
  bound: Bound,
): Back {
  const on =
    plan.event === undefined ? new Map<string, string>() : goesOn(topology, plan.event, plan.of);
  const closure = hardClosure(topology, names);
  const missing = closure.filter((one) => stepsOf(plan, one).length === 0 && !on.has(one));
  if (missing.length > 0) return { missing };
  const ways = closure.flatMap((of) =>
    stepsOf(plan, of).map((id) => ({ of, path: criticalPath(plan, bound, id) })),
  );
  const [first, ...rest] = ways;
  if (!first) return { untouched: on.get(names[0] ?? "") ?? "nothing is asked for" };
  return rest.reduce((last, way) => (way.path.seconds > last.path.seconds ? way : last), first);
}

function stepsOf(plan: Plan, name: string): readonly string[] {
  return restoring(plan).get(name) ?? [];
}

/** By service and store, the steps that bring it back. */
const restoring = onceFor(({ steps }: Plan): ReadonlyMap<string, readonly string[]> => {
  const ids = new Map<string, string[]>();
  for (const { id, restores } of steps) {
    for (const name of new Set(restores)) ids.set(name, [...(ids.get(name) ?? []), id]);
  }
  return ids;
});
