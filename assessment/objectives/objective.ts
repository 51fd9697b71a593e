import type { Event } from "../../recovery/model";
import { onceFor } from "../../system/once";
import type { System } from "../../system/schema/system";
import type { Seconds } from "../../system/units";
import type { Subject } from "./subject";

export const METRICS = ["rto", "rpo"] as const;
export type Metric = (typeof METRICS)[number];

/** What is asked for, and where that is described. */
export interface Objective {
  readonly seconds: Seconds;
  /** As a person types it: `objectives[3].rto`. */
  readonly path: string;
  readonly priority: "high" | "medium" | "low";
  readonly note?: string;
}

/** The objective of a subject: its own, else for a service its tier's. */
export function objectiveOf(
  { objectives, services }: Pick<System, "objectives" | "services">,
  { name, kind }: Pick<Subject, "name" | "kind">,
  event: Event,
  metric: Metric,
): Objective | undefined {
  const tier = kind === "service" ? services[name]?.tier : undefined;
  const names = [name, ...(tier === undefined ? [] : [`tier:${tier}`])];
  const asked = byWhatTheyAsk(objectives);
  for (const of of names) {
    for (const { index, objective } of asked.get(`${of} ${event}`) ?? []) {
      const seconds = objective[metric];
      if (seconds === undefined) continue;
      const { priority, note } = objective;
      const path = `objectives[${index}].${metric}`;
      return { seconds, path, priority, ...(note === undefined ? {} : { note }) };
    }
  }
  return undefined;
}

type Described = System["objectives"][number];
type Placed = { readonly index: number; readonly objective: Extract<Described, { when: Event }> };

/** By what and when, such as `accounts-db zone-loss`, in the order of the description. */
const byWhatTheyAsk = onceFor((objectives: System["objectives"]) => {
  const placed = new Map<string, Placed[]>();
  for (const [index, objective] of objectives.entries()) {
    if (!("when" in objective)) continue;
    const key = `${objective.of} ${objective.when}`;
    placed.set(key, [...(placed.get(key) ?? []), { index, objective }]);
  }
  return placed;
});
