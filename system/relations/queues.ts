import { formatDuration } from "../units";
import type { Draft, Issue, Relation } from "../relation";
import { entries } from "./reference";

/**
 * Tasks wait in a lost region until it is back, and behind workers until those are: a queue keeps
 * them for longer than the longest outage that is accepted of itself or of its workers.
 */
export const queuesOutlastOutages: Relation = (draft) =>
  entries(draft.data).flatMap(([name, store]): Issue[] => {
    if (store.kind !== "queue" || store.retention === undefined) return [];
    const longest = longestOutage(draft, name);
    if (!longest || store.retention > longest.rto) return [];
    const message = `"${formatDuration(store.retention)}" is no longer than the ${formatDuration(longest.rto)} that ${longest.of} may be out, so waiting tasks would be dropped; keep them longer, or lower that rto`;
    return [{ path: ["data", name, "retention"], message }];
  });

function longestOutage(draft: Draft, queue: string) {
  const workers = entries(draft.services).filter(
    ([, { runs }]) => runs?.on === "workers" && runs.queue === queue,
  );
  const subjects = new Set([
    "system",
    queue,
    ...workers.flatMap(([name, { tier }]) => [name, `tier:${tier}`]),
  ]);
  const outages = (draft.objectives ?? []).flatMap((objective) => {
    if (objective === undefined || !("rto" in objective)) return [];
    const { of, rto } = objective;
    return of !== undefined && rto !== undefined && subjects.has(of) ? [{ of, rto }] : [];
  });
  return outages.sort((a, b) => b.rto - a.rto)[0];
}
