import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { ServicePart } from "../topology/model";
import { backendName, bypassName, GOAL, monitoredServiceId, type Naming } from "../topology/naming";

export interface GoalArgs {
  readonly naming: Naming;
  readonly service: ServicePart;
  /** Share of requests that has to succeed: above 0, at most 0.9999. */
  readonly goal: number;
}

/**
 * What a service is held to, measured at its load balancer: the share of requests of the last 30
 * days that did not end in a server's error. Users' own mistakes (4xx) are no errors of ours.
 */
export function availabilityGoal(
  { naming, service, goal }: GoalArgs,
  options: pulumi.CustomResourceOptions,
): gcp.monitoring.Slo {
  const served = new gcp.monitoring.CustomService(
    service.name,
    {
      serviceId: monitoredServiceId(naming, service.name),
      displayName: `${naming.system} ${service.name}`,
    },
    options,
  );
  const total = requests(naming, service);
  return new gcp.monitoring.Slo(
    service.name,
    {
      service: served.serviceId,
      sloId: GOAL,
      displayName: `${service.name} answers`,
      goal,
      rollingPeriodDays: 30,
      requestBasedSli: {
        goodTotalRatio: {
          totalServiceFilter: total,
          badServiceFilter: `${total} AND metric.labels.response_code_class = 500`,
        },
      },
    },
    options,
  );
}

/** All requests to a service, as the load balancer that it is behind counts them. */
function requests(naming: Naming, { name, spec }: ServicePart): string {
  const [metric, resource] = spec.public
    ? ["https/request_count", "https_lb_rule"]
    : ["https/internal/request_count", "internal_http_lb_rule"];
  return [
    `metric.type = "loadbalancing.googleapis.com/${metric}"`,
    `resource.type = "${resource}"`,
    // What comes past the cache is answered by the same instances, and counts as well.
    spec.public
      ? `resource.labels.backend_target_name = one_of("${backendName(naming, name)}","${bypassName(naming, name)}")`
      : `resource.labels.backend_target_name = "${backendName(naming, name)}"`,
  ].join(" AND ");
}
