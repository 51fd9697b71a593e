import type { Step } from "../model";

/**
 * The steps in an order in which each comes after what it needs; among those that may come next,
 * the one that was given first. @throws Error for a need that isn't there, or a circle
 */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  const ids = new Set(steps.map(({ id }) => id));
  if (ids.size < steps.length) throw new Error("two steps have one id");
  const strange = steps.flatMap(({ id, needs }) =>
    needs.filter((need) => !ids.has(need)).map((need) => `${id} needs ${need}`),
  );
  if (strange.length > 0) throw new Error(`a plan lacks steps: ${strange.join(", ")}`);
  const done = new Set<string>();
  const ordered: Step[] = [];
  let left = steps;
  while (left.length > 0) {
    const next = left.find(({ needs }) => needs.every((need) => done.has(need)));
    if (!next)
      throw new Error(`these steps wait for one another: ${left.map(({ id }) => id).join(", ")}`);
    ordered.push(next);
    done.add(next.id);
    left = left.filter((step) => step !== next);
  }
  return ordered;
}
