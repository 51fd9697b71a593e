import type { Cloud } from "../../../sandbox/cloud";
import type { JsonObject } from "../../../sandbox/json";
import { type Machine, stateOf } from "../../../sandbox/kinds/compute/machine";
import { front } from "../traffic/front";
import { link, PROJECT, put } from "./fleet";

const REGION = "us-central1";
export const ZONES = ["a", "b", "c"].map((letter) => `${REGION}-${letter}`);
const NAME = "shop/shop/web";
const DEPLOYMENT = `kubernetes:apps.Deployment:${PROJECT}/${REGION}/${NAME}`;

export interface PodsShape {
  readonly least?: number;
  readonly most?: number;
  readonly image?: string;
  /** Written out in the deployment: nobody scales it then. */
  readonly replicas?: number;
}

/** A service "web" in pods, and its cluster, as the shipped components declare them: three pods fit a node. */
export function inPods(cloud: Cloud, shape: PodsShape = {}): void {
  put(cloud, "container.Cluster", REGION, "shop", { nodeLocations: ZONES });
  put(cloud, "container.NodePool", REGION, "shop/shared-1", {
    nodeLocations: ZONES,
    autoscaling: { totalMinNodeCount: 3, totalMaxNodeCount: 9 },
    nodeConfig: { machineType: "e2-standard-4", labels: { pool: "shared" }, tags: ["backend"] },
  });
  put(cloud, "kubernetes:core.Service", REGION, NAME, {
    metadata: {
      annotations: { "cloud.google.com/neg": '{"exposed_ports":{"80":{"name":"web-pods"}}}' },
    },
    spec: { selector: { service: "web" } },
  });
  deploy(cloud, shape);
  put(cloud, "kubernetes:autoscaling.HorizontalPodAutoscaler", REGION, NAME, {
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      minReplicas: shape.least ?? 9,
      maxReplicas: shape.most ?? 12,
      metrics: [
        {
          type: "ContainerResource",
          containerResource: { name: "cpu", target: { averageUtilization: 60 } },
        },
      ],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 600,
          policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
        },
      },
    },
  });
}

/** The deployment alone, or a change of it. */
export function deploy(cloud: Cloud, { image = "shop/web@sha256:1", replicas }: PodsShape): void {
  put(cloud, "kubernetes:apps.Deployment", REGION, NAME, {
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      minReadySeconds: 10,
      strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 0 } },
      template: {
        metadata: { labels: { app: "web", service: "web" } },
        spec: { nodeSelector: { pool: "shared" }, containers: [container(image)] },
      },
    },
  });
}

function container(image: string): JsonObject {
  return {
    image,
    ports: [{ containerPort: 8080 }],
    resources: { requests: { cpu: "1", memory: "1Gi" } },
    startupProbe: { periodSeconds: 5, failureThreshold: 9 },
    lifecycle: { preStop: { sleep: { seconds: 20 } } },
  };
}

/** Its way in: the group of endpoints in each zone is a backend. */
export function frontOfPods(cloud: Cloud): void {
  const backends = ZONES.map((zone) => ({
    group: link(`zones/${zone}/networkEndpointGroups/web-pods`),
    balancingMode: "RATE",
    maxRatePerEndpoint: 50,
    capacityScaler: 1,
  }));
  front(cloud, { regions: {}, backend: { backends } });
}

export function podsIn(cloud: Cloud): readonly Machine[] {
  return stateOf(cloud, DEPLOYMENT).machines;
}

export const answering = (cloud: Cloud): number =>
  podsIn(cloud).filter(({ answers }) => answers).length;
