import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { InstanceRuntime, Service } from "../system/schema/service";
import { AUTOHEALING_CHECK, autohealingDelay, TRAFFIC_CHECK } from "../topology/health";
import type { Group } from "../topology/model";
import { groupLink } from "../topology/naming";
import { CPU_TARGET } from "../topology/scaling";
import { type TemplateArgs, templateInputs } from "./instance-template";
import { childOf, named } from "./options";

export interface InstanceServiceArgs extends Omit<TemplateArgs, "service" | "region"> {
  /** What this region runs of it: size, zones and scaling are decided by the topology. */
  readonly group: Group;
  readonly service: Service;
  readonly runs: InstanceRuntime;
}

/** Name of the port that load balancers send to. */
export const PORT_NAME = "http";

/**
 * A service on instances in one region: a regional group, spread evenly over its zones.
 *
 * Survives the loss of an instance (it is made again) and of a zone (it is sized so that what is
 * left carries the region's load, with one more instance out). In cold standby it costs nothing:
 * the group is empty and its autoscaler waits; in warm one instance for each zone runs, in hot all.
 * Doesn't cover data: what an instance writes to its disk goes with it. The loss of the region is
 * the other region's group's to carry.
 *
 * The group's size is never declared, because it is the autoscaler's. A version on trial is a
 * second template that a share of the instances boots from; without it they go back.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { naming, services, system } = topology;
 * const service = services.web.spec;
 * new InstanceService("web-us-central1", {
 *   ...{ group: region.groups["web"], service, runs: service.runs, naming },
 *   ...{ subnet: "subnet-link", account: shared.account("web"), hostImage: system.hostImage },
 *   ...{ env: {}, disks: [] },
 * });
 * // registers compute.RegionHealthCheck, compute.RegionInstanceTemplate,
 * // compute.RegionInstanceGroupManager, compute.RegionAutoscaler
 */
export class InstanceService extends pulumi.ComponentResource {
  /** Link of the group, as load balancers know it. */
  readonly link: pulumi.Input<string>;

  constructor(name: string, args: InstanceServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:InstanceService", name, {}, opts);
    const { group, naming } = args;
    const child = childOf(this, opts);
    const template = new gcp.compute.RegionInstanceTemplate(
      name,
      templateInputs({ ...args, service: group.service, region: group.region }),
      child,
    );
    const alive = new gcp.compute.RegionHealthCheck(
      `${args.group.service}-alive-${args.group.region}`,
      aliveInputs(args),
      child,
    );
    const manager = new gcp.compute.RegionInstanceGroupManager(
      name,
      {
        ...groupInputs(args),
        versions: [
          ...this.onTrial(name, args, child),
          { name: "current", instanceTemplate: template.selfLink },
        ],
        autoHealingPolicies: {
          healthCheck: alive.id,
          initialDelaySec: autohealingDelay(args.runs.bootTime),
        },
      },
      { ...child, ignoreChanges: ["targetSize"] },
    );
    new gcp.compute.RegionAutoscaler(
      name,
      { ...scalingInputs(args), target: manager.id },
      { parent: this },
    );
    this.link = named(groupLink(naming, group.service, group.region), manager);
    this.registerOutputs({ link: this.link });
  }

  /** The version that a share tries first: the same template with another image. */
  private onTrial(
    name: string,
    args: InstanceServiceArgs,
    child: pulumi.CustomResourceOptions,
  ): gcp.types.input.compute.RegionInstanceGroupManagerVersion[] {
    const { service, region, canary } = args.group;
    if (!canary) return [];
    const runs = { ...args.runs, image: canary.image };
    const template = new gcp.compute.RegionInstanceTemplate(
      `${name}-next`,
      templateInputs({ ...args, service, region, runs }),
      child,
    );
    const targetSize = { percent: canary.percent };
    return [{ name: "next", instanceTemplate: template.selfLink, targetSize }];
  }
}

function aliveInputs({
  group,
  service,
  runs,
}: InstanceServiceArgs): gcp.compute.RegionHealthCheckArgs {
  return {
    region: group.region,
    description: "Autohealing: whether the process lives, not whether its dependencies do",
    checkIntervalSec: AUTOHEALING_CHECK.interval,
    timeoutSec: AUTOHEALING_CHECK.timeout,
    healthyThreshold: AUTOHEALING_CHECK.healthy,
    unhealthyThreshold: AUTOHEALING_CHECK.unhealthy,
    httpHealthCheck: { port: runs.port, requestPath: service.health?.liveness ?? "/" },
    logConfig: { enable: true },
  };
}

function groupInputs({ group, runs }: InstanceServiceArgs) {
  return {
    name: group.name,
    baseInstanceName: group.name,
    region: group.region,
    distributionPolicyZones: [...group.zones],
    distributionPolicyTargetShape: "EVEN",
    namedPorts: [{ name: PORT_NAME, port: runs.port }],
    updatePolicy: {
      type: "PROACTIVE",
      minimalAction: "REPLACE",
      mostDisruptiveAllowedAction: "REPLACE",
      replacementMethod: "SUBSTITUTE",
      instanceRedistributionType: "PROACTIVE",
      // A regional group takes 0 or at least one for each zone.
      maxSurgeFixed: group.zones.length,
      maxUnavailableFixed: 0,
      minReadySec: TRAFFIC_CHECK.interval * TRAFFIC_CHECK.healthy,
    },
    instanceLifecyclePolicy: { defaultActionOnFailure: "REPAIR", forceUpdateOnRepair: "YES" },
    // Waiting would hold up a recovery by what health checks see anyway.
    waitForInstances: false,
  } satisfies Partial<gcp.compute.RegionInstanceGroupManagerArgs>;
}

function scalingInputs({ group, runs, service }: InstanceServiceArgs) {
  return {
    region: group.region,
    autoscalingPolicy: {
      mode: group.scaling === "on" ? "ON" : "OFF",
      minReplicas: group.least,
      maxReplicas: group.most,
      cooldownPeriod: Math.ceil(runs.bootTime),
      ...signals(service),
      scaleInControl: { maxScaledInReplicas: { fixed: 1 }, timeWindowSec: 600 },
      ...scheduled(group, service),
    },
  } satisfies Omit<gcp.compute.RegionAutoscalerArgs, "target">;
}

/**
 * What the size follows. Another signal than the CPU stands beside it, and the larger size counts:
 * a metric that stays away must not leave the group without any.
 */
function signals({ scaling }: Service) {
  const { on = "cpu", target = CPU_TARGET } = scaling ?? {};
  if (on === "cpu") return { cpuUtilization: { target } };
  const metric =
    on === "memory"
      ? {
          name: MEMORY_METRIC,
          filter: 'metric.labels.state = "used"',
          target: Math.round(target * 100),
        }
      : { name: on, target };
  return { cpuUtilization: { target: CPU_TARGET }, metrics: [{ ...metric, type: "GAUGE" }] };
}

/** What the Ops Agent reports of each instance, in percent. */
const MEMORY_METRIC = "agent.googleapis.com/memory/percent_used";

/** Known peaks: as many instances as the same rule gives for that load; none where little runs. */
function scheduled(group: Group, { schedules }: Service) {
  const scalingSchedules = schedules.flatMap(({ name, cron, timeZone, lasts }) => {
    const minRequiredReplicas = group.scheduled[name];
    return minRequiredReplicas === undefined
      ? []
      : [{ name, schedule: cron, timeZone, durationSec: lasts, minRequiredReplicas }];
  });
  return scalingSchedules.length > 0 ? { scalingSchedules } : {};
}
