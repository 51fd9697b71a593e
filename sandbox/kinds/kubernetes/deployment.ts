import { createHash } from "node:crypto";
import { onceFor } from "../../../system/once";
import { idOf } from "../../address";
import type { Cloud } from "../../cloud";
import { at, type JsonObject } from "../../json";
import type { CloudResource } from "../../model";
import { blocksAt, numberAt, textAt, textsAt } from "../lookup";
import { clusterOf, groupsOf, zonesOf } from "./service";

export const DEPLOYMENT = "kubernetes:apps.Deployment";

export function isDeployment({ kind }: CloudResource): boolean {
  return kind === DEPLOYMENT;
}

/** How a deployment's pods are run and replaced, as it is deployed. */
export interface Rollout {
  /** Pods are spread evenly over the zones of their cluster. */
  readonly zones: readonly string[];
  readonly surge: number;
  readonly unavailable: number;
  /** How long a new pod must have been ready, in milliseconds. */
  readonly minReady: number;
}

/** Kubernetes' own defaults are a quarter of the pods for both. */
export function rolloutOf(deployment: CloudResource, size: number, cloud: Cloud): Rollout {
  const { properties } = deployment;
  const share = Math.ceil(size / 4);
  return {
    zones: zonesOf(clusterOf(deployment, cloud), cloud),
    surge: numberAt(properties, "spec.strategy.rollingUpdate.maxSurge") ?? share,
    unavailable: numberAt(properties, "spec.strategy.rollingUpdate.maxUnavailable") ?? share,
    minReady: (numberAt(properties, "spec.minReadySeconds") ?? 0) * 1000,
  };
}

/** What its pods are made from, in one word: the image, and a hash over all of the template. */
export function podTemplateOf({ properties }: CloudResource): string {
  return templateOf(properties);
}

const templateOf = onceFor((properties: JsonObject): string => {
  const template = at(properties, "spec.template") ?? null;
  const hash = createHash("sha256").update(JSON.stringify(template)).digest("hex").slice(0, 10);
  return `${textAt(containerOf(properties), "image") ?? ""} ${hash}`;
});

/** The image of the pods that were made from a template. */
export function imageOf(template: string): string {
  return template.slice(0, Math.max(0, template.lastIndexOf(" ")));
}

/**
 * Milliseconds from a pod's start until it is up: it may take half again its boot time before its
 * startup probe gives it up, and so much is known of that time.
 */
export function podBoot({ properties }: CloudResource): number {
  const probe = at(containerOf(properties), "startupProbe") ?? null;
  const period = numberAt(probe, "periodSeconds") ?? 0;
  const tries = numberAt(probe, "failureThreshold") ?? 0;
  return Math.round((1000 * period * tries) / 1.5);
}

/** Milliseconds that a pod goes on for after it was told to end. */
export function podFarewell({ properties }: CloudResource): number {
  return 1000 * (numberAt(containerOf(properties), "lifecycle.preStop.sleep.seconds") ?? 0);
}

/** The port that a load balancer asks its pods at. */
export function podPort({ properties }: CloudResource): number | undefined {
  return numberAt(blocksAt(containerOf(properties), "ports")[0], "containerPort");
}

export function containerOf(properties: JsonObject): JsonObject {
  return blocksAt(properties, "spec.template.spec.containers")[0] ?? {};
}

/** Pods are behind their node's tags. */
export function podTags(deployment: CloudResource, cloud: Cloud): readonly string[] {
  return textsAt(poolOf(deployment, cloud)?.properties, "nodeConfig.tags");
}

/** The pool of nodes that its pods ask for by labels. */
export function poolOf(deployment: CloudResource, cloud: Cloud): CloudResource | undefined {
  const { project, location, name, properties } = deployment;
  const [cluster = ""] = name.split("/");
  const wanted = at(properties, "spec.template.spec.nodeSelector") ?? {};
  for (const pool of cloud.all("container.NodePool")) {
    if (pool.project !== project || pool.location !== location) continue;
    if (!pool.name.startsWith(`${cluster}/`)) continue;
    if (hasAll(at(pool.properties, "nodeConfig.labels"), wanted)) return pool;
  }
  return undefined;
}

