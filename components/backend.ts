import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { DAY } from "../system/units";
import { backendLinks } from "../topology/backend-links";
import { TRAFFIC_CHECK } from "../topology/health";
import type { ServicePart } from "../topology/model";
import { backendName, BYPASS, bypassName, type Naming } from "../topology/naming";
import { PORT_NAME } from "./instance-service";

/**
 * Groups of the region whose stack this is, by link: as what they are known beforehand, and as the
 * resource says it once it is there. Those of other regions are known by name.
 */
export type OwnGroups = Readonly<Record<string, pulumi.Input<string>>>;

export interface BackendArgs {
  readonly service: ServicePart;
  readonly naming: Naming;
  readonly own: OwnGroups;
  readonly scheme: "EXTERNAL_MANAGED" | "INTERNAL_MANAGED";
  readonly securityPolicy?: pulumi.Input<string>;
  /** Whether these are the bypass's, which has a name of its own and caches nothing. */
  readonly past?: boolean;
}

/** How long requests that are under way may finish once an instance is taken out. */
const DRAINING_SECONDS = 60;

/** One service behind a load balancer: its health check, and its groups in every standing region. */
export function backendService(
  args: BackendArgs,
  options: pulumi.CustomResourceOptions,
): gcp.compute.BackendService {
  const { service } = args;
  const name = args.past ? `${service.name}-${BYPASS}` : service.name;
  const ready = new gcp.compute.HealthCheck(`${name}-ready`, readyInputs(service), options);
  return new gcp.compute.BackendService(
    name,
    { ...backendInputs(args), healthChecks: ready.id },
    options,
  );
}

/** The check before traffic is sent; global and regional ones take the same. */
export function readyInputs({ spec }: ServicePart) {
  return {
    description: "Traffic: whether the service can work, hard dependencies of its region included",
    checkIntervalSec: TRAFFIC_CHECK.interval,
    timeoutSec: TRAFFIC_CHECK.timeout,
    healthyThreshold: TRAFFIC_CHECK.healthy,
    unhealthyThreshold: TRAFFIC_CHECK.unhealthy,
    httpHealthCheck: {
      port: "port" in spec.runs ? spec.runs.port : 80,
      requestPath: spec.health?.readiness ?? "/",
    },
    logConfig: { enable: true },
  } satisfies gcp.compute.HealthCheckArgs;
}

/** How requests are sent, whatever load balancer sends them. */
export function requestInputs({ spec: { retries, runs } }: ServicePart) {
  return {
    protocol: "HTTP",
    // A group of endpoints has the port in it.
    ...(runs.on === "kubernetes" ? {} : { portName: PORT_NAME }),
    timeoutSec: Math.ceil(retries ? retries.timeout * retries.attempts : 30),
    connectionDrainingTimeoutSec: DRAINING_SECONDS,
    logConfig: { enable: true, sampleRate: 1 },
  } satisfies gcp.compute.BackendServiceArgs;
}

function backendInputs(args: BackendArgs): gcp.compute.BackendServiceArgs {
  const { service, naming, scheme, securityPolicy, past } = args;
  return {
    ...requestInputs(service),
    name: (past ? bypassName : backendName)(naming, service.name),
    loadBalancingScheme: scheme,
    ...(securityPolicy === undefined ? {} : { securityPolicy }),
    ...(service.spec.public?.cache && !past ? { enableCdn: true, cdnPolicy: CACHING } : {}),
    // Google takes outlier detection on the external scheme only.
    ...(scheme === "EXTERNAL_MANAGED" ? { outlierDetection: OUTLIERS } : {}),
    backends: backends(args),
  };
}

/**
 * What is static by its type, or says itself that it may be kept, is answered from the cache; while
 * nobody behind it can answer, for a day longer than it is fresh. All in seconds.
 */
const CACHING = {
  cacheMode: "CACHE_ALL_STATIC",
  defaultTtl: 3600,
  clientTtl: 3600,
  maxTtl: DAY,
  serveWhileStale: DAY,
  negativeCaching: true,
};

/** An instance that fails while its check passes is left out for a while; never more than half of them. */
const OUTLIERS = {
  consecutiveErrors: 5,
  consecutiveGatewayFailure: 5,
  interval: { seconds: 10 },
  baseEjectionTime: { seconds: 30 },
  maxEjectionPercent: 50,
  enforcingConsecutiveErrors: 100,
  enforcingConsecutiveGatewayFailure: 100,
};

function backends({ service, naming, own }: BackendArgs) {
  return service.backends.flatMap((backend) =>
    backendLinks(naming, service.name, backend).map((link) => ({
      ...backendInput(service, own[link] ?? link),
      capacityScaler: backend.capacityScaler,
    })),
  );
}

/** One group behind a service; what an instance carries is described, so a full region spills over. */
export function backendInput({ spec }: ServicePart, group: pulumi.Input<string>) {
  const unit = spec.runs.on === "kubernetes" ? "maxRatePerEndpoint" : "maxRatePerInstance";
  return { group, balancingMode: "RATE", [unit]: spec.load?.perInstance ?? 1 };
}
