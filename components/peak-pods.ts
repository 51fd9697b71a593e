import type * as k8s from "@pulumi/kubernetes";
import type { Service } from "../system/schema/service";
import type { Group } from "../topology/model";
import { type PodArgs, podTemplate } from "./pod-template";

export type Peak = Service["schedules"][number];

/** Pods that may fail in a peak before no more are tried, for each that is wanted. */
const TRIES = 10;

/** What finds the pods of one peak, and names what makes them. */
export const peakName = (service: string, peak: Peak): string => `${service}-${peak.name}`;

/**
 * Pods that stand ready for a known peak, on top of what the autoscaler keeps: the cluster's own
 * clock starts them and ends them. Nothing changes the autoscaler's limits, so no deployment during
 * a peak takes them back, and nobody outside needs a right in the cluster.
 *
 * They run the version that was described when the peak began.
 */
export function peakInputs(
  peak: Peak,
  pods: Group,
  args: PodArgs,
): k8s.types.input.batch.v1.CronJobSpec {
  const extra = Math.max(0, (pods.scheduled[peak.name] ?? 0) - pods.least);
  const { metadata, spec } = podTemplate({ ...args, app: peakName(pods.service, peak) });
  return {
    schedule: peak.cron,
    timeZone: peak.timeZone,
    // Where less runs than the peak asks for on purpose, or it is covered anyway.
    suspend: pods.scaling === "off" || extra === 0,
    // Late is better than never, when the control plane was away.
    startingDeadlineSeconds: Math.ceil(peak.lasts),
    concurrencyPolicy: "Forbid",
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 1,
    jobTemplate: {
      // By what people find the job of a peak.
      metadata: { labels: metadata.labels },
      spec: {
        parallelism: extra,
        completions: Math.max(1, extra),
        activeDeadlineSeconds: Math.ceil(peak.lasts),
        backoffLimit: Math.max(1, extra) * TRIES,
        // A node that goes is no mistake of the pod's.
        podFailurePolicy: {
          rules: [
            { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
          ],
        },
        template: { metadata, spec: { ...spec, restartPolicy: "Never" } },
      },
    },
  };
}
