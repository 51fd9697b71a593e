import type { Change, Mutant } from "../mutate";

/** Nodes for the bank's web that break nothing, but for what is given. */
function nodes(set: Readonly<Record<string, unknown>>): Change {
  const good = {
    location: "us-east1",
    nodeLocations: ["us-east1-b", "us-east1-c", "us-east1-d"],
    autoscaling: { totalMinNodeCount: 6, totalMaxNodeCount: 9 },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    management: { autoRepair: true, autoUpgrade: true },
    nodeConfig: {
      machineType: "e2-standard-4",
      imageType: "COS_CONTAINERD",
      labels: { pool: "web" },
    },
  };
  return { at: "dr container.NodePool web-us-east1", is: "new", set: { ...good, ...set } };
}

/** Pods of the bank's web in that pool, which carry the peak with two processors each. */
const PODS: Change = {
  at: "dr kubernetes:apps.Deployment web-pods",
  is: "new",
  set: {
    "metadata.name": "web",
    "spec.minReadySeconds": 10,
    "spec.strategy": { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 3 } },
    "spec.template.spec.nodeSelector": { pool: "web" },
    "spec.template.spec.topologySpreadConstraints": [
      { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
    ],
    "spec.template.spec.containers": [{ name: "web", resources: { requests: { cpu: "2000m" } } }],
  },
};

function scaled(least: number, most: number): Change {
  return {
    at: "dr kubernetes:autoscaling.HorizontalPodAutoscaler web-pods",
    is: "new",
    set: {
      "spec.minReplicas": least,
      "spec.maxReplicas": most,
      "spec.scaleTargetRef": { kind: "Deployment", name: "web" },
    },
  };
}

const endpoints = (zone: string, capacityScaler = 1) => ({
  group: `projects/p/zones/${zone}/networkEndpointGroups/online-bank-web`,
  balancingMode: "RATE",
  capacityScaler,
});
const CENTRAL = [endpoints("us-central1-a"), endpoints("us-central1-b")];
const EAST = ["us-east1-b", "us-east1-c", "us-east1-d"];

export const podNodes: readonly Mutant[] = [
  {
    rule: "R10",
    what: "nodes in one zone",
    changes: [nodes({ nodeLocations: ["us-east1-b"] })],
    says: [
      'prod web-us-east1 nodeLocations: "us-east1-b" is the only zone, and the pods on these nodes go down with it; name two or more',
    ],
  },
  {
    rule: "R13",
    what: "nodes that go before others come, and stay broken",
    changes: [
      nodes({
        upgradeSettings: { strategy: "SURGE", maxSurge: 0, maxUnavailable: 1 },
        management: { autoRepair: false },
      }),
    ],
    says: [
      "prod web-us-east1 management.autoRepair: a node that hangs stays as it is, and its pods with it; set it to true",
      'prod web-us-east1 upgradeSettings.maxUnavailable: "1" takes nodes away before others are there; use 0',
    ],
  },
  {
    rule: "R24",
    what: "nodes of whatever image comes",
    changes: [nodes({ nodeConfig: { machineType: "e2-standard-4", labels: { pool: "web" } } })],
    says: [
      "prod web-us-east1 nodeConfig.imageType: is missing: the region that is made later may get another kind of image; name it, such as COS_CONTAINERD",
    ],
  },
  {
    rule: "R11",
    what: "pods that are too few with a zone lost",
    changes: [scaled(6, 15)],
    says: [
      'prod web-pods spec.minReplicas: "6" leaves 3 with one of 3 zones lost and one pod out, and the peak needs 6; use 11',
    ],
  },
  {
    rule: "R11",
    what: "nodes that are too few for the pods of the peak with a zone lost",
    changes: [nodes({ autoscaling: { totalMinNodeCount: 3, totalMaxNodeCount: 9 } }), PODS],
    says: [
      'prod web-us-east1 autoscaling.totalMinNodeCount: "3" leaves 8 processors with one of 3 zones lost, and the pods of the peak ask for 12; raise it',
    ],
  },
  {
    rule: "R12",
    what: "pods that can't grow to the whole peak",
    changes: [scaled(11, 8)],
    says: [
      'prod web-pods spec.maxReplicas: "8" leaves 5 with one of 3 zones lost, and the whole peak needs 6; raise it',
    ],
  },
  {
    rule: "R17",
    what: "a zone whose endpoint group is no backend, one that is closed alone",
    changes: [
      {
        at: "prod compute.BackendService web",
        set: {
          backends: [...CENTRAL, endpoints("us-east1-b"), endpoints("us-east1-c", 0)],
        },
      },
    ],
    says: [
      'prod web backends: has no endpoint group of "us-east1-d", so the pods there get no request; add it',
      'prod web backends: of "us-east1" have different capacities in one region; open or close them together',
    ],
  },
  {
    rule: "R17",
    what: "endpoint groups of a region that isn't standing",
    of: "cold",
    changes: [
      {
        at: "prod compute.BackendService web",
        set: { backends: [...CENTRAL, ...EAST.map((zone) => endpoints(zone, 0))] },
      },
    ],
    says: [
      'prod web backends: has endpoint groups of "us-east1", which isn\'t standing; take them out',
    ],
  },
];
