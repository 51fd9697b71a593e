import type { Cloud } from "../../cloud";
import { parseCron } from "../../../system/cron";
import { nextTime } from "../../cron";
import type { JsonObject } from "../../json";
import type { CloudResource, Instant } from "../../model";
import { backlogOf } from "../pubsub/backlog";
import { isDeployment } from "../kubernetes/deployment";
import { blocksAt, numberAt, textAt } from "../lookup";
import { rateOf } from "./application";
import type { Demand } from "./demand";
import { holdersOf, machinesOf, stateOf } from "./machine";

/** Sizes come from divisions: what is a hair above a whole number is that number. */
const HAIR = 1e-9;

/** The most machines that any of an autoscaler's signals asks for (Google's page on it); 0 if none asks. */
export function recommended(cloud: Cloud, policy: JsonObject, group: CloudResource): number {
  return Math.max(0, ...byUse(cloud, policy, group), ...byBacklog(cloud, policy, group));
}

/** Processors and load balancing: the share of what its machines can do that a group does. */
function byUse(cloud: Cloud, policy: JsonObject, group: CloudResource): readonly number[] {
  const targets = ["cpuUtilization", "loadBalancingUtilization"].flatMap((signal) => {
    const target = numberAt(blocksAt(policy, signal)[0], "target");
    return target === undefined ? [] : [target];
  });
  if (targets.length === 0) return [];
  const serving = stateOf(cloud, group.id).machines.filter(({ answers }) => answers);
  const use = usedMachines(cloud, group, serving[0]?.template ?? "", serving.length);
  return targets.map((target) => Math.ceil(use / target - HAIR));
}

/** Machines' worth of work: no machine can be seen to work more than all the time. */
function usedMachines(
  cloud: Cloud,
  group: CloudResource,
  template: string,
  serving: number,
): number {
  const rate = rateOf(cloud, template);
  let use = 0;
  for (const demand of cloud.table<Demand>("compute.demand").values()) {
    use += (shareOf(cloud, demand.group, group) * demand.requests) / (rate ?? demand.perInstance);
  }
  return Math.min(use, serving);
}

/** The share of a backend's requests that a group gets: pods of several deployments may be behind one. */
function shareOf(cloud: Cloud, backend: string, group: CloudResource): number {
  if (backend === group.id) return 1;
  const found = isDeployment(group) ? cloud.find(backend) : undefined;
  if (!found || !holdersOf(cloud, found).some(({ id }) => id === group.id)) return 0;
  const all = machinesOf(cloud, found).filter(({ answers }) => answers).length;
  const own = stateOf(cloud, group.id).machines.filter(
    ({ answers, zone }) => answers && zone === found.location,
  ).length;
  return own / Math.max(1, all);
}

/** The share of what its serving machines can do that a group does, 0 to 1. */
export function usedShare(cloud: Cloud, id: string): number {
  const group = cloud.find(id);
  const serving = stateOf(cloud, id).machines.filter(({ answers }) => answers);
  if (!group || serving.length === 0) return 0;
  const template = serving[0]?.template ?? "";
  return usedMachines(cloud, group, template, serving.length) / serving.length;
}

const SUBSCRIPTION = /subscription_id\s*=\s*"([^"]+)"/;

/** A queue: as many machines as its backlog has shares of `singleInstanceAssignment`. */
function byBacklog(cloud: Cloud, policy: JsonObject, group: CloudResource): readonly number[] {
  return blocksAt(policy, "metrics").flatMap((metric) => {
    const [, subscription] = SUBSCRIPTION.exec(textAt(metric, "filter") ?? "") ?? [];
    const share = numberAt(metric, "singleInstanceAssignment");
    if (subscription === undefined || share === undefined || share <= 0) return [];
    return [Math.ceil(backlogOf(cloud, group.project, subscription) / share - HAIR)];
  });
}

/** The most that a schedule that is on now asks for. */
export function scheduled(policy: JsonObject, now: Instant): number {
  const asked = schedules(policy).flatMap((schedule) => {
    const length = (numberAt(schedule, "durationSec") ?? 0) * 1000;
    const start = startAfter(schedule, now - length);
    return start !== undefined && start <= now
      ? [numberAt(schedule, "minRequiredReplicas") ?? 0]
      : [];
  });
  return Math.max(0, ...asked);
}

/** The next moment at which a schedule starts or ends. */
export function nextChange(policy: JsonObject, now: Instant): Instant | undefined {
  const times = schedules(policy).flatMap((schedule) => {
    const length = (numberAt(schedule, "durationSec") ?? 0) * 1000;
    const running = startAfter(schedule, now - length);
    const ends = running !== undefined && running <= now ? [running + length] : [];
    return [...ends, ...[startAfter(schedule, now)].filter((start) => start !== undefined)];
  });
  return times.length > 0 ? Math.min(...times) : undefined;
}

function schedules(policy: JsonObject): readonly JsonObject[] {
  return blocksAt(policy, "scalingSchedules").filter(({ disabled }) => disabled !== true);
}

function startAfter(schedule: JsonObject, time: Instant): Instant | undefined {
  const line = textAt(schedule, "schedule");
  const zone = textAt(schedule, "timeZone") ?? "Etc/UTC";
  return line === undefined ? undefined : nextTime(parseCron(line, zone), time);
}
