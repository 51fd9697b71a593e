import { capacity, lostWithZone } from "./capacity";
import { allocatable, cpuOf, memoryOf, type Room } from "./machines";
import type { Group, NodePool } from "./model";

/** The pods of one service, and what each of them asks for. */
export interface PodGroup {
  readonly group: Group;
  /** As Kubernetes writes it, such as `500m`. */
  readonly cpu: string;
  /** As Kubernetes writes it, such as `512Mi`. */
  readonly memory: string;
}

/** What the mesh's proxy beside each pod asks for; Istio's default. */
export const PROXY: Room = { cpu: 100, memory: 128 };

/**
 * Nodes for all pods of a pool, in every zone of a region.
 *
 * The rule is that of instances: with one zone lost and one node out, the pods that carry the peak
 * still fit. And all pods that stand fit when all nodes do. Where nothing runs, nodes go too, and
 * the limits are final.
 */
export function poolOf(pods: readonly PodGroup[], machineType: string, zones: number): NodePool {
  const nodes = (count: (group: Group) => number) =>
    pods.reduce((sum, pod) => sum + count(pod.group) / Math.max(1, fitting(machineType, pod)), 0);
  const carrying = nodes(({ capacity: { needed } }) => needed);
  const standing = Math.ceil(nodes(({ least, canary }) => least + (canary?.pods ?? 0)));
  // The cluster's own pods need room as well, in a pool that has no others.
  const rule = capacity({ load: Math.max(1, carrying), perInstance: 1, zones });
  const full = Math.max(rule.size, standing);
  const waits = pods.length > 0 && pods.every(({ group }) => group.scaling === "off");
  const small = pods.some(({ group: { least, capacity: whole } }) => least < whole.size);
  return {
    least: waits ? 0 : small ? Math.max(zones, standing) : full,
    most: Math.max(
      full + lostWithZone(full, zones),
      Math.ceil(nodes(({ most, canary }) => most + (canary?.pods ?? 0))) + 1,
    ),
    arithmetic: `pods for the peak fill ${rule.needed} ${machineType}; ${full} with one of ${zones} zones lost and one node out`,
  };
}

/** How many pods of a service fit a node; none if one is larger than the machine. */
export function fitting(machineType: string, pod: Pick<PodGroup, "cpu" | "memory">): number {
  const room = allocatable(machineType);
  const [cpu, memory] = [cpuOf(pod.cpu) + PROXY.cpu, memoryOf(pod.memory) + PROXY.memory];
  return Math.max(0, Math.floor(Math.min(room.cpu / cpu, room.memory / memory)));
}
