import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { DAY } from "../system/units";
import type { Export, RegionPart, Topology } from "../topology/model";
import { workflowName } from "../topology/naming";
import { cron, rhythm, type Rhythm } from "../topology/schedule";
import { multiRegionAround } from "../topology/places";
import { EXPORT_WORKFLOW, type ExportArguments } from "./export-workflow";
import { encodeBody } from "./job-body";
import { childOf, named } from "./options";

export interface BackupsArgs {
  readonly topology: Topology;
  readonly region: RegionPart;
  /** Bucket that dumps and exports go to. */
  readonly bucket: pulumi.Input<string>;
  /** Address of the account that makes them. */
  readonly account: pulumi.Input<string>;
}

/**
 * What a region does for backups: it dumps the writer's databases and exports documents while it is
 * the primary region, and snapshots the disks of services that ask for it.
 *
 * Every region can do it, and all but the primary pause, so the copies survive the loss of the
 * region that made them and go on after a failover: the next description of the roles unpauses the
 * other's schedules. Dumps land in the backup bucket and snapshots in multi-region storage, both
 * outside the region. In standby it costs nothing. Doesn't cover what is written between two
 * copies, and doesn't try restoring them: a drill does.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { backups: bucket, backupAccount: account } = shared;
 * new Backups("us-central1", { topology, region, bucket, account });
 * // registers compute.ResourcePolicy, workflows.Workflow, cloudscheduler.Job
 */
export class Backups extends pulumi.ComponentResource {
  private readonly policies: ReadonlyMap<string, pulumi.Input<string>>;

  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Backups", name, {}, opts);
    const child = childOf(this, opts);
    if (args.topology.exports.length > 0) this.exportAll(name, args, child);
    this.policies = new Map(
      snapshotted(args).map(({ service, when, keep }) => {
        const inputs = snapshotInputs(args.region.name, when, keep);
        const policy = new gcp.compute.ResourcePolicy(`${service}-${name}`, inputs, child);
        return [service, policy.selfLink];
      }),
    );
    this.registerOutputs({});
  }

  /** Link of the schedule that a service's disks are snapshotted by, if it asked for one. */
  snapshots(service: string): pulumi.Input<string> | undefined {
    return this.policies.get(service);
  }

  private exportAll(name: string, args: BackupsArgs, child: pulumi.CustomResourceOptions): void {
    const { topology, region, account } = args;
    const workflow = new gcp.workflows.Workflow(
      name,
      {
        name: workflowName(topology.naming, region.name),
        region: region.name,
        description: "Copies databases into the backup bucket",
        serviceAccount: account,
        sourceContents: EXPORT_WORKFLOW,
        callLogLevel: "LOG_ERRORS_ONLY",
        deletionProtection: false,
      },
      child,
    );
    for (const copy of topology.exports) {
      new gcp.cloudscheduler.Job(
        `${copy.store}-${copy.database.replaceAll("_", "-")}-${name}`,
        jobInputs(args, copy, workflow),
        child,
      );
    }
  }
}

function jobInputs(
  { topology, region, account }: BackupsArgs,
  copy: Export,
  workflow: gcp.workflows.Workflow,
): gcp.cloudscheduler.JobArgs {
  const { naming } = topology;
  const workflows = `projects/${naming.project}/locations/${region.name}/workflows`;
  const uri = `https://workflowexecutions.googleapis.com/v1/${workflows}/${workflowName(naming, region.name)}/executions`;
  return {
    region: region.name,
    description: `${copy.store}: ${copy.database} into ${topology.backups.bucket}`,
    schedule: cron(copy.rhythm),
    timeZone: "Etc/UTC",
    paused: region.role !== "primary",
    attemptDeadline: "320s",
    retryConfig: { retryCount: 3, minBackoffDuration: "60s", maxBackoffDuration: "600s" },
    httpTarget: {
      httpMethod: "POST",
      uri: named(uri, workflow),
      headers: { "Content-Type": "application/json" },
      body: encodeBody({ argument: JSON.stringify(argumentsOf(topology, region, copy)) }),
      oauthToken: { serviceAccountEmail: account },
    },
  };
}

function argumentsOf(topology: Topology, region: RegionPart, copy: Export): ExportArguments {
  const instance = region.instances[copy.store]?.name;
  return {
    kind: copy.kind,
    project: topology.naming.project,
    bucket: topology.backups.bucket,
    store: copy.store,
    database: copy.database,
    ...(instance === undefined ? {} : { instance }),
  };
}

function snapshotted({ topology, region }: BackupsArgs) {
  return Object.keys(region.groups).flatMap((service) => {
    const runs = topology.services[service]?.spec.runs;
    const snapshots = runs?.on === "instances" ? runs.snapshots : undefined;
    const when = snapshots && rhythm(snapshots.every);
    return when ? [{ service, when, keep: snapshots.keep }] : [];
  });
}

/** A schedule of snapshots that are kept around the region, not in it. */
export function snapshotInputs(
  region: string,
  when: Rhythm,
  keep: number,
): gcp.compute.ResourcePolicyArgs {
  return {
    region,
    snapshotSchedulePolicy: {
      schedule: snapshotSchedule(when),
      retentionPolicy: {
        maxRetentionDays: Math.ceil(keep / DAY),
        onSourceDiskDelete: "KEEP_AUTO_SNAPSHOTS",
      },
      snapshotProperties: {
        storageLocations: multiRegionAround(region).toLowerCase(),
        guestFlush: false,
      },
    },
  };
}

/** Snapshots start on the full hour, UTC. */
function snapshotSchedule(when: Rhythm) {
  const startTime = "03:00";
  switch (when.kind) {
    case "hourly":
      return { hourlySchedule: { hoursInCycle: when.hours, startTime: "00:00" } };
    case "daily":
      return { dailySchedule: { daysInCycle: 1, startTime } };
    case "weekly":
      return { weeklySchedule: { dayOfWeeks: [{ day: "SUNDAY", startTime }] } };
  }
}
