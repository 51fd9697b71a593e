import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDurations } from "../../../recovery/durations";
import { Cloud } from "../../../sandbox/cloud";
import { Faults } from "../../../sandbox/faults";
import type { JsonObject } from "../../../sandbox/json";
import { SANDBOX_KINDS } from "../../../sandbox/kinds/kinds";
import { Records } from "../../../sandbox/store/records";
import type { Spans } from "../../../sandbox/timing";

const durations = parseDurations(
  readFileSync(join(__dirname, "..", "..", "..", "recovery", "durations.tsv"), "utf8"),
);

/** As the file of durations has them. */
export const spans: Spans = (id) => {
  const { best, expected, worst } = durations(id);
  return { best: best * 1000, expected: expected * 1000, worst: worst * 1000 };
};

/** Everything takes as long as is expected, so that sums can be made by hand. */
export const exact: Spans = (id) => {
  const { expected } = spans(id);
  return { best: expected, expected, worst: expected };
};

export const PROJECT = "sandbox-bank";
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export interface Fresh {
  readonly cloud: Cloud;
  readonly records: Records;
}

/** A cloud with nothing in it. */
export function fresh({ seed = 1, timing = exact }: { seed?: number; timing?: Spans } = {}): Fresh {
  const records = new Records();
  const faults = new Faults(records);
  const cloud = new Cloud({ records, kinds: SANDBOX_KINDS, spans: timing, faults });
  cloud.seed = seed;
  return { cloud, records };
}

export const link = (rest: string) => `projects/${PROJECT}/${rest}`;

/** Creates a resource, or gives it other properties. */
export function put(cloud: Cloud, kind: string, location: string, name: string, is: JsonObject) {
  const address = { kind, project: PROJECT, location, name };
  const known = cloud.find(`${kind}:${PROJECT}/${location}/${name}`);
  return known ? cloud.update(address, is) : cloud.create(address, is);
}

export interface ServiceShape {
  readonly region?: string;
  readonly zones?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  readonly boot?: number;
  readonly mode?: string;
  readonly image?: string;
  /** Of the group, beyond what the shipped systems declare. */
  readonly group?: JsonObject;
  readonly alive?: JsonObject;
  readonly scaling?: JsonObject;
}

export const IMAGE = "projects/images/global/images/web-1";

/** A template of the service "web"; the name is all that differs between two of one image. */
export function template(cloud: Cloud, region: string, name: string, image = IMAGE): string {
  put(cloud, "compute.RegionInstanceTemplate", region, name, {
    region,
    machineType: "e2-standard-2",
    tags: ["backend", region],
    disks: [{ boot: true, sourceImage: image }],
  });
  return link(`regions/${region}/instanceTemplates/${name}`);
}

/** A service "web" of one region as the shipped components declare it: template, check, group, autoscaler. */
export function service(cloud: Cloud, shape: ServiceShape = {}): string {
  const { region = "us-central1", boot = 90 } = shape;
  const { zones = [`${region}-a`, `${region}-b`], least = 14, most = 21 } = shape;
  const instanceTemplate = template(cloud, region, "web-1", shape.image);
  put(cloud, "compute.RegionHealthCheck", region, "web-alive", {
    region,
    checkIntervalSec: 15,
    timeoutSec: 5,
    healthyThreshold: 1,
    unhealthyThreshold: 4,
    httpHealthCheck: { port: 8080, requestPath: "/livez" },
    ...shape.alive,
  });
  put(cloud, "compute.RegionInstanceGroupManager", region, `web-${region}`, {
    region,
    baseInstanceName: `web-${region}`,
    distributionPolicyZones: zones,
    distributionPolicyTargetShape: "EVEN",
    namedPorts: [{ name: "http", port: 8080 }],
    updatePolicy: updatePolicy(zones.length),
    instanceLifecyclePolicy: { defaultActionOnFailure: "REPAIR", forceUpdateOnRepair: "YES" },
    versions: [{ name: "current", instanceTemplate }],
    autoHealingPolicies: {
      healthCheck: link(`regions/${region}/healthChecks/web-alive`),
      initialDelaySec: Math.ceil(boot * 1.5) + 15,
    },
    ...shape.group,
  });
  scale(cloud, { ...shape, region, boot, least, most });
  return `compute.RegionInstanceGroupManager:${PROJECT}/${region}/web-${region}`;
}

/** The autoscaler of the service "web" in a region. */
export function scale(cloud: Cloud, shape: ServiceShape): void {
  const { region = "us-central1", boot = 90, least = 14, most = 21, mode = "ON" } = shape;
  put(cloud, "compute.RegionAutoscaler", region, `web-${region}`, {
    region,
    target: link(`regions/${region}/instanceGroupManagers/web-${region}`),
    autoscalingPolicy: {
      mode,
      minReplicas: least,
      maxReplicas: most,
      cooldownPeriod: boot,
      cpuUtilization: { target: 0.6 },
      scaleInControl: { maxScaledInReplicas: { fixed: 1 }, timeWindowSec: 600 },
      ...shape.scaling,
    },
  });
}

export function updatePolicy(zones: number): JsonObject {
  return {
    type: "PROACTIVE",
    minimalAction: "REPLACE",
    replacementMethod: "SUBSTITUTE",
    instanceRedistributionType: "PROACTIVE",
    maxSurgeFixed: zones,
    maxUnavailableFixed: 0,
    minReadySec: 10,
  };
}

/** Properties of a resource that a test changes one of. */
export function change(cloud: Cloud, id: string, is: JsonObject): void {
  const resource = cloud.find(id);
  if (!resource) throw new Error(`no ${id}`);
  cloud.update(resource, { ...resource.properties, ...is });
}
