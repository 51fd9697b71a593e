import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { type InstanceRuntime, isContainer, type Service } from "../system/schema/service";
import { AUTOHEALING_CHECK, autohealingDelay, TRAFFIC_CHECK } from "../topology/health";
import type { Group } from "../topology/model";
import { groupLink, type Naming } from "../topology/naming";
import { containerUnit, envLines } from "./cloud-init";
import { BACKEND_TAG } from "./network";
import { childOf, named } from "./options";

export interface InstanceServiceArgs {
  /** What this region runs of it: size, zones and scaling are decided by the topology. */
  readonly group: Group;
  readonly service: Service;
  readonly runs: InstanceRuntime;
  readonly naming: Naming;
  /** Link of the region's subnet. */
  readonly subnet: pulumi.Input<string>;
  /** Address of the service's account. */
  readonly account: pulumi.Input<string>;
  readonly env: Readonly<Record<string, string>>;
  /** Container-Optimized OS that boots a container. */
  readonly hostImage?: string | undefined;
  /** Schedule that the boot disks are snapshotted by. */
  readonly snapshots?: pulumi.Input<string> | undefined;
}

/** Share of its processors that an instance works at before the group grows. */
const CPU_TARGET = 0.6;

/** Name of the port that load balancers send to. */
export const PORT_NAME = "http";

/**
 * A service on instances in one region: a regional group, spread evenly over its zones.
 *
 * Survives the loss of an instance (it is made again) and of a zone (it is sized so that what is
 * left carries the region's load, with one more instance out). In cold standby it costs nothing:
 * the group is empty and its autoscaler waits; in warm one instance for each zone runs, in hot all.
 * Holds no data: what an instance writes to its disk goes with it.
 *
 * The group's size is never declared, because it is the autoscaler's.
 */
export class InstanceService extends pulumi.ComponentResource {
  /** Link of the group, as load balancers know it. */
  readonly link: pulumi.Input<string>;

  constructor(name: string, args: InstanceServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:InstanceService", name, {}, opts);
    const { group, naming } = args;
    const child = childOf(this, opts);
    const template = new gcp.compute.RegionInstanceTemplate(name, templateInputs(args), child);
    const alive = new gcp.compute.RegionHealthCheck(
      `${args.group.service}-alive-${args.group.region}`,
      aliveInputs(args),
      child,
    );
    const manager = new gcp.compute.RegionInstanceGroupManager(
      name,
      {
        ...groupInputs(args),
        versions: [{ name: "current", instanceTemplate: template.selfLink }],
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
}

function templateInputs(args: InstanceServiceArgs): gcp.compute.RegionInstanceTemplateArgs {
  const { group, runs, subnet, account, snapshots } = args;
  return {
    // A prefix, not a name: the new template has to stand before the old one can go.
    namePrefix: `${`${group.service}-${group.region}`.slice(0, 36)}-`,
    region: group.region,
    machineType: runs.machineType,
    tags: [BACKEND_TAG, group.region],
    labels: { system: args.naming.system, service: group.service },
    disks: [
      {
        boot: true,
        autoDelete: true,
        sourceImage: bootImage(args),
        diskSizeGb: runs.diskSize,
        diskType: "pd-balanced",
        ...(snapshots === undefined ? {} : { resourcePolicies: snapshots }),
      },
    ],
    networkInterfaces: [{ subnetwork: subnet }],
    serviceAccount: { email: account, scopes: ["cloud-platform"] },
    scheduling: {
      provisioningModel: "STANDARD",
      automaticRestart: true,
      onHostMaintenance: "MIGRATE",
    },
    shieldedInstanceConfig: {
      enableSecureBoot: true,
      enableVtpm: true,
      enableIntegrityMonitoring: true,
    },
    metadata: metadata(args),
  };
}

function bootImage({ runs, hostImage }: InstanceServiceArgs): string {
  return isContainer(runs.image) ? (hostImage ?? "") : runs.image;
}

function metadata({ runs, group, env }: InstanceServiceArgs): Record<string, string> {
  const shared = {
    "enable-oslogin": "TRUE",
    "block-project-ssh-keys": "TRUE",
    "google-logging-enabled": "true",
    "google-monitoring-enabled": "true",
  };
  if (!isContainer(runs.image)) return { ...shared, environment: envLines(env).join("\n") };
  const unit = { name: group.service, image: runs.image, port: runs.port, env };
  // Updates would make instances of one template differ; a new host image is a new template.
  return { ...shared, "cos-update-strategy": "update_disabled", "user-data": containerUnit(unit) };
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
  const target = service.scaling?.target ?? CPU_TARGET;
  return {
    region: group.region,
    autoscalingPolicy: {
      mode: group.scaling === "on" ? "ON" : "OFF",
      minReplicas: group.least,
      maxReplicas: group.most,
      cooldownPeriod: Math.ceil(runs.bootTime),
      cpuUtilization: { target },
      scaleInControl: { maxScaledInReplicas: { fixed: 1 }, timeWindowSec: 600 },
      ...scheduled(group, service),
    },
  } satisfies Omit<gcp.compute.RegionAutoscalerArgs, "target">;
}

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
