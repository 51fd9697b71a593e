import type { Alert } from "./alerts/alert";
import { burnAlerts } from "./alerts/burn";
import { escalated } from "./alerts/escalation";
import { serviceAlerts } from "./alerts/service-alerts";
import { storeAlerts } from "./alerts/store-alerts";
import { systemAlerts } from "./alerts/system-alerts";
import type { Topology } from "./model";
import { goalOf } from "./objectives";
import { checksOf, type UptimeCheck } from "./uptime";

/** What is watched, from where on somebody is told, and who. */
export interface Monitoring {
  readonly checks: readonly UptimeCheck[];
  /** What share of a service's requests has to succeed in 30 days, by service. */
  readonly goals: Readonly<Record<string, number>>;
  readonly alerts: readonly Alert[];
}

/** Derives it from all the rest of a topology. It follows neither mode nor role, except in its numbers. */
export function monitoringOf(topology: Omit<Topology, "monitoring">): Monitoring {
  const { system, services } = topology;
  const alerts = [
    ...burnAlerts(topology),
    ...serviceAlerts(topology),
    ...storeAlerts(topology),
    ...systemAlerts(topology),
  ];
  const served = Object.values(services).filter(({ spec }) => spec.runs.on !== "workers");
  return {
    checks: checksOf(topology),
    goals: Object.fromEntries(served.map(({ name }) => [name, goalOf(system, name)])),
    alerts: alerts.flatMap((alert) => [alert, ...escalated(system, alert)]),
  };
}
