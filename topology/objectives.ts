import { onceFor } from "../system/once";
import type { Service } from "../system/schema/service";
import type { System } from "../system/schema/system";
import { MINUTE, type Seconds } from "../system/units";

type Described = Pick<System, "objectives" | "services">;

/**
 * What a service is held to where nothing is described, by tier, as a share of 30 days: 43 minutes,
 * 3.6 hours and 7.2 hours of errors. Source: 99.9 % is the example of the SRE workbook's chapter on
 * alerting (sre.google/workbook/alerting-on-slos); the steps below it are ours.
 */
const GOALS = { critical: 0.999, important: 0.995, "non-critical": 0.99 } as const satisfies Record<
  Service["tier"],
  number
>;

/** Highest goal that Google takes; source: the provider's validator (resource_monitoring_slo.go). */
const HIGHEST_GOAL = 0.9999;

/**
 * The share of requests that has to succeed: as described for the service, else for its tier, else,
 * if it is critical, for the system, else by tier.
 */
export function goalOf(system: Described, service: string): number {
  const tier = system.services[service]?.tier ?? "critical";
  const whole = tier === "critical" ? ["system"] : [];
  const asked = availabilities(system.objectives);
  const described = [service, `tier:${tier}`, ...whole].flatMap((of) => asked.get(of) ?? []);
  return Math.min(described[0] ?? GOALS[tier], HIGHEST_GOAL);
}

/** What is asked of each, as it is described first. */
const availabilities = onceFor((objectives: System["objectives"]): ReadonlyMap<string, number> => {
  const described = objectives.flatMap((objective) =>
    "availability" in objective ? [[objective.of, objective.availability] as const] : [],
  );
  return new Map(described.toReversed());
});

/** A minute of lag is what a healthy replica stays below; source: facts.md, "Monitoring". */
const USUAL_LAG: Seconds = MINUTE;

/** How much of a store's data may be lost with a region: as described, else a minute. */
export function regionRpo({ objectives }: Described, store: string): Seconds {
  const described = objectives.flatMap((objective) =>
    "when" in objective && objective.of === store && objective.when === "region-loss"
      ? (objective.rpo ?? [])
      : [],
  );
  return described[0] ?? USUAL_LAG;
}
