import type { Cloud } from "../../../sandbox/cloud";
import type { JsonObject } from "../../../sandbox/json";
import { link, MINUTE, put, service, type ServiceShape } from "../kinds/fleet";

export const HOST = "bank.example.com";
export const ADDRESS = "203.0.113.10";

export interface FrontShape {
  /** Capacity by region. */
  readonly regions: Readonly<Record<string, number>>;
  readonly check?: JsonObject;
  readonly backend?: JsonObject;
}

/** The backend service of "web" over regions, as the shipped components declare it. */
export function backends(cloud: Cloud, { regions, backend }: FrontShape): void {
  put(cloud, "compute.BackendService", "global", "web", {
    name: "web",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    protocol: "HTTP",
    connectionDrainingTimeoutSec: 60,
    healthChecks: link("global/healthChecks/web-ready"),
    backends: Object.entries(regions).map(([region, capacityScaler]) => ({
      group: link(`regions/${region}/instanceGroups/web-${region}`),
      balancingMode: "RATE",
      maxRatePerInstance: 200,
      capacityScaler,
    })),
    ...backend,
  });
}

/** The way in: name, address, rule, certificate, map and backend service. */
export function front(cloud: Cloud, shape: FrontShape): void {
  put(cloud, "compute.HealthCheck", "global", "web-ready", {
    checkIntervalSec: 5,
    timeoutSec: 3,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    httpHealthCheck: { port: 8080, requestPath: "/readyz" },
    ...shape.check,
  });
  backends(cloud, shape);
  put(cloud, "compute.URLMap", "global", "web", {
    defaultService: link("global/backendServices/web"),
  });
  certificate(cloud);
  put(cloud, "compute.TargetHttpsProxy", "global", "web", {
    urlMap: link("global/urlMaps/web"),
    certificateMap: `//certificatemanager.googleapis.com/${link("locations/global/certificateMaps/web")}`,
  });
  put(cloud, "compute.GlobalForwardingRule", "global", "web", {
    loadBalancingScheme: "EXTERNAL_MANAGED",
    portRange: "443",
    ipAddress: ADDRESS,
    target: link("global/targetHttpsProxies/web"),
  });
  put(cloud, "dns.ManagedZone", "global", "public", { dnsName: `${HOST}.`, visibility: "public" });
  put(cloud, "dns.RecordSet", "global", `public/${HOST}./A`, {
    managedZone: "public",
    name: `${HOST}.`,
    type: "A",
    ttl: 300,
    rrdatas: [ADDRESS],
  });
}

function certificate(cloud: Cloud): void {
  const module = "certificatemanager";
  put(cloud, `${module}.Certificate`, "global", "web", {
    id: link("locations/global/certificates/web"),
    managed: { domains: [HOST, `*.${HOST}`] },
  });
  put(cloud, `${module}.CertificateMap`, "global", "web", {
    id: link("locations/global/certificateMaps/web"),
  });
  put(cloud, `${module}.CertificateMapEntry`, "global", "web", {
    map: "web",
    hostname: HOST,
    certificates: [link("locations/global/certificates/web")],
  });
}

/** A region that "web" stands in. */
export interface Standing extends ServiceShape {
  readonly region: string;
}

export const CENTRAL: Standing = {
  region: "us-central1",
  zones: ["us-central1-a", "us-central1-b"],
  least: 14,
  most: 21,
};
export const EAST: Standing = {
  region: "us-east1",
  zones: ["us-east1-b", "us-east1-c", "us-east1-d"],
  least: 11,
  most: 15,
};

/** "web" in some regions behind its front, grown and healthy. */
export function stand(cloud: Cloud, regions: readonly Standing[], shape: Partial<FrontShape> = {}) {
  for (const region of regions) service(cloud, region);
  const open = Object.fromEntries(regions.map(({ region }) => [region, 1]));
  front(cloud, { regions: open, ...shape });
  cloud.advanceTo(cloud.now + 30 * MINUTE);
}
