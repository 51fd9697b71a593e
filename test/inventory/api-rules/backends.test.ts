import { backendRules } from "../../../inventory/api-rules/backend";
import { backendServiceRules } from "../../../inventory/api-rules/backend-service";
import { backendService, dnsCheck, group, regionalBackend, twoBackends } from "../good";
import { resource } from "../scene";
import { holdRules } from "./hold";

const two = () => backendService({ backends: twoBackends() });
const connecting = () =>
  backendService({
    protocol: "TCP",
    backends: [{ group: "g", balancingMode: "CONNECTION", maxConnectionsPerInstance: 100 }],
  });
const lbPolicy = () =>
  resource("networkservices.ServiceLbPolicies", {
    name: "bank",
    location: "global",
    failoverConfig: { failoverHealthThreshold: 70 },
  });
const passthrough = () =>
  resource("compute.RegionBackendService", {
    name: "bank-tcp",
    region: "us-central1",
    loadBalancingScheme: "INTERNAL",
    backends: [{ group: "g", balancingMode: "CONNECTION" }],
  });

describe("backends", () => {
  holdRules(backendRules, [
    [
      "backend/rate-without-limit",
      [backendService()],
      { "backends.0.maxRatePerInstance": undefined },
      [
        'backends[0]: has the balancing mode "RATE" and none of maxRate, maxRatePerInstance, maxRatePerEndpoint; give maxRatePerInstance',
      ],
    ],
    [
      "backend/connection-without-limit",
      [connecting()],
      { "backends.0.maxConnectionsPerInstance": undefined },
      [
        'backends[0]: has the balancing mode "CONNECTION" and none of maxConnections, maxConnectionsPerInstance, maxConnectionsPerEndpoint; give maxConnectionsPerInstance',
      ],
    ],
    [
      "backend/utilization-of-another-mode",
      [backendService()],
      { "backends.0.maxUtilization": 0.8 },
      [
        'backends[0].maxUtilization: doesn\'t go with the balancing mode "RATE"; leave it out, or use UTILIZATION',
      ],
    ],
    [
      "backend/limit-of-another-mode",
      [backendService()],
      { "backends.0.maxConnections": 100 },
      ['backends[0].maxConnections: doesn\'t go with the balancing mode "RATE"; leave it out'],
    ],
    [
      "backend/limit-of-another-mode",
      [connecting()],
      { "backends.0.maxRate": 100 },
      ['backends[0].maxRate: doesn\'t go with the balancing mode "CONNECTION"; leave it out'],
    ],
    [
      "backend/max-rate-of-regional-group",
      [backendService()],
      { "backends.0.maxRatePerInstance": undefined, "backends.0.maxRate": 900 },
      ["backends[0].maxRate: can't be used for a regional instance group; use maxRatePerInstance"],
    ],
    [
      "backend/capacity-range",
      [two()],
      { "backends.0.capacityScaler": 2 },
      ['backends[0].capacityScaler: "2" is not from 0 to 1; use 1'],
    ],
    [
      "backend/capacity-below-a-tenth",
      [two()],
      { "backends.0.capacityScaler": 0.05 },
      [
        'backends[0].capacityScaler: "0.05" is between 0 and 0.1, which is refused; use 0 to drain, or 0.1 and more',
      ],
    ],
    [
      "backend/single-at-zero",
      [backendService()],
      { "backends.0.capacityScaler": 0 },
      [
        'backends[0].capacityScaler: "0" drains the only backend, which is refused; leave it at 1, or add another backend first',
      ],
    ],
    [
      "backend/all-at-zero",
      [two()],
      { "backends.0.capacityScaler": 0 },
      ['backends: all have a capacityScaler of "0", so that nothing serves; give one of them 1'],
    ],
    [
      "backend/regional-capacity",
      [regionalBackend()],
      { "backends.0.capacityScaler": undefined },
      [
        'backends: has no capacityScaler above "0", which the scheme INTERNAL_MANAGED needs; give one of them 1',
      ],
    ],
    [
      "backend/managed-only",
      [passthrough()],
      { "backends.0.capacityScaler": 1 },
      ['backends[0].capacityScaler: doesn\'t go with the scheme "INTERNAL"; leave it out'],
    ],
    [
      "backend/preference",
      [backendService({ loadBalancingScheme: "EXTERNAL" })],
      { "backends.0.preference": "PREFERRED" },
      ['backends[0].preference: doesn\'t go with the scheme "EXTERNAL"; use EXTERNAL_MANAGED'],
    ],
  ]);
});

