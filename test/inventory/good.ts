import type { Resource } from "../../inventory/model";
import { resource } from "./scene";

/*
 * One resource of each kind that no rule minds, as a described system would register it.
 * Links are written out, so that the rules can follow them without an engine.
 */

type Inputs = Record<string, unknown>;

const region = "us-central1";
const zones = ["us-central1-a", "us-central1-b", "us-central1-c"];
const inProject = (path: string) => `projects/bank-prod/${path}`;

export const network = (more: Inputs = {}) =>
  resource("compute.Network", { name: "bank", autoCreateSubnetworks: false, ...more });

export const subnetwork = (more: Inputs = {}) =>
  resource("compute.Subnetwork", {
    name: "bank-us-central1",
    region,
    network: inProject("global/networks/bank"),
    ipCidrRange: "10.0.0.0/20",
    secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: "10.100.0.0/16" }],
    ...more,
  });

export const proxySubnetwork = () =>
  resource("compute.Subnetwork", {
    name: "bank-proxies",
    region,
    network: inProject("global/networks/bank"),
    ipCidrRange: "10.8.0.0/23",
    purpose: "GLOBAL_MANAGED_PROXY",
    role: "ACTIVE",
  });

export const nat = (more: Inputs = {}) =>
  resource("compute.RouterNat", {
    name: "bank-nat",
    router: "bank",
    region,
    natIpAllocateOption: "AUTO_ONLY",
    sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
    enableDynamicPortAllocation: true,
    minPortsPerVm: 64,
    maxPortsPerVm: 4096,
    ...more,
  });

export const firewall = (more: Inputs = {}) =>
  resource("compute.Firewall", {
    name: "bank-health",
    network: inProject("global/networks/bank"),
    sourceRanges: ["35.191.0.0/16", "130.211.0.0/22"],
    allows: [{ protocol: "tcp", ports: ["8080", "9000-9010"] }],
    ...more,
  });

export const template = (more: Inputs = {}) =>
  resource("compute.RegionInstanceTemplate", {
    region,
    machineType: "e2-standard-2",
    disks: [{ boot: true, sourceImage: "projects/debian-cloud/global/images/debian-12" }],
    networkInterfaces: [
      { subnetwork: inProject("regions/us-central1/subnetworks/bank-us-central1") },
    ],
    ...more,
  });

export const group = (more: Inputs = {}, rest: Partial<Resource> = {}) =>
  resource(
    "compute.RegionInstanceGroupManager",
    {
      name: "bank-web",
      region,
      baseInstanceName: "bank-web",
      versions: [{ instanceTemplate: inProject("regions/us-central1/instanceTemplates/web") }],
      distributionPolicyZones: zones,
      namedPorts: [{ name: "http", port: 8080 }],
      updatePolicy: {
        type: "PROACTIVE",
        minimalAction: "REPLACE",
        maxSurgeFixed: 3,
        maxUnavailableFixed: 0,
      },
      ...more,
    },
    rest,
  );

export const autoscaler = (more: Inputs = {}) =>
  resource("compute.RegionAutoscaler", {
    name: "bank-web",
    region,
    target: inProject("regions/us-central1/instanceGroupManagers/bank-web"),
    autoscalingPolicy: { minReplicas: 3, maxReplicas: 12, cpuUtilization: { target: 0.6 } },
    ...more,
  });

export const healthCheck = (more: Inputs = {}) =>
  resource("compute.HealthCheck", {
    name: "bank-ready",
    httpHealthCheck: { port: 8080, requestPath: "/readyz" },
    ...more,
  });

export const dnsCheck = (more: Inputs = {}) =>
  resource("compute.HealthCheck", {
    name: "bank-dns",
    checkIntervalSec: 30,
    sourceRegions: ["us-central1", "us-east1", "us-west1"],
    tcpHealthCheck: { port: 443 },
    ...more,
  });

export const backendService = (more: Inputs = {}) =>
  resource("compute.BackendService", {
    name: "bank-web",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    portName: "http",
    healthChecks: inProject("global/healthChecks/bank-ready"),
    backends: [
      {
        group: inProject("regions/us-central1/instanceGroups/bank-web"),
        balancingMode: "RATE",
        maxRatePerInstance: 200,
        capacityScaler: 1,
      },
    ],
    ...more,
  });

export const twoBackends = () => [
  { group: inProject("regions/us-central1/instanceGroups/bank-web"), capacityScaler: 1 },
  { group: inProject("regions/us-east1/instanceGroups/bank-web"), capacityScaler: 0 },
];

export const regionalBackend = (more: Inputs = {}) =>
  resource("compute.RegionBackendService", {
    name: "bank-internal",
    region,
    loadBalancingScheme: "INTERNAL_MANAGED",
    healthChecks: inProject("global/healthChecks/bank-ready"),
    backends: [
      { group: inProject("regions/us-central1/instanceGroups/bank-web"), capacityScaler: 1 },
    ],
    ...more,
  });

export const urlMap = (more: Inputs = {}) =>
  resource("compute.URLMap", {
    name: "bank",
    defaultService: inProject("global/backendServices/bank-web"),
    ...more,
  });

export const httpsProxy = (more: Inputs = {}) =>
  resource("compute.TargetHttpsProxy", {
    name: "bank",
    urlMap: inProject("global/urlMaps/bank"),
    certificateMap:
      "//certificatemanager.googleapis.com/projects/bank-prod/locations/global/certificateMaps/bank",
    ...more,
  });

export const globalRule = (more: Inputs = {}) =>
  resource("compute.GlobalForwardingRule", {
    name: "bank",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    target: inProject("global/targetHttpsProxies/bank"),
    portRange: "443",
    ...more,
  });

export const regionalRule = (more: Inputs = {}) =>
  resource("compute.ForwardingRule", {
    name: "bank-internal",
    region,
    loadBalancingScheme: "INTERNAL_MANAGED",
    backendService: inProject("regions/us-central1/backendServices/bank-internal"),
    allPorts: true,
    ...more,
  });

export const securityPolicy = (more: Inputs = {}) =>
  resource("compute.SecurityPolicy", {
    name: "bank",
    rules: [
      {
        action: "deny(403)",
        priority: 1000,
        match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["203.0.113.0/24"] } },
      },
      {
        action: "allow",
        priority: 2147483647,
        match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
      },
    ],
    ...more,
  });
