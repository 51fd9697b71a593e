import type { Cloud } from "../cloud";
import { invalid } from "../error";
import type { JsonObject } from "../json";
import { backlogOf } from "../kinds/pubsub/backlog";
import { groups, stateOf } from "../kinds/compute/machine";
import { usedShare } from "../kinds/compute/signals";
import { lagOf } from "../kinds/sql/data";
import { instancesOf, isReplica, runtimeOf } from "../kinds/sql/instance";
import { isReadable } from "../kinds/sql/availability";
import { timeOf } from "./compute-operation";
import { partOf, type Matched, type RestAnswer, type Route } from "./route";

/** One line of a chart, of which the sandbox knows the newest point alone. */
interface Series {
  readonly resource: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What can be asked for, by its metric. */
const METRICS: Readonly<Record<string, (cloud: Cloud, project: string) => readonly Series[]>> = {
  "cloudsql.googleapis.com/database/replication/replica_lag": lags,
  "compute.googleapis.com/instance/cpu/utilization": utilisation,
  "compute.googleapis.com/instance_group/size": sizes,
  "pubsub.googleapis.com/subscription/num_undelivered_messages": backlogs,
};

/** Cloud Monitoring: the newest point of what recovery looks at. */
export const monitoringRoutes: readonly Route[] = [
  { method: "GET", path: "/v3/projects/{project}/timeSeries", answer: list },
];

const TERM = /([\w.]+)\s*=\s*"([^"]*)"/g;

function list(request: Matched, cloud: Cloud): RestAnswer {
  const terms = [...(request.query.get("filter") ?? "").matchAll(TERM)];
  const type = terms.find(([, field]) => field === "metric.type")?.[2];
  if (type === undefined) throw invalid('The filter must say metric.type = "…"');
  const series = METRICS[type]?.(cloud, partOf(request, "project"));
  if (!series) throw invalid(`The sandbox has no metric '${type}' (docs/sandbox.md)`);
  const wanted = series.filter(({ resource, labels }) =>
    terms.every(([, field = "", value]) => {
      if (field === "resource.type") return value === resource;
      const label = /^resource\.labels?\.(\w+)$/.exec(field)?.[1];
      return label === undefined || labels[label] === value;
    }),
  );
  const timeSeries = wanted.map((one) => shown(type, one, cloud));
  return { body: timeSeries.length === 0 ? {} : { timeSeries } };
}

function shown(type: string, { resource, labels, value }: Series, cloud: Cloud): JsonObject {
  const time = timeOf(cloud.now);
  return {
    metric: { type, labels: {} },
    resource: { type: resource, labels },
    metricKind: "GAUGE",
    valueType: "DOUBLE",
    points: [{ interval: { startTime: time, endTime: time }, value: { doubleValue: value } }],
  };
}

/** In seconds. A replica that can't be reached reports nothing. */
function lags(cloud: Cloud, project: string): readonly Series[] {
  return instancesOf(cloud, project)
    .filter((one) => isReplica(one) && runtimeOf(one).branch !== null && isReadable(one, cloud))
    .map((one) => ({
      resource: "cloudsql_database",
      labels: { project_id: project, database_id: `${project}:${one.name}`, region: one.location },
      value: lagOf(one, cloud) / 1000,
    }));
}

function ofGroups(
  cloud: Cloud,
  project: string,
  value: (group: string, name: string) => number,
): readonly Series[] {
  return [...groups(cloud)]
    .filter((group) => group.project === project && !cloud.faults.isLost(group.location))
    .map(({ id, name, location }) => ({
      resource: "instance_group",
      labels: { project_id: project, instance_group_name: name, location },
      value: value(id, name),
    }));
}

function sizes(cloud: Cloud, project: string): readonly Series[] {
  return ofGroups(cloud, project, (group) => stateOf(cloud, group).machines.length);
}

/** The mean of a group's machines, 0 to 1. */
function utilisation(cloud: Cloud, project: string): readonly Series[] {
  return ofGroups(cloud, project, (group) => usedShare(cloud, group));
}

function backlogs(cloud: Cloud, project: string): readonly Series[] {
  return [...cloud.all("pubsub.Subscription")]
    .filter((one) => one.project === project)
    .map(({ name }) => ({
      resource: "pubsub_subscription",
      labels: { project_id: project, subscription_id: name },
      value: backlogOf(cloud, project, name),
    }));
}
