import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { measured } from "../topology/alerts/query";
import type { Topology } from "../topology/model";
import { backendName, goalName } from "../topology/naming";
import { MEASURES } from "../topology/watch";

interface Tile {
  readonly title: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** Tiles stand in a grid of 48 columns, two beside each other. */
const WIDTH = 24;
const HEIGHT = 16;

/** One page for the whole system: what users see, what serves them, what is stored. */
export function dashboard(
  topology: Topology,
  options: pulumi.CustomResourceOptions,
): gcp.monitoring.Dashboard {
  const { system } = topology.naming;
  return new gcp.monitoring.Dashboard(
    system,
    {
      dashboardJson: JSON.stringify({
        displayName: system,
        mosaicLayout: { columns: 2 * WIDTH, tiles: tiles(topology).map(placed) },
      }),
    },
    options,
  );
}

function placed({ title, query }: Tile, index: number) {
  const chart = { dataSets: [{ plotType: "LINE", timeSeriesQuery: query }] };
  return {
    xPos: (index % 2) * WIDTH,
    yPos: Math.floor(index / 2) * HEIGHT,
    ...{ width: WIDTH, height: HEIGHT, widget: { title, xyChart: chart } },
  };
}

function tiles(topology: Topology): readonly Tile[] {
  const { naming, monitoring } = topology;
  const own = (metric: string, by: string): Tile["query"] => ({
    prometheusQuery: `max by (${by}) (${measured(metric, naming.system, {})})`,
  });
  return [
    ...Object.keys(monitoring.goals).flatMap((service) => serviceTiles(topology, service)),
    { title: "Instances, by group", query: instances(topology) },
    {
      title: "Unhealthy share, by service and region",
      query: own(MEASURES.unhealthy, "service, region"),
    },
    ...(Object.keys(topology.databases).length > 0
      ? [{ title: "Replication lag in seconds", query: lag(topology) }]
      : []),
    {
      title: "Age of the newest copy in seconds, by store",
      query: own(MEASURES.age, "store, copy, of"),
    },
    { title: "Heartbeats of the watch, by region", query: own(MEASURES.heartbeat, "region") },
  ];
}

function serviceTiles({ naming, services }: Topology, service: string): readonly Tile[] {
  const [metric, resource] = services[service]?.spec.public
    ? ["https", "https_lb_rule"]
    : ["https/internal", "internal_http_lb_rule"];
  const where = `resource.type="${resource}" resource.label.backend_target_name="${backendName(naming, service)}"`;
  return [
    {
      title: `${service}: requests per second, by class of status`,
      query: filtered(
        `metric.type="loadbalancing.googleapis.com/${metric}/request_count" ${where}`,
        ["ALIGN_RATE", "REDUCE_SUM", "metric.label.response_code_class"],
      ),
    },
    {
      title: `${service}: error budget that is left`,
      query: {
        timeSeriesFilter: { filter: `select_slo_budget_fraction("${goalName(naming, service)}")` },
      },
    },
  ];
}

function instances({ naming }: Topology): Tile["query"] {
  return filtered(
    `metric.type="compute.googleapis.com/instance_group/size" resource.type="instance_group" resource.label.instance_group_name=starts_with("${naming.system}-")`,
    ["ALIGN_MEAN", "REDUCE_SUM", "resource.label.instance_group_name"],
  );
}

function lag({ naming }: Topology): Tile["query"] {
  return filtered(
    `metric.type="cloudsql.googleapis.com/database/replication/replica_lag" resource.type="cloudsql_database" resource.label.database_id=starts_with("${naming.project}:${naming.system}-")`,
    ["ALIGN_MEAN", "REDUCE_MAX", "resource.label.database_id"],
  );
}

function filtered(
  filter: string,
  [aligner, reducer, by]: readonly [string, string, string],
): Tile["query"] {
  return {
    timeSeriesFilter: {
      filter,
      aggregation: {
        alignmentPeriod: "60s",
        perSeriesAligner: aligner,
        crossSeriesReducer: reducer,
        groupByFields: [by],
      },
    },
  };
}
