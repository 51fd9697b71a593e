import type { Change, Mutant, Place } from "../mutate";

const needs: readonly Place[] = [
  "prod projects.Service compute",
  "prod projects.Service certificatemanager",
  "prod projects.Service dns",
];
const GROUP =
  "https://www.googleapis.com/compute/v1/projects/example-bank-prod/regions/us-central1/instanceGroups/online-bank-web-us-central1";

/** A way in of the home region's own, beside what the bank has. */
export function backup(set: Readonly<Record<string, unknown>> = {}): readonly Change[] {
  const proof: Place = "prod certificatemanager.DnsAuthorization backup";
  const proxies = { purpose: "REGIONAL_MANAGED_PROXY", role: "ACTIVE" };
  return [
    {
      ...{ at: "prod compute.RegionBackendService web-backup", is: "new", needs },
      set: {
        ...{ region: "us-central1", loadBalancingScheme: "EXTERNAL_MANAGED" },
        backends: [{ group: GROUP, balancingMode: "RATE", maxRatePerInstance: 200 }],
        ...{ connectionDrainingTimeoutSec: 60, logConfig: { enable: true } },
        securityPolicy: "backup",
        ...set,
      },
    },
    {
      ...{ at: "prod compute.Subnetwork edge-proxies", is: "new", needs },
      set: { ...proxies, region: "us-central1", ipCidrRange: "10.3.128.0/23" },
    },
    {
      ...{ at: proof, is: "new", needs },
      set: { domain: "bank.example.com", location: "us-central1" },
    },
    {
      ...{ at: "prod dns.RecordSet backup-proof", is: "new", needs },
      needsBy: { rrdatas: [proof] },
    },
    {
      ...{ at: "prod certificatemanager.Certificate backup", is: "new", needs },
      set: { location: "us-central1", managed: { dnsAuthorizations: ["late"] } },
      needsBy: { managed: [proof] },
    },
  ];
}

/** What is wrong with the ways in. */
export const edge: readonly Mutant[] = [
  {
    rule: "R16",
    what: "proxies of the backup load balancer that are let in by nobody",
    changes: [
      ...backup(),
      { at: "prod compute.Subnetwork edge-proxies", set: { ipCidrRange: "10.3.132.0/23" } },
    ],
    says: [
      'prod web-us-central1 namedPorts: no firewall rule lets 10.3.132.0/23 in on port "8080", so no instance would be healthy; allow it',
    ],
  },
  {
    rule: "R17",
    what: "a regional load balancer before no group",
    changes: backup({ backends: [], outlierDetection: { consecutiveErrors: 5 } }),
    says: [
      'prod web-backup backends: has none in "us-central1", which stands ready in vain; add its group',
    ],
  },
  {
    rule: "R19",
    what: "a certificate for everywhere that is proven in one region",
    changes: [
      ...backup(),
      { at: "prod certificatemanager.Certificate backup", set: { location: undefined } },
    ],
    says: ['prod backup location: "us-central1" may be lost; leave it out, for a global one'],
  },
  {
    rule: "R20",
    what: "a record that fails over and is kept for five minutes",
    changes: [{ at: "prod dns.RecordSet services", set: { ttl: 300 } }],
    says: [
      'prod services ttl: "300" keeps clients away for so many seconds after a change; use 60 or less',
    ],
  },
  {
    rule: "R29",
    what: "a public address of a region that a destroy takes along",
    changes: [
      {
        ...{ at: "prod compute.Address backup", is: "new", needs },
        set: { region: "us-central1", addressType: "EXTERNAL" },
      },
    ],
    says: [
      "prod backup : isn't protected: a destroy would take it along, and others hang on it; give the option protect",
    ],
  },
  {
    rule: "R33",
    what: "a backup load balancer without a policy",
    changes: backup({ securityPolicy: undefined }),
    says: [
      "prod web-backup securityPolicy: is missing, so one client can take all there is; attach one",
    ],
  },
  {
    rule: "R33",
    what: "a regional policy that limits nobody",
    changes: [
      {
        ...{ at: "prod compute.RegionSecurityPolicy backup", is: "new", needs },
        set: { region: "us-central1", rules: [{ action: "allow", priority: 2147483647 }] },
      },
    ],
    says: ["prod backup rules: none limits the rate of a client; add one that throttles"],
  },
];
