import type { Edits, EditValue } from "../../system/edit";
import { isMap, parsePath, type Path } from "../../system/path";
import type { System } from "../../system/schema/system";
import { buildTopology } from "../../topology/build";
import type { Topology } from "../../topology/model";
import type { Plan } from "../model";

/** What is described before a plan, and after it: commands name what either holds. */
export interface Around {
  readonly now: Topology;
  readonly then: Topology;
}

/** The topologies before and after a plan's own edits of the description. */
export function around(now: Topology, { steps }: Pick<Plan, "steps">): Around {
  const edits: Edits = Object.assign(
    {},
    ...steps.map(({ action }) => (action.kind === "describe" ? action.edits : {})),
  );
  const system = Object.entries(edits).reduce<unknown>(
    (edited, [path, value]) => set(edited, parsePath(path) ?? [], value),
    now.system,
  );
  // Plans write values of the kinds that stand at these paths in a valid system.
  return { now, then: buildTopology(system as System, now.naming.project) };
}

function set(inside: unknown, [key, ...rest]: Path, value: EditValue): unknown {
  if (key === undefined) return value;
  const map = isMap(inside) ? inside : {};
  if (rest.length > 0 || value !== null) return { ...map, [key]: set(map[key], rest, value) };
  const { [key]: _, ...others } = map;
  return others;
}
