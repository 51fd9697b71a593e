import type { Plan } from "../../recovery/model";

/** The steps that somebody waits for, and what says where the data is now. */
export function untilBack(plan: Plan): Plan {
  const byId = new Map(plan.steps.map((step) => [step.id, step]));
  const needed = new Set<string>();
  const visit = (id: string): void => {
    needed.add(id);
    byId.get(id)?.needs.forEach(visit);
  };
  for (const { id, restores, action } of plan.steps) {
    if (restores || action.kind === "describe") visit(id);
  }
  return { ...plan, steps: plan.steps.filter(({ id }) => needed.has(id)) };
}
