import type { KubernetesRuntime } from "../system/schema/service";
import { isOfMachine } from "../system/relations/scaling";
import { type System, WEEKDAYS } from "../system/schema/system";
import { groupsOf, zoneNames } from "./groups";
import type { Cluster, Group, Window } from "./model";
import { backupPlanLink, clusterName, type Naming } from "./naming";
import { poolOf, type PodGroup } from "./node-pools";

/** Pool of the services that share nodes, and of the cluster's own pods. */
export const SHARED = "shared";

/** The cluster of a region, if one stands there. */
export function clusterOf(system: System, naming: Naming, region: string): Cluster | undefined {
  const { kubernetes } = system;
  if (!kubernetes || !holdsCluster(system, region)) return undefined;
  const zones = zoneNames(system, region);
  const pods = groupsOf(system, naming, region, "kubernetes");
  const pools = [SHARED, ...ownPools(system)].map((pool) => {
    const groups = Object.values(pods).flatMap((group) => podGroup(system, group, pool));
    return [pool, poolOf(groups, kubernetes.machineType, zones.length)] as const;
  });
  return {
    name: clusterName(naming, region),
    region,
    zones,
    machineType: kubernetes.machineType,
    pools: Object.fromEntries(pools),
    pods,
    mesh: kubernetes.mesh.includes(region),
    window: windowOf(system, region),
    backupLocation: backupLocation(system, region),
    restores: restoresOf(system, naming, region),
  };
}

/** Services that run in clusters. */
export function onKubernetes(system: Pick<System, "services">): readonly string[] {
  return Object.entries(system.services).flatMap(([name, { runs }]) =>
    runs.on === "kubernetes" ? [name] : [],
  );
}

/**
 * Whether a cluster stands in a region: where it is written out, else by the mode. A lost home
 * region's is still declared, so that its stack doesn't delete it the day it comes back; in cold the
 * other never had one, unless a failover has written that out.
 */
export function holdsCluster(system: System, region: string): boolean {
  if (!system.kubernetes || onKubernetes(system).length === 0) return false;
  const { clusters } = system.kubernetes;
  if (clusters) return clusters.includes(region);
  const left = region === system.home && system.regions[region]?.state === "lost";
  return left || region === system.primary || system.standby !== "cold";
}

/** Image of what answers the clusters' autoscalers; none unless a service scales on a metric of its own. */
export function metricsAdapter({ kubernetes, services }: System): string | undefined {
  const isAsked = Object.values(services).some(
    ({ runs, scaling }) => runs.on === "kubernetes" && scaling && !isOfMachine(scaling.on),
  );
  return isAsked ? kubernetes?.metricsAdapter : undefined;
}

/** Whether pods run in a region, so that their endpoint groups are there. */
export function podsRunIn(system: System, region: string): boolean {
  if (!holdsCluster(system, region) || system.regions[region]?.state === "lost") return false;
  return region === system.primary || system.standby !== "cold";
}

/** The pool that a service's pods run in. */
export function poolNameOf(service: string, { nodes }: KubernetesRuntime): string {
  return nodes === "own" ? service : SHARED;
}

function ownPools(system: System): readonly string[] {
  return Object.entries(system.services).flatMap(([name, { runs }]) =>
    runs.on === "kubernetes" && runs.nodes === "own" ? [name] : [],
  );
}

function podGroup(system: System, group: Group, pool: string): readonly PodGroup[] {
  const runs = system.services[group.service]?.runs;
  if (runs?.on !== "kubernetes" || poolNameOf(group.service, runs) !== pool) return [];
  return [{ group, cpu: runs.cpu, memory: runs.memory }];
}

/** A day later in each further region, so that one mistake of an upgrade doesn't reach all on one day. */
function windowOf({ maintenance, regions }: System, region: string): Window {
  const later = Object.keys(regions).indexOf(region);
  const day =
    WEEKDAYS[(WEEKDAYS.indexOf(maintenance.day) + later) % WEEKDAYS.length] ?? maintenance.day;
  return { day, hour: maintenance.hour };
}

/** The next region in the description: whatever takes this one leaves the backups. */
export function backupLocation({ regions }: System, region: string): string {
  const names = Object.keys(regions);
  return names[(names.indexOf(region) + 1) % names.length] ?? region;
}

/** Backups that are kept here, of clusters that stand or have stood. */
function restoresOf(
  system: System,
  naming: Naming,
  region: string,
): Readonly<Record<string, string>> {
  const sources = Object.keys(system.regions).filter(
    (source) =>
      source !== region &&
      system.regions[source]?.state !== "planned" &&
      backupLocation(system, source) === region &&
      holdsCluster(system, source),
  );
  return Object.fromEntries(
    sources.map((source) => [source, backupPlanLink(naming, source, region)]),
  );
}