describe("backend services", () => {
  holdRules(backendServiceRules, [
    [
      "backend-service/classic-by-default",
      [backendService()],
      { loadBalancingScheme: undefined },
      [
        'loadBalancingScheme: is missing, which means "EXTERNAL", the classic load balancer; set EXTERNAL_MANAGED',
      ],
    ],
    [
      "backend-service/circuit-breakers",
      [backendService()],
      { circuitBreakers: { maxConnections: 100 } },
      [
        'circuitBreakers: goes with the scheme INTERNAL_SELF_MANAGED only, not with "EXTERNAL_MANAGED"; limit with a security policy instead',
      ],
    ],
    [
      "backend-service/outlier-detection",
      [backendService({ loadBalancingScheme: "INTERNAL_MANAGED" })],
      { outlierDetection: { consecutiveErrors: 5 } },
      [
        'outlierDetection: goes with the scheme INTERNAL_SELF_MANAGED or EXTERNAL_MANAGED only, not with "INTERNAL_MANAGED"; use EXTERNAL_MANAGED, or leave it out',
      ],
    ],
    [
      "backend-service/max-stream-duration",
      [backendService()],
      { maxStreamDuration: { seconds: "60" } },
      [
        'maxStreamDuration: goes with the scheme INTERNAL_SELF_MANAGED only, not with "EXTERNAL_MANAGED"; leave it out',
      ],
    ],
    [
      "backend-service/locality-policy",
      [backendService()],
      { localityLbPolicy: "ROUND_ROBIN" },
      [
        'localityLbPolicy: is documented for other schemes than "EXTERNAL_MANAGED" only; leave it out',
      ],
    ],
    [
      "backend-service/strong-cookie",
      [backendService()],
      { strongSessionAffinityCookie: { name: "bank" } },
      [
        'strongSessionAffinityCookie: doesn\'t go with the session affinity "NONE"; set STRONG_COOKIE_AFFINITY',
      ],
    ],
    [
      "backend-service/tls-settings",
      [backendService()],
      { tlsSettings: { sni: "bank.example.com" } },
      ['tlsSettings: doesn\'t go with the protocol "HTTP"; use HTTPS, HTTP2 or SSL'],
    ],
    [
      "backend-service/service-lb-policy",
      [backendService()],
      { serviceLbPolicy: "projects/p/locations/global/serviceLbPolicies/bank" },
      [
        "serviceLbPolicy: \"projects/p/locations/global/serviceLbPolicies/bank\" doesn't start with //networkservices.googleapis.com/; put that before the policy's id",
      ],
    ],
    [
      "backend-service/checked-for-dns",
      [backendService(), dnsCheck()],
      { healthChecks: "bank-dns" },
      [
        'healthChecks: "bank-dns" has sourceRegions, which serve DNS only; use a health check of its own',
      ],
    ],
    [
      "backend-service/port-name",
      [backendService(), group()],
      { portName: "https", "backends.0.group": "bank-web" },
      ['portName: "https" is not a named port of bank-web; add it to its namedPorts'],
    ],
    [
      "backend-service/failover-ratio",
      [passthrough()],
      { failoverPolicy: { failoverRatio: 50 } },
      ['failoverPolicy.failoverRatio: "50" is not from 0 to 1; use 0.5 for half'],
    ],
    [
      "backend-service/log-sample",
      [backendService()],
      { logConfig: { enable: true, sampleRate: 10 } },
      ['logConfig.sampleRate: "10" is not from 0 to 1; use 0.1 for one in ten'],
    ],
    [
      "backend-service/outlier-percent",
      [backendService()],
      { outlierDetection: { maxEjectionPercent: 150 } },
      ['outlierDetection.maxEjectionPercent: "150" is not from 0 to 100; give a percentage'],
    ],
    [
      "service-lb-policy/threshold",
      [lbPolicy()],
      { "failoverConfig.failoverHealthThreshold": 100 },
      ['failoverConfig.failoverHealthThreshold: "100" is not from 1 to 99; use 70'],
    ],
  ]);
});
