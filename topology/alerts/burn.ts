import type { Service } from "../../system/schema/service";
import { DAY, formatDuration, HOUR, MINUTE, type Seconds } from "../../system/units";
import type { Topology } from "../model";
import { goalOf } from "../objectives";
import { type Alert, type Burn, runbook, type Urgency } from "./alert";
import { toldOf } from "./told";

/** One of the SRE workbook's steps: how fast the budget goes, seen over a long and a short window. */
interface Step {
  readonly name: string;
  readonly rate: number;
  readonly long: Seconds;
  readonly short: Seconds;
  readonly urgency: Urgency;
}

/**
 * Two, five and ten per cent of a month's error budget; the short window ends the alert soon after
 * the errors. Source: sre.google/workbook/alerting-on-slos, table 5-8.
 */
const STEPS: readonly Step[] = [
  { name: "burns-fast", rate: 14.4, long: HOUR, short: 5 * MINUTE, urgency: "page" },
  { name: "burns", rate: 6, long: 6 * HOUR, short: 30 * MINUTE, urgency: "page" },
  { name: "burns-slowly", rate: 1, long: 3 * DAY, short: 6 * HOUR, urgency: "ticket" },
];

/** What wakes somebody: nobody gets up for a service whose loss doesn't hurt. */
const URGENCY: Readonly<Record<Service["tier"], (described: Urgency) => Urgency>> = {
  critical: (urgency) => urgency,
  important: (urgency) => (urgency === "page" ? "error" : urgency),
  "non-critical": () => "ticket",
};

/** Alerts on the error budgets of all services that a load balancer sends to. */
export function burnAlerts({
  system,
  services,
}: Pick<Topology, "system" | "services">): readonly Alert[] {
  const served = Object.values(services).filter(({ spec }) => spec.runs.on !== "workers");
  return served.flatMap(({ name, spec }) =>
    STEPS.map((step): Alert => {
      const urgency = URGENCY[spec.tier](step.urgency);
      const goal = `${Number((goalOf(system, name) * 100).toPrecision(6))} %`;
      return {
        name: `${name}-${step.name}`,
        title: `${name} fails ${step.rate} times as often as ${goal} allows`,
        means: `At this rate the error budget of 30 days is gone in ${formatDuration((30 * DAY) / step.rate)}.`,
        urgency,
        when: "all",
        conditions: [step.long, step.short].map((window) => burn(name, window, step.rate)),
        told: toldOf(system, name, urgency),
        runbook: runbook("bad-release", name),
      };
    }),
  );
}

function burn(service: string, window: Seconds, rate: number): Burn {
  return {
    kind: "burn",
    title: `error budget of ${service} over ${formatDuration(window)}`,
    limit: `above ${rate} times as fast as allowed`,
    ...{ service, window, rate, lasts: 0 },
  };
}
