import { allocatable, cpuOf, memoryOf } from "../../../topology/machines";
import type { Cloud } from "../../cloud";
import type { CloudResource, Instant } from "../../model";
import { staying, stateOf } from "../compute/machine";
import { numberAt, textAt } from "../lookup";
import { containerOf, DEPLOYMENT, poolOf } from "./deployment";
import { clusterOf, zonesOf } from "./service";

/** When each of the nodes came or comes up that a pool has beyond its least, in the order of their making. */
type Nodes = readonly Instant[];

/**
 * Milliseconds until a pod that has just been made is started: at once where a node has room, else
 * when the pool has one more. Nodes go with their zone, and none that has come is taken away again.
 */
export function placed(deployment: CloudResource, pod: string, cloud: Cloud): number {
  const soon = cloud.lasts("pods.place", pod, cloud.now);
  const pool = poolOf(deployment, cloud);
  if (!pool) return cloud.lasts("nodes.provision", pod, cloud.now);
  const table = cloud.table<Nodes>("kubernetes.nodes");
  const more = table.get(pool.id) ?? [];
  const least = numberAt(pool.properties, "autoscaling.totalMinNodeCount") ?? 0;
  const there = Math.floor((least + more.length) * shareLeft(deployment, cloud));
  const wanted = Math.ceil(filled(pool, cloud) - HAIR);
  if (wanted > there) {
    const takes = cloud.lasts("nodes.provision", pool.id, more.length, cloud.now);
    table.put(pool.id, [...more, cloud.now + takes]);
    return takes;
  }
  const upAt = more[wanted - least - 1] ?? 0;
  return Math.max(soon, upAt - cloud.now);
}

/** Sizes come from divisions: what is a hair above a whole number is that number. */
const HAIR = 1e-9;

/** How much of a pool is in zones that are there. */
function shareLeft(deployment: CloudResource, cloud: Cloud): number {
  const zones = zonesOf(clusterOf(deployment, cloud), cloud);
  const left = zones.filter((zone) => !cloud.faults.isLost(zone));
  return left.length / Math.max(1, zones.length);
}

/** How many nodes the pods of a pool fill; those that are lost are not among them, nor those that are about to go. */
function filled(pool: CloudResource, cloud: Cloud): number {
  const type = textAt(pool.properties, "nodeConfig.machineType") ?? "";
  let sum = 0;
  for (const one of cloud.all(DEPLOYMENT)) {
    if (poolOf(one, cloud)?.id !== pool.id) continue;
    const pods = staying(stateOf(cloud, one.id)).filter(({ powered }) => powered);
    sum += pods.length / fitting(type, one);
  }
  return sum;
}

/** How many pods of a deployment a node holds. */
function fitting(machineType: string, { properties }: CloudResource): number {
  const container = containerOf(properties);
  const room = allocatable(machineType);
  const cpu = cpuOf(textAt(container, "resources.requests.cpu") ?? "100m");
  const memory = memoryOf(textAt(container, "resources.requests.memory") ?? "100Mi");
  return Math.max(1, Math.floor(Math.min(room.cpu / cpu, room.memory / memory)));
}
