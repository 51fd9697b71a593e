import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Disk, RegionPart } from "../topology/model";
import { diskLink, imageBeginning, imageWorkflowName, type Naming } from "../topology/naming";
import { multiRegionAround } from "../topology/places";
import { cron } from "../topology/schedule";
import { IMAGE_WORKFLOW, type ImageArguments } from "./image-workflow";
import { encodeBody } from "./job-body";
import { childOf, named } from "./options";

export interface MachineImagesArgs {
  readonly naming: Naming;
  readonly region: RegionPart;
  /** Those whose machine is imaged. */
  readonly disks: readonly Disk[];
  /** Address of the account that makes images. */
  readonly account: pulumi.Input<string>;
  /** Key of a disk, if it is the system's own. */
  readonly keyOf: (disk: Disk) => pulumi.Input<string> | undefined;
}

/**
 * Images of the machines that have a region's disks: once a day the whole machine, with its boot disk
 * and how it is set up, beside the snapshots that hold the data alone.
 *
 * Kept in the multi-region around, so they survive the loss of the region, and for as long as the
 * snapshots of the same disk; an old one goes only after a new one is complete. Only the region that
 * writes makes them; in standby the schedule waits, which costs nothing. Google has no schedule for
 * them, so Cloud Scheduler starts a workflow. Doesn't cover a quick restart: no group boots from them,
 * they are for a person who wants the machine as it was.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * const { naming } = topology;
 * const account = "api-platform-images@example-project.iam.gserviceaccount.com";
 * const disks = Object.values(region.disks);
 * new MachineImages("images-us-central1", { naming, region, disks, account, keyOf: () => undefined });
 * // registers workflows.Workflow, cloudscheduler.Job
 */
export class MachineImages extends pulumi.ComponentResource {
  constructor(name: string, args: MachineImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:MachineImages", name, {}, opts);
    const { naming, region, disks, account } = args;
    const child = childOf(this, opts);
    const workflow = new gcp.workflows.Workflow(
      name,
      {
        name: imageWorkflowName(naming, region.name),
        region: region.name,
        description: "Images the machines that have a disk",
        serviceAccount: account,
        sourceContents: IMAGE_WORKFLOW,
        callLogLevel: "LOG_ERRORS_ONLY",
        deletionProtection: false,
      },
      child,
    );
    for (const disk of disks) {
      new gcp.cloudscheduler.Job(
        `images-${disk.store}-${region.name}`,
        jobInputs(args, disk, workflow),
        child,
      );
    }
    this.registerOutputs({});
  }
}

function jobInputs(
  args: MachineImagesArgs,
  disk: Disk,
  workflow: gcp.workflows.Workflow,
): gcp.cloudscheduler.JobArgs {
  const { naming, region, account } = args;
  const workflows = `projects/${naming.project}/locations/${region.name}/workflows`;
  const uri = `https://workflowexecutions.googleapis.com/v1/${workflows}/${imageWorkflowName(naming, region.name)}/executions`;
  const body = pulumi
    .output(args.keyOf(disk))
    .apply((key) => encodeBody({ argument: JSON.stringify(argumentsOf(naming, disk, key)) }));
  return {
    region: region.name,
    description: `${disk.store}: images of the machine that has ${disk.name}`,
    schedule: cron({ kind: "daily" }),
    timeZone: "Etc/UTC",
    // Only a disk that is written to is attached to somebody.
    paused: region.role !== "primary",
    attemptDeadline: "320s",
    retryConfig: { retryCount: 3, minBackoffDuration: "60s", maxBackoffDuration: "600s" },
    httpTarget: {
      httpMethod: "POST",
      uri: named(uri, workflow),
      headers: { "Content-Type": "application/json" },
      body,
      oauthToken: { serviceAccountEmail: account },
    },
  };
}

function argumentsOf(naming: Naming, disk: Disk, key: string | undefined): ImageArguments {
  return {
    disk: diskLink(naming, disk.region, disk.name),
    project: naming.project,
    beginning: imageBeginning(naming, disk.store, disk.region),
    location: multiRegionAround(disk.region).toLowerCase(),
    keep: disk.spec.snapshots.keep,
    ...(key === undefined ? {} : { key }),
  };
}
