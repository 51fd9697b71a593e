import { needsOf } from "./state";
import type { Step } from "./step";

const LAST = new Set(["delete", "discard", "discard-replaced", "remove-pending-replace"]);

/**
 * Steps in an order that doesn't depend on timing: what is registered, each after all that it needs
 * and otherwise by URN, then what goes, the other way round. The steps of one resource stay together.
 */
export function inOrder(steps: readonly Step[]): Step[] {
  const before: Step[] = [];
  const after: Step[] = [];
  const made = new Set<string>();
  const replaced = new Set(steps.flatMap(({ op, urn }) => (op === "replace" ? [urn] : [])));
  for (const step of steps) {
    if (step.op === "create-replacement") made.add(step.urn);
    // A replaced resource goes at its own turn, or at the end, after its successor was made.
    const late = step.op === "delete-replaced" && (made.has(step.urn) || !replaced.has(step.urn));
    (late || LAST.has(step.op) ? after : before).push(step);
  }
  return [...sorted(before), ...sorted(after).toReversed()];
}

function sorted(steps: readonly Step[]): Step[] {
  const groups = new Map<string, Step[]>();
  const byUrn = steps.toSorted((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
  for (const step of byUrn) groups.set(step.urn, [...(groups.get(step.urn) ?? []), step]);
  const seen = new Set<string>();
  const ordered: Step[] = [];
  const visit = (urn: string): void => {
    const group = groups.get(urn);
    if (group === undefined || seen.has(urn)) return;
    seen.add(urn);
    const state = group[0]?.new ?? group[0]?.old;
    for (const need of state ? [...needsOf(state)].sort() : []) visit(need);
    ordered.push(...group);
  };
  for (const urn of groups.keys()) visit(urn);
  return ordered;
}
