import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Alert, Urgency } from "../topology/alerts/alert";
import { conditionInputs, type Referred } from "./alert-condition";
import type { Channels } from "./notification";

const SEVERITIES = {
  page: "CRITICAL",
  error: "ERROR",
  ticket: "WARNING",
} as const satisfies Record<Urgency, string>;

/** Google closes an alert whose data stay away; an hour, so that a gap doesn't look like a recovery. */
const CLOSES_SECONDS = 3600;

/** An entry of the log is told of once in five minutes. */
const QUIET = "300s";

/** One alert, as a policy of Cloud Monitoring. */
export function alertPolicy(
  alert: Alert,
  referred: Referred & { readonly channels: Channels },
  options: pulumi.CustomResourceOptions,
): gcp.monitoring.AlertPolicy {
  const { naming, channels } = referred;
  const told = alert.told.flatMap(({ person, by }) => channels.of(person, by));
  return new gcp.monitoring.AlertPolicy(
    alert.name,
    {
      displayName: `${naming.system}: ${alert.title}`,
      severity: SEVERITIES[alert.urgency],
      combiner: alert.when === "all" ? "AND" : "OR",
      conditions: alert.conditions.map((condition) => conditionInputs(condition, referred)),
      notificationChannels: told,
      alertStrategy: strategy(alert, told),
      documentation: {
        subject: `${naming.system}: ${alert.title}`,
        content: `${alert.means}\n\nRunbook: \`${alert.runbook}\``,
        mimeType: "text/markdown",
      },
      userLabels: { system: naming.system, alert: alert.name },
    },
    options,
  );
}

function strategy(
  { conditions, reminds }: Alert,
  told: readonly pulumi.Input<string>[],
): gcp.types.input.monitoring.AlertPolicyAlertStrategy {
  return {
    autoClose: `${CLOSES_SECONDS}s`,
    ...(conditions.some(({ kind }) => kind === "logged")
      ? { notificationRateLimit: { period: QUIET } }
      : {}),
    ...(reminds === undefined
      ? {}
      : {
          notificationChannelStrategies: [
            { notificationChannelNames: [...told], renotifyInterval: `${reminds}s` },
          ],
        }),
  };
}
