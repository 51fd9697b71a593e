import type { Issue, Relation } from "../../system/relation";
import { allocatable } from "../machines";
import { fitting, PROXY } from "../node-pools";

/** A pod fits a node, the mesh's proxy beside it. */
export const podsFit: Relation = ({ services, kubernetes }) =>
  Object.entries(services ?? {}).flatMap(([name, service]): Issue[] => {
    const runs = service?.runs;
    const machineType = kubernetes?.machineType;
    if (runs?.on !== "kubernetes" || machineType === undefined) return [];
    const { cpu, memory } = runs;
    if (cpu === undefined || memory === undefined) return [];
    if (fitting(machineType, { cpu, memory }) > 0) return [];
    const room = allocatable(machineType);
    const message =
      `is more than a node has: ${cpu} and ${memory} with ${PROXY.cpu}m and ${PROXY.memory}Mi for the mesh's proxy, ` +
      `and ${machineType} leaves ${Math.floor(room.cpu)}m and ${room.memory}Mi; ask for less, or use a larger kubernetes.machineType`;
    return [{ path: ["services", name, "runs", "cpu"], message }];
  });
