import { formatDuration, MINUTE } from "../../system/units";
import type { Group, ServicePart, Topology } from "../model";
import { backendName, type Naming, routesName } from "../naming";
import { publicServices, standingRegions } from "../services";
import { MEASURES, WATCH } from "../watch";
import { checksOf } from "../uptime";
import { type Alert, runbook, wholeMinutes } from "./alert";
import { measured, series } from "./query";
import { toldOf } from "./told";

type Watched = Omit<Topology, "monitoring">;

/** Alerts on services: from outside, in each region, and on single routes. */
export function serviceAlerts(topology: Watched): readonly Alert[] {
  const groups = standingRegions(topology.system).flatMap((region) =>
    Object.values(topology.regions[region]?.groups ?? {}),
  );
  return [
    ...publicServices(topology).flatMap((service) => [
      unreachable(topology, service),
      deadlyRoute(topology, service),
    ]),
    ...groups.map((group) => weakGroup(topology, group)),
  ];
}

function unreachable({ system, services }: Watched, { name, spec }: ServicePart): Alert {
  const urgency = spec.tier === "critical" ? "page" : "error";
  const checks = checksOf({ services }).filter(({ service }) => service === name);
  return {
    name: `${name}-unreachable`,
    title: `${name} does not answer from outside`,
    means: "Users in more than one part of the world get no answer.",
    urgency,
    when: "any",
    conditions: checks.map(({ name: check, path }) => ({
      kind: "unreachable",
      title: `places that get no answer from ${path}`,
      limit: "above 1, for 1 minute",
      check,
      lasts: MINUTE,
    })),
    told: toldOf(system, name, urgency),
    runbook: runbook("region-loss", name),
  };
}

/**
 * A query of death: one route fails and is slow while processors are busy. All three at once,
 * because each alone has harmless reasons.
 */
const ROUTE = {
  /** Half of the route's requests: a fault of the route, not of some users. */
  failing: 0.5,
  /** Fewer in ten minutes than this prove nothing. */
  least: 10,
  /** Above the autoscaler's own target (components/instance-service.ts), so it can't keep up. */
  busy: 0.8,
};

function deadlyRoute({ system, naming }: Watched, { name, spec }: ServicePart): Alert {
  const metric = routesMetric(naming);
  const labels = { service: backendName(naming, name) };
  const all = `sum by (route) (increase(${series(metric, labels, "_count")}[10m]))`;
  const failed = `sum by (route) (increase(${series(metric, { ...labels, class: "5" }, "_count")}[10m]))`;
  const slow = spec.retries?.timeout ?? 1;
  const p95 = `histogram_quantile(0.95, sum by (le, route) (rate(${series(metric, labels, "_bucket")}[10m])))`;
  const cpu = `max(avg_over_time(compute_googleapis_com:instance_cpu_utilization{monitored_resource="gce_instance",instance_name=~"${naming.system}-.*"}[10m]))`;
  return {
    name: `${name}-deadly-route`,
    title: `a route of ${name} fails, is slow and keeps processors busy`,
    means: `One kind of request may be taking instances down one after the other. The alert names its route: block it with a rule of Cloud Armor, and tell the developers.`,
    urgency: "error",
    when: "any",
    conditions: [
      {
        kind: "query",
        title: `errors, latency and processors, by route of ${name}`,
        limit: `above 50 % failed of at least ${ROUTE.least}, 95 % of them above ${formatDuration(slow)}, a processor above 80 %`,
        query: `(${failed} / ${all} > ${ROUTE.failing}) and (${failed} > ${ROUTE.least}) and (${p95} > ${slow}) and on () (${cpu} > ${ROUTE.busy})`,
        lasts: 0,
      },
    ],
    told: toldOf(system, name, "error"),
    runbook: runbook("overload", name),
  };
}

/** The measure that the load balancer's log is turned into. */
const routesMetric = (naming: Naming) => `logging.googleapis.com/user/${routesName(naming)}`;

/** How long a group may take to make up for instances: a boot, and as long again for the autoscaler. */
const SPARE_BOOTS = 2;

function weakGroup({ system, services }: Watched, group: Group): Alert {
  const { service, region, capacity } = group;
  const spec = services[service]?.spec;
  const expected = group.scaling === "on" ? group.least : 0;
  const patience = wholeMinutes(5 * MINUTE + SPARE_BOOTS * (spec?.runs.bootTime ?? 0));
  // Fewer healthy ones than this, and what is left no longer carries the peak.
  const spare = Number((1 - capacity.needed / capacity.size).toFixed(2));
  const window = 2 * WATCH.every;
  const share = measured(MEASURES.unhealthy, system.name, { service, region });
  const urgency = spec?.tier === "critical" ? "page" : "error";
  return {
    name: `${service}-${region}-weak`,
    title: `${service} has too few instances in ${region}`,
    means: "What is left in the region does not carry the described peak.",
    urgency,
    when: "any",
    conditions: [
      {
        kind: "threshold",
        title: `instances of ${group.name}`,
        limit: `below ${expected}, for ${formatDuration(patience)}`,
        metric: "compute.googleapis.com/instance_group/size",
        resource: "instance_group",
        where: [`resource.labels.instance_group_name = "${group.name}"`],
        ...{
          is: "below",
          value: expected,
          lasts: patience,
          step: MINUTE,
          align: "MEAN",
          sum: true,
        },
      },
      {
        kind: "query",
        title: `share of unhealthy instances of ${service} in ${region}`,
        limit: `above ${Math.round(spare * 100)} %, for ${formatDuration(window)}`,
        query: `min_over_time(${share}[${window}s]) > ${spare}`,
        lasts: 0,
      },
    ],
    told: toldOf(system, service, urgency),
    runbook: runbook("zone-loss", service),
  };
}
