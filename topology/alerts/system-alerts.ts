import { formatDuration, HOUR, MINUTE } from "../../system/units";
import type { Topology } from "../model";
import { watchWorkflowName, workflowName } from "../naming";
import { publicServices, standingRegions } from "../services";
import { MEASURES, WATCH } from "../watch";
import { type Alert, oneOf, runbook } from "./alert";
import { changedBy } from "./changes";
import { measured } from "./query";
import { toldInCommon } from "./told";

type Watched = Omit<Topology, "monitoring">;

/** Alerts on what belongs to no service and no store. */
export function systemAlerts(topology: Watched): readonly Alert[] {
  return [
    ...(publicServices(topology).length > 0 ? [certificate(topology)] : []),
    limits(topology),
    changedBy(topology),
    failedRuns(topology),
    ...standingRegions(topology.system).map((region) => silent(topology, region)),
    ...heartbeat(topology),
  ];
}

/** Google renews a month before the end, so three weeks mean that it has tried in vain. [k] */
const CERTIFICATE_DAYS = 21;

function certificate({ system }: Watched): Alert {
  return {
    name: "certificate-ends",
    title: `the certificate of ${system.domain} is not renewed`,
    means: "When it ends no browser connects any more, in all regions at once.",
    urgency: "error",
    when: "any",
    conditions: [
      {
        kind: "threshold",
        title: `days until the certificate of ${system.domain} ends`,
        limit: `below ${CERTIFICATE_DAYS}, for 10 minutes`,
        metric: "monitoring.googleapis.com/uptime_check/time_until_ssl_cert_expires",
        resource: "uptime_url",
        where: [`resource.labels.host = "${system.domain}"`],
        ...{
          is: "below",
          value: CERTIFICATE_DAYS,
          lasts: 10 * MINUTE,
          step: HOUR / 3,
          align: "MIN",
        },
      },
    ],
    told: toldInCommon(system, "error"),
    runbook: runbook("dependency-loss"),
  };
}

/** Share of a quota from which on a failover may find no room. */
const QUOTA = 0.8;

function limits({ system }: Watched): Alert {
  const quota = `{monitored_resource="consumer_quota"}`;
  return {
    name: "limits-near",
    title: "ports or a quota run out",
    means: "Connections to the outside are dropped, or the next region can't grow when it has to.",
    urgency: "error",
    when: "any",
    conditions: [
      {
        kind: "threshold",
        title: "packets that Cloud NAT drops for want of ports",
        limit: "above 0, for 5 minutes",
        metric: "router.googleapis.com/nat/dropped_sent_packets_count",
        resource: "nat_gateway",
        where: [
          oneOf("resource.labels.region", standingRegions(system)),
          'metric.labels.reason = "OUT_OF_RESOURCES"',
        ],
        ...{ is: "above", value: 0, lasts: 5 * MINUTE, step: MINUTE, align: "SUM", sum: true },
      },
      {
        kind: "query",
        title: "use of any of the project's quotas",
        limit: `above ${QUOTA * 100} %`,
        query: `max_over_time(serviceruntime_googleapis_com:quota_allocation_usage${quota}[1d]) / ignoring(limit_name) group_right() (last_over_time(serviceruntime_googleapis_com:quota_limit${quota}[1d]) > 0) > ${QUOTA}`,
        lasts: 0,
      },
    ],
    told: toldInCommon(system, "error"),
    runbook: runbook("overload"),
  };
}

function failedRuns({ system, naming, exports }: Watched): Alert {
  const workflows = standingRegions(system).flatMap((region) => [
    watchWorkflowName(naming, region),
    ...(exports.length > 0 ? [workflowName(naming, region)] : []),
  ]);
  return {
    name: "runs-fail",
    title: "an export or the watch has failed",
    means: "A copy is missing, or nobody measures how old the copies are.",
    urgency: "error",
    when: "any",
    conditions: [
      {
        kind: "threshold",
        title: "failed runs of exports and of the watch",
        // Of the watch one in a row is a hiccup; what lasts shows as silence besides.
        limit: "above 0, in 1 hour",
        metric: "workflows.googleapis.com/finished_execution_count",
        resource: "workflows.googleapis.com/Workflow",
        where: [oneOf("resource.labels.workflow_id", workflows), 'metric.labels.status = "FAILED"'],
        ...{ is: "above", value: 0, lasts: 0, step: HOUR, align: "SUM" },
      },
    ],
    told: toldInCommon(system, "error"),
    runbook: runbook("data-deletion"),
  };
}

/** Three runs without a beat. */
const SILENCE = 3 * WATCH.every;

function silent({ system }: Watched, region: string): Alert {
  const beats = measured(MEASURES.heartbeat, system.name, { region });
  return {
    name: `${region}-silent`,
    title: `the watch in ${region} is silent`,
    means: "The region may be gone. While nothing is heard, no alert of its own measures can come.",
    urgency: "page",
    when: "any",
    conditions: [
      {
        kind: "query",
        title: `heartbeats of the watch in ${region}`,
        limit: `none, for ${formatDuration(SILENCE)}`,
        query: `absent_over_time(${beats}[${SILENCE}s])`,
        lasts: WATCH.every,
      },
    ],
    told: toldInCommon(system, "page"),
    runbook: runbook("region-loss"),
  };
}

/** The shortest time between two reminders that Google takes: half an hour. [k] */
const REMINDER = HOUR / 2;

/**
 * An alert that is always open. What it reminds is a dead man's switch outside of Google Cloud,
 * which raises an alarm when it hears nothing: only that notices that alerting itself is gone.
 */
function heartbeat({ system }: Watched): readonly Alert[] {
  const outside = system.monitoring?.heartbeat;
  if (outside === undefined) return [];
  return [
    {
      name: "heartbeat",
      title: "alerting works",
      means: "This alert is always open. Whoever hears it no longer has to raise an alarm.",
      urgency: "ticket",
      when: "any",
      conditions: [
        {
          kind: "query",
          title: "heartbeats of the watch in any region",
          limit: "above 0",
          query: `max(max_over_time(${measured(MEASURES.heartbeat, system.name, {})}[${SILENCE}s])) > 0`,
          lasts: 0,
        },
      ],
      told: [{ person: outside, by: "mail" }],
      runbook: runbook("dependency-loss"),
      reminds: REMINDER,
    },
  ];
}