/** Deployments whose pods are the endpoints of a group: those that a Service selects which names it. */
export function deploymentsIn(group: CloudResource, cloud: Cloud): readonly CloudResource[] {
  const found: CloudResource[] = [];
  for (const service of cloud.all("kubernetes:core.Service")) {
    if (service.project !== group.project || !isIn(group, service)) continue;
    if (groupsOf(service.properties).includes(group.name)) found.push(...selected(service, cloud));
  }
  return found;
}

const isIn = (group: CloudResource, { location }: CloudResource) =>
  group.location === location || group.location.startsWith(`${location}-`);

/** Deployments in the service's namespace whose pods it selects. */
function selected(service: CloudResource, cloud: Cloud): readonly CloudResource[] {
  const wanted = selectorOf(service.properties);
  const namespace = service.name.slice(0, service.name.lastIndexOf("/") + 1);
  return [...cloud.all(DEPLOYMENT)].filter(
    ({ name, project, location, properties }) =>
      project === service.project &&
      location === service.location &&
      name.startsWith(namespace) &&
      hasAll(labelsOf(properties), wanted),
  );
}

// Every request that reaches a group of endpoints asks for them.
const selectorOf = onceFor((service: JsonObject) => at(service, "spec.selector") ?? {});
const labelsOf = onceFor((one: JsonObject) => at(one, "spec.template.metadata.labels") ?? {});

function hasAll(labels: unknown, wanted: unknown): boolean {
  const known = isLabels(labels) ? labels : {};
  return Object.entries(isLabels(wanted) ? wanted : {}).every(([key, one]) => known[key] === one);
}

const isLabels = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

export const POD_SCALER = "kubernetes:autoscaling.HorizontalPodAutoscaler";

/** The deployment whose pods an autoscaler counts. */
export function scaledBy(scaler: CloudResource, cloud: Cloud): CloudResource | undefined {
  const { project, location, name, properties } = scaler;
  const target = textAt(properties, "spec.scaleTargetRef.name") ?? "";
  const place = name.slice(0, name.lastIndexOf("/") + 1);
  return cloud.find(idOf({ kind: DEPLOYMENT, project, location, name: `${place}${target}` }));
}

/**
 * An autoscaler of pods in the terms of one of machines. It does nothing about a deployment whose
 * number of pods is written out as 0. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export function podPolicy(scaler: CloudResource, cloud: Cloud): JsonObject {
  const { spec = null } = scaler.properties;
  const waits = numberAt(scaledBy(scaler, cloud)?.properties, "spec.replicas") === 0;
  const target = blocksAt(spec, "metrics")
    .filter((metric) => textAt(metric, "containerResource.name") === "cpu")
    .map((metric) => numberAt(metric, "containerResource.target.averageUtilization"))[0];
  const shrinks = at(spec, "behavior.scaleDown") ?? null;
  const [pace] = blocksAt(shrinks, "policies");
  const fixed = numberAt(pace, "value");
  const most = numberAt(spec, "maxReplicas");
  return {
    mode: waits ? "OFF" : "ON",
    minReplicas: numberAt(spec, "minReplicas") ?? 1,
    ...(most === undefined ? {} : { maxReplicas: most }),
    ...(target === undefined ? {} : { cpuUtilization: { target: target / 100 } }),
    // Kubernetes' default is five minutes.
    stabilizationPeriod: numberAt(shrinks, "stabilizationWindowSeconds") ?? 300,
    ...(fixed === undefined
      ? {}
      : {
          scaleInControl: {
            maxScaledInReplicas: { fixed },
            timeWindowSec: numberAt(pace, "periodSeconds") ?? 60,
          },
        }),
  };
}
