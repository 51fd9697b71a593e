import type { Change, Mutant } from "../mutate";

const DIGEST = `sha256:${"0".repeat(64)}`;
const IMAGE = `us-docker.pkg.dev/bank/apps/web@${DIGEST}`;
const SPREAD = [
  { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule", maxSkew: 1 },
];

/** Pods of the bank's web that break nothing, but for what is given. */
function deployed(set: Readonly<Record<string, unknown>>): Change {
  const good = {
    "spec.minReadySeconds": 10,
    "spec.strategy": { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 3 } },
    "spec.template.spec.topologySpreadConstraints": SPREAD,
    "spec.template.spec.containers": [{ name: "web", image: IMAGE }],
  };
  return { at: "prod kubernetes:apps.Deployment web-pods", is: "new", set: { ...good, ...set } };
}

export const pods: readonly Mutant[] = [
  {
    rule: "R10",
    what: "pods in one zone if need be",
    changes: [
      deployed({
        "spec.template.spec.topologySpreadConstraints": [
          { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
        ],
      }),
    ],
    says: [
      "prod web-pods spec.template.spec.topologySpreadConstraints: lets all pods be in one zone, and the service goes down with it; spread them over topology.kubernetes.io/zone, DoNotSchedule",
    ],
  },
  {
    rule: "R13",
    what: "pods that go before others come",
    changes: [
      deployed({
        "spec.minReadySeconds": undefined,
        "spec.strategy.rollingUpdate.maxUnavailable": "25%",
      }),
    ],
    says: [
      "prod web-pods spec.minReadySeconds: a pod that has just started counts as ready; set it to 10",
      'prod web-pods spec.strategy.rollingUpdate.maxUnavailable: "25%" takes pods out of service during an update; use 0',
    ],
  },
  {
    rule: "R13",
    what: "pods that all go at once",
    changes: [deployed({ "spec.strategy": { type: "Recreate" } })],
    says: [
      'prod web-pods spec.strategy.type: "Recreate" takes all pods away before new ones serve; use RollingUpdate',
    ],
  },
  {
    rule: "R24",
    what: "pods by a tag, from a registry in one region",
    changes: [
      deployed({
        "spec.template.spec.containers": [
          { name: "web", image: "us-east1-docker.pkg.dev/bank/apps/web:1" },
        ],
      }),
    ],
    says: [
      'prod web-pods spec.template.spec.containers[0].image: "us-east1-docker.pkg.dev/bank/apps/web:1" is kept in "us-east1" alone, and can\'t be fetched once that is lost; use a multi-regional registry',
      'prod web-pods spec.template.spec.containers[0].image: "us-east1-docker.pkg.dev/bank/apps/web:1" isn\'t pinned by its digest, so each region runs another version; add @sha256:…',
    ],
  },
];
