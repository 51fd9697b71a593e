import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { RegionPart, Topology } from "../topology/model";
import { watchWorkflowName } from "../topology/naming";
import { MEASURES, WATCH, watchList } from "../topology/watch";
import { childOf, named } from "./options";
import { encodeBody } from "./job-body";
import { WATCH_WORKFLOW, type WatchArguments } from "./watch-workflow";

export interface WatchArgs {
  readonly topology: Topology;
  readonly region: RegionPart;
  /** Address of the account that measures. */
  readonly account: pulumi.Input<string>;
}

/**
 * What measures, every five minutes, what Google has no measure of: the age of copies, the share of
 * unhealthy instances, and that it has done so.
 *
 * Each region has its own, which measures what is in the region and what is in none, so what is
 * measured elsewhere survives the loss of a region, whose silence is an alert. It costs some calls
 * a month, in standby and in every mode the same. A lost region's is paused. Doesn't cover whether
 * alerts arrive: that takes somebody outside (docs/monitoring.md).
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new Watch("watch-us-central1", { topology, region, account: shared.watchAccount });
 * // registers workflows.Workflow, cloudscheduler.Job
 */
export class Watch extends pulumi.ComponentResource {
  constructor(name: string, args: WatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Watch", name, {}, opts);
    const { topology, region, account } = args;
    const child = childOf(this, opts);
    const workflow = new gcp.workflows.Workflow(
      name,
      {
        name: watchWorkflowName(topology.naming, region.name),
        region: region.name,
        description: "Measures the age of copies and the health of backends",
        serviceAccount: account,
        sourceContents: WATCH_WORKFLOW,
        callLogLevel: "LOG_ERRORS_ONLY",
        deletionProtection: false,
      },
      child,
    );
    new gcp.cloudscheduler.Job(name, jobInputs(args, workflow), child);
    this.registerOutputs({});
  }
}

function jobInputs(
  { topology, region, account }: WatchArgs,
  workflow: gcp.workflows.Workflow,
): gcp.cloudscheduler.JobArgs {
  const name = watchWorkflowName(topology.naming, region.name);
  const uri = `https://workflowexecutions.googleapis.com/v1/projects/${topology.naming.project}/locations/${region.name}/workflows/${name}/executions`;
  return {
    region: region.name,
    description: "Measures the age of copies and the health of backends",
    schedule: WATCH.cron,
    timeZone: "Etc/UTC",
    paused: region.state === "lost",
    attemptDeadline: "60s",
    httpTarget: {
      httpMethod: "POST",
      uri: named(uri, workflow),
      headers: { "Content-Type": "application/json" },
      body: encodeBody({ argument: JSON.stringify(argumentsOf(topology, region)) }),
      oauthToken: { serviceAccountEmail: account },
    },
  };
}

function argumentsOf(topology: Topology, region: RegionPart): WatchArguments {
  const { system, project } = topology.naming;
  const { age, unhealthy, heartbeat } = MEASURES;
  return {
    ...{ project, system, region: region.name, age, unhealthy, heartbeat },
    ...watchList(topology, region),
  };
}
