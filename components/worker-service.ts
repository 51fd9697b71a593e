import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { WorkerRuntime } from "../system/schema/service";
import type { WorkerGroups } from "../topology/model";
import { type TemplateArgs, templateInputs } from "./instance-template";
import { childOf } from "./options";

export interface WorkerServiceArgs extends Omit<TemplateArgs, "service" | "region"> {
  /** What this region runs of it: zones, share of the backlog and scaling are decided by the topology. */
  readonly workers: WorkerGroups;
  readonly runs: WorkerRuntime;
}

/**
 * Workers that take tasks from a queue, in one region: a group and an autoscaler for each zone.
 *
 * Survives the loss of an instance (its task is handed out again) and of a zone (the others see the
 * backlog grow and grow with it). In standby those that belong where the writes are cost nothing:
 * their autoscalers wait with their limits final. Doesn't cover one that hangs: workers are not
 * sent anything, so there is no health check, and the queue's backlog is what shows it.
 *
 * Zonal, because a regional group that follows a queue's backlog is not known to work.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * const { naming, services, system } = topology;
 * const { runs } = services.workers.spec;
 * new WorkerService("workers-us-central1", {
 *   ...{ workers: region.workers["workers"], runs, naming, subnet: "subnet-link" },
 *   ...{ account: shared.account("workers"), hostImage: system.hostImage, env: {}, disks: [] },
 * });
 * // registers compute.RegionInstanceTemplate, compute.InstanceGroupManager, compute.Autoscaler
 */
export class WorkerService extends pulumi.ComponentResource {
  constructor(name: string, args: WorkerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:WorkerService", name, {}, opts);
    const { workers, runs } = args;
    const child = childOf(this, opts);
    const template = new gcp.compute.RegionInstanceTemplate(
      name,
      templateInputs({ ...args, service: workers.service, region: workers.region }),
      child,
    );
    for (const group of workers.groups) {
      const manager = new gcp.compute.InstanceGroupManager(
        `${workers.service}-${group.zone}`,
        {
          name: group.name,
          baseInstanceName: group.name,
          zone: group.zone,
          versions: [{ name: "current", instanceTemplate: template.selfLink }],
          updatePolicy: UPDATE_POLICY,
          waitForInstances: false,
        },
        { ...child, ignoreChanges: ["targetSize"] },
      );
      new gcp.compute.Autoscaler(
        `${workers.service}-${group.zone}`,
        { zone: group.zone, target: manager.id, autoscalingPolicy: policy(workers, runs) },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/** New ones first, one at a time: a task that is under way is not dropped for an update. */
const UPDATE_POLICY = {
  type: "PROACTIVE",
  minimalAction: "REPLACE",
  mostDisruptiveAllowedAction: "REPLACE",
  replacementMethod: "SUBSTITUTE",
  maxSurgeFixed: 1,
  maxUnavailableFixed: 0,
};

function policy({ scaling, least, most, share, subscription }: WorkerGroups, runs: WorkerRuntime) {
  return {
    mode: scaling === "on" ? "ON" : "OFF",
    minReplicas: least,
    maxReplicas: most,
    cooldownPeriod: Math.ceil(runs.bootTime),
    metrics: [
      {
        name: "pubsub.googleapis.com/subscription/num_undelivered_messages",
        filter: `resource.type = pubsub_subscription AND resource.label.subscription_id = "${subscription}"`,
        singleInstanceAssignment: share,
      },
    ],
  };
}
