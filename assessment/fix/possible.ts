import { RELATIONS } from "../../system/relations";
import { topologyRelations } from "../../topology/relations";
import type { Topology } from "../../topology/model";

/** Whether a description that was changed here could have been written: it breaks no rule. */
export function isPossible({ system, naming }: Topology): boolean {
  const rules = [...RELATIONS, ...topologyRelations(naming.project)];
  return rules.every((rule) => rule(system).length === 0);
}
