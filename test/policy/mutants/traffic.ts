import type { Mutant } from "../mutate";

export const traffic: readonly Mutant[] = [
  {
    rule: "R16",
    what: "half of Google's ranges",
    changes: [
      { at: "prod compute.Firewall health-checks", set: { sourceRanges: ["35.191.0.0/16"] } },
    ],
    says: [
      'dr accounts-us-east1 namedPorts: no firewall rule lets 130.211.0.0/22 in on port "8080", so no instance would be healthy; allow it',
      'dr products-us-east1 namedPorts: no firewall rule lets 130.211.0.0/22 in on port "8080", so no instance would be healthy; allow it',
      'dr web-us-east1 namedPorts: no firewall rule lets 130.211.0.0/22 in on port "8080", so no instance would be healthy; allow it',
      'prod accounts-us-central1 namedPorts: no firewall rule lets 130.211.0.0/22 in on port "8080", so no instance would be healthy; allow it',
      'prod products-us-central1 namedPorts: no firewall rule lets 130.211.0.0/22 in on port "8080", so no instance would be healthy; allow it',
      'prod web-us-central1 namedPorts: no firewall rule lets 130.211.0.0/22 in on port "8080", so no instance would be healthy; allow it',
    ],
  },
  {
    rule: "R16",
    what: "a group on a port that is closed",
    changes: [
      {
        at: "dr compute.RegionInstanceGroupManager web-us-east1",
        set: { namedPorts: [{ name: "http", port: 9000 }] },
      },
    ],
    says: [
      'dr web-us-east1 namedPorts: no firewall rule lets 35.191.0.0/16, 130.211.0.0/22 in on port "9000", so no instance would be healthy; allow it',
      'prod web-ready : asks on port "8080", and the group web-us-east1 serves on 9000; use that',
    ],
  },
  {
    rule: "R16",
    what: "a check on another port",
    changes: [
      { at: "prod compute.HealthCheck products-ready", set: { "httpHealthCheck.port": 9000 } },
    ],
    says: [
      'prod products-ready : asks on port "9000", and the group products-us-central1 serves on 8080; use that',
      'prod products-ready : asks on port "9000", and the group products-us-east1 serves on 8080; use that',
    ],
  },
  {
    rule: "R16",
    what: "proxies of one region only",
    changes: [
      { at: "prod compute.Firewall internal-proxies", set: { sourceRanges: ["10.3.128.0/23"] } },
    ],
    says: [
      'dr accounts-us-east1 namedPorts: no firewall rule lets 10.7.128.0/23 in on port "8080", so no instance would be healthy; allow it',
      'dr products-us-east1 namedPorts: no firewall rule lets 10.7.128.0/23 in on port "8080", so no instance would be healthy; allow it',
      'prod accounts-us-central1 namedPorts: no firewall rule lets 10.7.128.0/23 in on port "8080", so no instance would be healthy; allow it',
      'prod products-us-central1 namedPorts: no firewall rule lets 10.7.128.0/23 in on port "8080", so no instance would be healthy; allow it',
    ],
  },
  {
    rule: "R17",
    what: "a standing region that gets nothing",
    changes: [
      {
        at: "prod compute.BackendService web",
        set: {
          backends: [
            {
              balancingMode: "RATE",
              capacityScaler: 1,
              maxRatePerInstance: 200,
              group:
                "https://www.googleapis.com/compute/v1/projects/example-bank-prod/regions/us-central1/instanceGroups/online-bank-web-us-central1",
            },
          ],
        },
      },
    ],
    says: ['prod web backends: has none in "us-east1", which stands ready in vain; add its group'],
  },
  {
    rule: "R17",
    what: "a planned region as a backend",
    changes: [
      {
        at: "prod compute.BackendService web",
        set: {
          "backends.1": {
            balancingMode: "RATE",
            capacityScaler: 0,
            maxRatePerInstance: 200,
            group:
              "https://www.googleapis.com/compute/v1/projects/example-bank-prod/regions/us-east1/instanceGroups/online-bank-web-us-east1",
          },
        },
      },
    ],
    of: "cold",
    says: ['prod web backends: has one in "us-east1", which isn\'t standing; take it out'],
  },
  {
    rule: "R17",
    what: "two ways to balance",
    changes: [
      { at: "prod compute.BackendService web", set: { "backends.1.balancingMode": "UTILIZATION" } },
    ],
    says: ["prod web backends: are balanced in different ways, RATE and UTILIZATION; use one"],
  },
  {
    rule: "R17",
    what: "all backends closed",
    changes: [
      { at: "prod compute.BackendService accounts", set: { "backends.0.capacityScaler": 0 } },
    ],
    says: [
      'prod accounts backends: all have the capacity "0", so that the service takes no request; open the primary region\'s',
    ],
  },
  {
    rule: "R17",
    what: "no draining",
    changes: [{ at: "prod compute.BackendService web", set: { connectionDrainingTimeoutSec: 0 } }],
    says: [
      "prod web connectionDrainingTimeoutSec: requests on their way are cut off when an instance leaves; use 60",
    ],
  },
  {
    rule: "R17",
    what: "no logs",
    changes: [{ at: "prod compute.BackendService web", set: { "logConfig.enable": false } }],
    says: ["prod web logConfig.enable: nobody can see afterwards what was refused; set it to true"],
  },
  {
    rule: "R18",
    what: "a service that takes any load",
    changes: [
      {
        at: "prod compute.BackendService accounts",
        set: { "backends.0.maxRatePerInstance": undefined },
      },
    ],
    says: [
      "prod accounts : takes any load, with neither outlierDetection, circuitBreakers nor maxRatePerInstance; give one",
    ],
  },
  {
    rule: "R18",
    what: "many retries, on everything",
    changes: [
      {
        at: "prod compute.URLMap online-bank",
        set: {
          pathMatchers: [
            {
              routeRules: [
                { routeAction: { retryPolicy: { numRetries: 5, retryConditions: ["5xx"] } } },
              ],
            },
          ],
        },
      },
    ],
    says: [
      "prod online-bank pathMatchers[0].routeRules[0].routeAction.retryPolicy: has no perTryTimeout, so the first try takes all the time; give one",
      'prod online-bank pathMatchers[0].routeRules[0].routeAction.retryPolicy.numRetries: "5" multiplies the load of what is slow already; use 2 or less',
      'prod online-bank pathMatchers[0].routeRules[0].routeAction.retryPolicy.retryConditions: ["5xx"] may write twice; use connect-failure or refused-stream',
    ],
  },
  {
    rule: "R19",
    what: "a certificate without DNS authorization",
    changes: [
      {
        at: "prod certificatemanager.Certificate online-bank",
        set: { "managed.dnsAuthorizations": undefined },
      },
    ],
    says: [
      "prod online-bank managed.dnsAuthorizations: is missing: renewal would need a load balancer that answers; authorise it by DNS",
    ],
  },
  {
    rule: "R19",
    what: "a certificate that nobody renews",
    changes: [
      {
        at: "prod compute.SSLCertificate web",
        needs: ["prod projects.Service compute"],
        is: "new",
      },
    ],
    says: [
      "prod web : nobody renews it; use a certificate of Certificate Manager that Google manages",
    ],
  },
  {
    rule: "R19",
    what: "an authorization in a region",
    changes: [
      {
        at: "prod certificatemanager.DnsAuthorization online-bank",
        set: { location: "us-central1" },
      },
    ],
    says: ['prod online-bank location: "us-central1" may be lost; leave it out, for a global one'],
  },
  {
    rule: "R19",
    what: "an authorization without proof",
    changes: [{ at: "prod dns.RecordSet online-bank-proof", is: "gone" }],
    says: [
      "prod online-bank : has no record that proves it, so no certificate is issued; add it to the public zone",
    ],
  },
  {
    rule: "R19",
    what: "a proxy without a certificate",
    changes: [
      { at: "prod compute.TargetHttpsProxy online-bank", set: { certificateMap: undefined } },
    ],
    says: ["prod online-bank : has no certificate, so no client connects; give it one"],
  },
  {
    rule: "R20",
    what: "a record that is kept for an hour",
    changes: [{ at: "prod dns.RecordSet accounts", set: { ttl: 3600 } }],
    says: [
      'prod accounts ttl: "3600" keeps clients away for so many seconds after a change; use 300 or less',
    ],
  },
  {
    rule: "R20",
    what: "an address that nobody reserved",
    changes: [
      {
        at: "prod compute.GlobalForwardingRule online-bank",
        set: { ipAddress: undefined },
        needsBy: {},
      },
    ],
    says: [
      "prod online-bank ipAddress: is no reserved address, so a new rule gets another one; reserve it as a GlobalAddress",
    ],
  },
  {
    rule: "R33",
    what: "a public service without a policy",
    changes: [{ at: "prod compute.BackendService web", set: { securityPolicy: undefined } }],
    says: ["prod web securityPolicy: is missing, so one client can take all there is; attach one"],
  },
  {
    rule: "R33",
    what: "no limit of a client's rate",
    changes: [
      { at: "prod compute.SecurityPolicy online-bank", set: { "rules.3.action": "allow" } },
    ],
    says: ["prod online-bank rules: none limits the rate of a client; add one that throttles"],
  },
  {
    rule: "R33",
    what: "no last rule",
    changes: [{ at: "prod compute.SecurityPolicy online-bank", set: { "rules.4.priority": 2000 } }],
    says: [
      'prod online-bank rules: none has the last priority "2147483647", so nobody sees what holds for the rest; add it',
    ],
  },
  {
    rule: "R33",
    what: "nothing that learns",
    changes: [
      {
        at: "prod compute.SecurityPolicy online-bank",
        set: { adaptiveProtectionConfig: undefined },
      },
    ],
    says: [
      "prod online-bank adaptiveProtectionConfig.layer7DdosDefenseConfig.enable: nothing learns what an attack looks like; set it to true",
    ],
  },
];
