import type { Cloud } from "../../cloud";
import { CloudError, invalid } from "../../error";
import type { JsonObject } from "../../json";
import type { Action, Asked, Kind } from "../../kind";
import type { CloudEvent, CloudResource } from "../../model";
import { numberAt, textAt } from "../lookup";
import { decide, healingCheck, recheck } from "./answers";
import { autoscalerOf } from "./application";
import { converge } from "./converge";
import { enter, followPower, gone, healingDelay, remove, subject } from "./life";
import { holders, isGroup, machineOf, putState, stateOf } from "./machine";
import { policyOf } from "./policy";

type Handler = (event: CloudEvent, cloud: Cloud) => void;

/** Gives a group, or a deployment, another size. */
export function resize(cloud: Cloud, group: CloudResource, target: number): void {
  putState(cloud, group.id, { ...stateOf(cloud, group.id), target });
  if (isGroup(group)) {
    cloud.setProperties(group.id, { ...group.properties, targetSize: target });
  }
  converge(cloud, group);
}

/** The autoscaler that decides about a group's size now. */
function scaling(cloud: Cloud, group: CloudResource): boolean {
  const scaler = autoscalerOf(cloud, group);
  return scaler !== undefined && textAt(scaler.properties, "autoscalingPolicy.mode") !== "OFF";
}

const resizing: Action = {
  refuse: (group, args, cloud) => {
    const size = numberAt(args, "size");
    if (size === undefined || size < 0) throw invalid("Invalid value for field 'size'");
    if (!scaling(cloud, group)) return;
    throw new CloudError(
      412,
      "conditionNotMet",
      `The size of '${group.name}' is decided by its autoscaler; turn that off first`,
    );
  },
  done: (group, args, cloud) => resize(cloud, group, numberAt(args, "size") ?? 0),
};

/** A size that is asked for counts where no autoscaler decides; otherwise what is there stays. */
function complete(asked: Asked, cloud: Cloud, kind: string): JsonObject {
  const { project, location, name, before, properties } = asked;
  const id = `${kind}:${project}/${location}/${name}`;
  const scope = kind === "compute.InstanceGroupManager" ? "zones" : "regions";
  const link = `https://www.googleapis.com/compute/v1/projects/${project}/${scope}/${location}`;
  const kept = before && autoscalerOf(cloud, before) ? stateOf(cloud, id).target : undefined;
  return {
    ...properties,
    targetSize: kept ?? numberAt(properties, "targetSize") ?? 0,
    instanceGroup: `${link}/instanceGroups/${name}`,
  };
}

function done(group: CloudResource, cloud: Cloud): void {
  const target = numberAt(group.properties, "targetSize") ?? 0;
  putState(cloud, group.id, { ...stateOf(cloud, group.id), target });
  recheck(cloud, group);
  converge(cloud, group);
}

/** Runs a handler for the group that an event is about, and lets the group go on from there. */
function about(
  handle: (event: CloudEvent, cloud: Cloud, group: CloudResource) => boolean,
): Handler {
  return (event, cloud) => {
    const group = cloud.find(event.about);
    if (group && handle(event, cloud, group)) converge(cloud, group);
  };
}

const onMachine = about((event, cloud, group) => {
  const machine = subject(cloud, event);
  if (!machine) return false;
  switch (event.type) {
    case "machine.provisioned":
      enter(cloud, group, machine, "booting");
      return false;
    case "machine.booted":
      enter(cloud, group, machine, "running");
      recheck(cloud, group);
      return true;
    case "machine.gone": {
      const { target } = stateOf(cloud, group.id);
      const updates = policyOf(group, target, cloud).updatesOnRepair;
      gone(cloud, group, machine, updates ? newest(group, machine.template) : machine.template);
      return true;
    }
    default:
      return false;
  }
});

/** The template of the version that has no size of its own, which is what a repair gives. */
function newest({ properties }: CloudResource, otherwise: string): string {
  const versions = properties["versions"];
  const last = Array.isArray(versions) ? versions.at(-1) : undefined;
  const template = typeof last === "object" && last !== null ? last["instanceTemplate"] : undefined;
  return typeof template === "string" ? template : otherwise;
}

const onProbe = about((event, cloud, group) => {
  if (!decide(cloud, event)) return false;
  heal(cloud, group, textAt(event.args, "machine") ?? "");
  return true;
});

/** Autohealing's delay is over: from now on a machine that isn't healthy is made again. */
const onJudgement: Handler = (event, cloud) => {
  const group = cloud.find(event.about);
  const name = textAt(event.args, "machine") ?? "";
  const machine = machineOf(cloud, event.about, name);
  if (group && machine?.startedAt === event.args["since"]) heal(cloud, group, name);
};

/** Makes a machine again that autohealing's own check finds dead, once it had its time to start. */
function heal(cloud: Cloud, group: CloudResource, name: string): void {
  const machine = machineOf(cloud, group.id, name);
  const check = healingCheck(cloud, group);
  const delay = healingDelay(group);
  if (!machine?.powered || !check || delay === undefined) return;
  if (cloud.faults.isLost(group.location) || !policyOf(group, 0, cloud).repairs) return;
  const started = machine.state === "running" || machine.state === "booting";
  const early = cloud.now < machine.startedAt + delay;
  if (!started || early || machine.verdicts[check.id]?.healthy) return;
  remove(cloud, group, machine, true);
}

function managers(kind: string): Kind {
  return {
    kind,
    takes: (verb) => (verb === "create" ? "group.create" : "group.update"),
    complete: (asked, cloud) => complete(asked, cloud, kind),
    done,
    removed: (group, cloud) => cloud.table("compute.group").delete(group.id),
    actions: { resize: resizing },
  };
}

export const instanceGroupManager: Kind = managers("compute.InstanceGroupManager");

/** Regional groups also listen for what happens to machines of both kinds of groups, and to pods. */
export const regionInstanceGroupManager: Kind = {
  ...managers("compute.RegionInstanceGroupManager"),
  events: {
    machine: (event, cloud) =>
      event.type === "machine.judged" ? onJudgement(event, cloud) : onMachine(event, cloud),
    probe: onProbe,
    group: about(() => true),
  },
  faulted: (cloud) => {
    followPower(cloud);
    for (const group of [...holders(cloud)]) converge(cloud, group);
  },
};
