import type { Mutant } from "../mutate";

export const network: readonly Mutant[] = [
  {
    rule: "R21",
    what: "a region without NAT",
    changes: [{ at: "dr compute.RouterNat us-east1", is: "gone" }],
    says: [
      'dr accounts-us-east1 region: "us-east1" has no NAT, so its instances can\'t fetch their images; declare a router and a NAT',
    ],
  },
  {
    rule: "R21",
    what: "a smaller NAT in the standby region",
    changes: [{ at: "dr compute.RouterNat us-east1", set: { maxPortsPerVm: 1024 } }],
    says: [
      'dr us-east1 maxPortsPerVm: "1024" is less than the primary region\'s "4096", so a failover runs out of ports; use the same',
    ],
  },
  {
    rule: "R25",
    what: "a need of another region's resource",
    changes: [
      {
        at: "dr compute.RegionHealthCheck web-alive-us-east1",
        needs: ["prod compute.Subnetwork us-central1"],
      },
    ],
    says: [
      'dr web-alive-us-east1 : needs the Subnetwork us-central1 of "us-central1", so "us-east1" can\'t be stood up without that region; cut the tie',
    ],
  },
  {
    rule: "R25",
    what: "a link into another region",
    changes: [
      {
        at: "dr compute.Address internal-us-east1",
        set: {
          subnetwork:
            "projects/example-bank-prod/regions/us-central1/subnetworks/online-bank-us-central1",
        },
      },
    ],
    says: [
      'dr internal-us-east1 subnetwork: "projects/example-bank-prod/regions/us-central1/subnetworks/online-bank-us-central1" is in another region than "us-east1"; use what is in the same region, or global',
    ],
  },
  {
    rule: "R25",
    what: "an account that nobody declares",
    changes: [{ at: "prod serviceaccount.Account products", is: "gone" }],
    says: [
      'dr products-us-east1 serviceAccount.email: "online-bank-products@example-bank-prod.iam.gserviceaccount.com" is an account that no stack declares, so no instance starts; declare it',
      'prod products-us-central1 serviceAccount.email: "online-bank-products@example-bank-prod.iam.gserviceaccount.com" is an account that no stack declares, so no instance starts; declare it',
    ],
  },
  {
    rule: "R25",
    what: "an account without rights",
    changes: [
      { at: "prod projects.IAMMember web-images", is: "gone" },
      { at: "prod projects.IAMMember web-logs", is: "gone" },
      { at: "prod projects.IAMMember web-metrics", is: "gone" },
    ],
    says: [
      'dr web-us-east1 serviceAccount.email: "online-bank-web@example-bank-prod.iam.gserviceaccount.com" has no right in the project, not even to write logs; grant what it needs',
      'prod web-us-central1 serviceAccount.email: "online-bank-web@example-bank-prod.iam.gserviceaccount.com" has no right in the project, not even to write logs; grant what it needs',
    ],
  },
  {
    rule: "R29",
    what: "a network that a destroy takes along",
    changes: [{ at: "prod compute.Network online-bank", options: { protect: false } }],
    says: [
      "prod online-bank : isn't protected: a destroy would take it along, and others hang on it; give the option protect",
    ],
  },
  {
    rule: "R29",
    what: "protected compute",
    changes: [
      { at: "prod compute.RegionInstanceTemplate web-us-central1", options: { protect: true } },
    ],
    says: [
      "prod web-us-central1 : is protected, so that no update can replace it; leave the option protect out",
    ],
  },
  {
    rule: "R36",
    what: "something of another region",
    changes: [{ at: "prod compute.Subnetwork proxies-us-central1", set: { region: "us-east1" } }],
    says: [
      'prod proxies-us-central1 region: "us-east1" isn\'t the stack\'s region "us-central1"; declare it in that region\'s stack',
    ],
  },
  {
    rule: "R36",
    what: "a zone of another region",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        set: { distributionPolicyZones: ["us-central1-a", "us-east1-b"] },
      },
    ],
    says: [
      'prod web-us-central1 distributionPolicyZones: "us-east1-b" isn\'t a zone of "us-central1"; use us-central1-a, us-central1-b',
    ],
  },
  {
    rule: "R36",
    what: "a zone that isn't described",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        set: { distributionPolicyZones: ["us-central1-a", "us-central1-f"] },
      },
    ],
    says: [
      'prod web-us-central1 distributionPolicyZones: "us-central1-f" isn\'t described; use us-central1-a, us-central1-b',
    ],
  },
  {
    rule: "R37",
    what: "an API that a destroy switches off",
    changes: [{ at: "prod projects.Service dns", set: { disableOnDestroy: true } }],
    says: [
      'prod dns disableOnDestroy: "true": a destroy would switch it off for everybody; set it to false',
    ],
  },
  {
    rule: "R37",
    what: "a bucket before its API",
    changes: [{ at: "prod storage.Bucket documents", needs: [] }],
    says: [
      'prod documents : may be made before its API "storage.googleapis.com" is on; let it depend on that',
      'prod documents-accounts : may be made before its API "storage.googleapis.com" is on; let it depend on that',
    ],
  },
  {
    rule: "R38",
    what: "a small range",
    changes: [
      { at: "prod compute.GlobalAddress online-bank-private-services", set: { prefixLength: 26 } },
    ],
    says: [
      'prod online-bank-private-services prefixLength: "26" is smaller than a /24, which one product alone may take; use 16',
    ],
  },
  {
    rule: "R38",
    what: "a range over a subnet",
    changes: [
      {
        at: "prod compute.GlobalAddress online-bank-private-services",
        set: { address: "10.6.0.0" },
      },
    ],
    says: [
      "prod online-bank-private-services address: overlaps the subnet us-east1; take another range",
    ],
  },
  {
    rule: "R38",
    what: "a connection that a destroy takes along",
    changes: [{ at: "prod servicenetworking.Connection online-bank", options: { protect: false } }],
    says: [
      "prod online-bank : isn't protected: without it every database is cut off; give the option protect",
    ],
  },
];
