import type { Cloud } from "../../cloud";
import { at, isObject, type JsonObject } from "../../json";
import type { CloudResource } from "../../model";
import { replicaRole } from "./completion";
import { designated, instancesOf, isMysql, isReplica, replicasOf, sourceOf } from "./instance";

/** What the API shows of an instance that has become a writer. */
export function asWriter(properties: JsonObject, drReplica: string): JsonObject {
  const { masterInstanceName: _, replicaConfiguration: __, ...rest } = properties;
  return withDesignation({ ...rest, instanceType: "CLOUD_SQL_INSTANCE" }, drReplica);
}

/** What the API shows of an instance that has become a replica: it takes no backups. */
export function asReplica(properties: JsonObject, source: string): JsonObject {
  const log = isMysql(properties) ? {} : { pointInTimeRecoveryEnabled: false };
  const changed = withBackups(properties, { ...backupsIn(properties), enabled: false, ...log });
  return withDesignation({ ...changed, ...replicaRole(source) }, "");
}

/** The same instance with another's backup configuration. */
export function withBackups(properties: JsonObject, backupConfiguration: JsonObject): JsonObject {
  const settings = at(properties, "settings");
  return {
    ...properties,
    settings: { ...(isObject(settings) ? settings : {}), backupConfiguration },
  };
}

export function backupsIn(properties: JsonObject): JsonObject {
  const backups = at(properties, "settings.backupConfiguration");
  return isObject(backups) ? backups : {};
}

function withDesignation(properties: JsonObject, drReplica: string): JsonObject {
  const had = properties["replicationCluster"];
  if (!isObject(had) && drReplica === "") return properties;
  const cluster = { ...(isObject(had) ? had : {}), failoverDrReplicaName: drReplica };
  return { ...properties, replicationCluster: cluster };
}

/**
 * Has the API show who copies whom: the names of a writer's replicas, and which of them is
 * designated. A designation ends with its replica.
 */
export function showRoles(cloud: Cloud): void {
  for (const instance of instancesOf(cloud)) {
    const shown = rolesIn(instance, cloud);
    if (JSON.stringify(shown) !== JSON.stringify(instance.properties)) {
      cloud.setProperties(instance.id, shown);
    }
  }
}

function rolesIn(instance: CloudResource, cloud: Cloud): JsonObject {
  const { properties, project } = instance;
  const replicaNames = replicasOf(instance, cloud).map(({ name }) => name);
  const cluster = properties["replicationCluster"];
  const named = { ...properties, replicaNames };
  if (isReplica(instance)) {
    const source = sourceOf(instance, cloud);
    const drReplica = source !== undefined && designated(source) === instance.name;
    if (!drReplica && cluster === undefined) return named;
    return { ...named, replicationCluster: { failoverDrReplicaName: "", drReplica } };
  }
  const target = designated(instance);
  if (target === "" || !isObject(cluster)) return named;
  const failoverDrReplicaName = replicaNames.includes(target) ? `${project}:${target}` : "";
  return { ...named, replicationCluster: { ...cluster, failoverDrReplicaName, drReplica: false } };
}
