import type { Mutant } from "../mutate";

export const groups: readonly Mutant[] = [
  {
    rule: "R10",
    what: "a group in one zone",
    changes: [
      {
        at: "dr compute.RegionInstanceGroupManager web-us-east1",
        set: { distributionPolicyZones: ["us-east1-b"] },
      },
    ],
    says: [
      'dr web-us-east1 distributionPolicyZones: "us-east1-b" is the only zone, and the service goes down with it; name two or more',
    ],
  },
  {
    rule: "R10",
    what: "a zonal group",
    changes: [
      { at: "dr compute.RegionInstanceGroupManager web-us-east1", set: { zone: "us-east1-b" } },
    ],
    says: [
      'dr web-us-east1 zone: "us-east1-b" is the only zone, and the service goes down with it; use a RegionInstanceGroupManager',
    ],
  },
  {
    rule: "R11",
    what: "too few for a lost zone",
    changes: [
      {
        at: "prod compute.RegionAutoscaler web-us-central1",
        set: { "autoscalingPolicy.minReplicas": 13 },
      },
    ],
    says: [
      'prod web-us-central1 autoscalingPolicy.minReplicas: "13" leaves 5 with one of 2 zones lost and one instance out, and the peak needs 6; use 14',
    ],
  },
  {
    rule: "R11",
    what: "an autoscaler that is off in hot",
    changes: [
      { at: "dr compute.RegionAutoscaler web-us-east1", set: { "autoscalingPolicy.mode": "OFF" } },
    ],
    says: [
      'dr web-us-east1 autoscalingPolicy.mode: "OFF" adds no instance when a zone is lost; use ON',
    ],
  },
  {
    rule: "R11",
    what: "an empty zone in warm",
    changes: [
      {
        at: "prod compute.RegionAutoscaler web-us-central1",
        set: { "autoscalingPolicy.minReplicas": 1 },
      },
    ],
    of: "warm",
    says: [
      'prod web-us-central1 autoscalingPolicy.minReplicas: "1" leaves a zone of the standby region empty; use 2',
    ],
  },
  {
    rule: "R12",
    what: "a standby that can't grow",
    changes: [
      {
        at: "dr compute.RegionAutoscaler web-us-east1",
        set: { "autoscalingPolicy.maxReplicas": 8 },
      },
    ],
    says: [
      'dr web-us-east1 autoscalingPolicy.maxReplicas: "8" leaves 5 with one of 3 zones lost, and the whole peak needs 6; raise it',
    ],
  },
  {
    rule: "R13",
    what: "an update that takes one away",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        set: { "updatePolicy.maxUnavailableFixed": 2 },
      },
    ],
    says: [
      'prod web-us-central1 updatePolicy.maxUnavailableFixed: "2" takes instances out of service during an update; use 0',
    ],
  },
  {
    rule: "R13",
    what: "a surge below the zones",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        set: { "updatePolicy.maxSurgeFixed": 1 },
      },
    ],
    says: [
      'prod web-us-central1 updatePolicy.maxSurgeFixed: "1" is less than one for each of 2 zones, which the API refuses; use 2',
    ],
  },
  {
    rule: "R13",
    what: "no room for an update",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        set: { "updatePolicy.maxSurgeFixed": 0 },
      },
    ],
    says: [
      'prod web-us-central1 updatePolicy.maxSurgeFixed: "0" leaves no way to update, since none may be unavailable either; use 2',
    ],
  },
  {
    rule: "R13",
    what: "a percentage of few",
    changes: [
      {
        at: "dr compute.RegionInstanceGroupManager products-us-east1",
        set: {
          "updatePolicy.maxUnavailableFixed": undefined,
          "updatePolicy.maxUnavailablePercent": 20,
        },
      },
    ],
    says: [
      'dr products-us-east1 updatePolicy.maxUnavailablePercent: a percentage needs 10 instances, and the group may have "5"; use a fixed number',
    ],
  },
  {
    rule: "R13",
    what: "ready as soon as started",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        set: { "updatePolicy.minReadySec": undefined },
      },
    ],
    says: [
      "prod web-us-central1 updatePolicy.minReadySec: an instance that has just started counts as ready; set it to 10",
    ],
  },
  {
    rule: "R14",
    what: "no autohealing",
    changes: [
      {
        at: "dr compute.RegionInstanceGroupManager web-us-east1",
        set: { autoHealingPolicies: undefined },
        needsBy: { versions: ["dr compute.RegionInstanceTemplate web-us-east1"] },
      },
    ],
    says: [
      "dr web-us-east1 autoHealingPolicies: is missing: an instance that hangs stays as it is; give it a check of liveness",
    ],
  },
  {
    rule: "R14",
    what: "the load balancer's check for autohealing",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        needsBy: {
          autoHealingPolicies: ["prod compute.HealthCheck web-ready"],
          versions: ["prod compute.RegionInstanceTemplate web-us-central1"],
        },
      },
    ],
    says: [
      'prod web-us-central1 autoHealingPolicies.healthCheck: "web-ready" decides about traffic too, and would restart instances that only wait; make one of its own',
    ],
  },
  {
    rule: "R14",
    what: "autohealing that asks for readiness",
    changes: [
      {
        at: "prod compute.RegionHealthCheck web-alive-us-central1",
        set: { "httpHealthCheck.requestPath": "/readyz" },
      },
    ],
    says: [
      'prod web-alive-us-central1 httpHealthCheck.requestPath: "/readyz" is what the load balancer asks for; ask for liveness alone',
    ],
  },
  {
    rule: "R14",
    what: "autohealing without patience",
    changes: [
      { at: "dr compute.RegionHealthCheck web-alive-us-east1", set: { unhealthyThreshold: 1 } },
    ],
    says: [
      "dr web-alive-us-east1 unhealthyThreshold: gives up after 15 s, no later than the load balancer's 15 s; raise it, or checkIntervalSec",
    ],
  },
  {
    rule: "R14",
    what: "autohealing before the end of the boot",
    changes: [
      {
        at: "dr compute.RegionInstanceGroupManager accounts-us-east1",
        set: { "autoHealingPolicies.initialDelaySec": 90 },
      },
    ],
    says: [
      'dr accounts-us-east1 autoHealingPolicies.initialDelaySec: "90" is over before the 120 s of a boot, so no instance would ever come up; use 120 or more',
    ],
  },
  {
    rule: "R15",
    what: "a check that overtakes itself",
    changes: [{ at: "prod compute.HealthCheck web-ready", set: { timeoutSec: 10 } }],
    says: [
      'prod web-ready timeoutSec: "10" is longer than the 5 s from one question to the next; use 5 or less',
    ],
  },
];
