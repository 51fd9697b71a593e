import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { type Naming, routesName } from "../topology/naming";

/** Steps of the latency, from 10 ms to about 20 minutes: each twice the one before. */
const BUCKETS = { numFiniteBuckets: 17, growthFactor: 2, scale: 0.01 };

/**
 * Requests by route, class of status and latency, from the log of the public load balancer.
 *
 * A route is the first part of a path: the whole path would make a series of each customer.
 */
export function routesMetric(
  naming: Naming,
  options: pulumi.CustomResourceOptions,
): gcp.logging.Metric {
  return new gcp.logging.Metric(
    "routes",
    {
      name: routesName(naming),
      description: "Latency of requests, by service, route and class of status",
      filter: `resource.type = "http_load_balancer" AND resource.labels.backend_service_name =~ "^${naming.system}-" AND httpRequest.latency != ""`,
      metricDescriptor: {
        metricKind: "DELTA",
        valueType: "DISTRIBUTION",
        unit: "s",
        labels: ["service", "route", "class"].map((key) => ({ key, valueType: "STRING" })),
      },
      valueExtractor: 'REGEXP_EXTRACT(httpRequest.latency, "([0-9.]+)")',
      labelExtractors: {
        service: "EXTRACT(resource.labels.backend_service_name)",
        route: 'REGEXP_EXTRACT(httpRequest.requestUrl, "^https?://[^/]+(/[^/?]*)")',
        class: 'REGEXP_EXTRACT(httpRequest.status, "^([0-9])")',
      },
      bucketOptions: { exponentialBuckets: BUCKETS },
    },
    options,
  );
}
