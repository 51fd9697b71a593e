import type { Cloud } from "../../cloud";
import { at } from "../../json";
import type { CloudResource } from "../../model";
import { imageOf, isDeployment, POD_SCALER, podBoot, scaledBy } from "../kubernetes/deployment";
import { blocksAt, byLink, numberAt, textAt } from "../lookup";

/** How an image really behaves, where a drill makes it other than what is deployed says. */
export interface Application {
  /** From power to the first answer, in milliseconds. */
  readonly boot?: number;
  /** Requests that one instance answers in a second. */
  readonly rate?: number;
}

/** Has the machines of an image behave so from now on. */
export function setApplication(cloud: Cloud, image: string, application: Application): void {
  cloud.table<Application>("compute.application").put(image, application);
}

const UNKNOWN_BOOT = 60_000;

/**
 * Milliseconds from power to the first answer: as set for the image; else what is deployed says
 * about it, which is the autoscaler's initialization period (the API's name for just that), else the
 * autohealing delay, which is waited for it. Of a pod it is what its startup probe allows for.
 */
export function bootTime(cloud: Cloud, group: CloudResource, template: string): number {
  const set = applicationOf(cloud, template)?.boot;
  if (set !== undefined) return set;
  if (isDeployment(group)) return podBoot(group);
  const declared = numberAt(
    autoscalerOf(cloud, group)?.properties,
    "autoscalingPolicy.cooldownPeriod",
  );
  const delay = numberAt(blocksAt(group.properties, "autoHealingPolicies")[0], "initialDelaySec");
  const seconds = declared ?? delay;
  return seconds === undefined ? UNKNOWN_BOOT : seconds * 1000;
}

/** Requests that an instance answers in a second, if somebody said so. */
export function rateOf(cloud: Cloud, template: string): number | undefined {
  return applicationOf(cloud, template)?.rate;
}

function applicationOf(cloud: Cloud, template: string): Application | undefined {
  const table = cloud.table<Application>("compute.application");
  for (const image of table.keys()) {
    if (runs(cloud, template, image)) return table.get(image);
  }
  return undefined;
}

/** Whether machines of a template run an image: as boot disk, or as the container they start; or pods. */
export function runs(cloud: Cloud, template: string, image: string): boolean {
  if (imageOf(template) === image) return true;
  const properties = byLink(cloud, template)?.properties;
  const boots = blocksAt(properties, "disks").some(({ sourceImage }) => sourceImage === image);
  return boots || (textAt(properties, "metadata.user-data")?.includes(image) ?? false);
}

export const AUTOSCALER_KINDS = ["compute.RegionAutoscaler", "compute.Autoscaler", POD_SCALER];

/** What an autoscaler scales: a group, or a deployment. */
export function targetOf(cloud: Cloud, scaler: CloudResource): CloudResource | undefined {
  return scaler.kind === POD_SCALER
    ? scaledBy(scaler, cloud)
    : byLink(cloud, at(scaler.properties, "target"));
}

/** The autoscaler of a group, if it has one. */
export function autoscalerOf(cloud: Cloud, group: CloudResource): CloudResource | undefined {
  for (const kind of AUTOSCALER_KINDS) {
    for (const scaler of cloud.all(kind)) {
      if (targetOf(cloud, scaler)?.id === group.id) return scaler;
    }
  }
  return undefined;
}
