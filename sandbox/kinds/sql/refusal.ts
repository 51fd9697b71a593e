import type { Cloud } from "../../cloud";
import { conflict, invalid, notFound } from "../../error";
import { at, type JsonObject } from "../../json";
import type { Asked } from "../../kind";
import type { CloudResource } from "../../model";
import { isReachable } from "./availability";
import {
  instanceNamed,
  isEnterprisePlus,
  isMysql,
  isOn,
  isReplica,
  keepsLog,
  numberAt,
  plainName,
  replicasOf,
  runtimeOf,
  textAt,
} from "./instance";
import { complete } from "./completion";
import { refuseClone, refuseRestore } from "./recovery";

const SHARED_OR_CUSTOM = /^db-(custom-|f1-micro$|g1-small$)/;

/** @throws CloudError for what the API wouldn't make or change, by the SDK's declarations and Google's pages. */
export function refuse(asked: Asked, cloud: Cloud): void {
  const properties = complete(asked, cloud);
  if (!asked.before) refuseNew(asked, properties, cloud);
  else refuseChange(asked.before, properties);
  refuseTier(properties);
  refuseBackups(properties);
  if (asked.before) refuseDesignation(asked, properties, cloud);
}

function refuseNew(asked: Asked, properties: JsonObject, cloud: Cloud): void {
  if (isOn(asked.properties, "replicaConfiguration.failoverTarget")) {
    throw invalid("Failover replicas aren't supported."); // the API's own words
  }
  if (isReplica({ properties })) refuseReplica(asked, properties, cloud);
  if (textAt(properties, "clone.sourceInstanceName") !== "") refuseClone(asked, cloud);
  if (at(properties, "restoreBackupContext.backupRunId") !== undefined) {
    refuseRestore(asked.project, at(properties, "restoreBackupContext"), cloud);
  }
}

function refuseReplica({ project }: Asked, properties: JsonObject, cloud: Cloud): void {
  const name = plainName(textAt(properties, "masterInstanceName"));
  const source = instanceNamed(cloud, project, name);
  if (!source) throw notFound(name);
  if (!isReplica(source) && !keepsLog(source.properties)) {
    const log = isMysql(source.properties) ? "binary logging" : "point-in-time recovery";
    throw invalid(`'${name}' needs automated backups and ${log} before it can have a replica`);
  }
  const binaryLog = "settings.backupConfiguration.binaryLogEnabled";
  if (isReplica(source) && isMysql(source.properties) && !isOn(source.properties, binaryLog)) {
    throw invalid(`'${name}' is a replica without binary logging and can't be copied`);
  }
  if (runtimeOf(source).branch !== null && !isReachable(source, cloud)) {
    throw conflict("invalidState", `'${name}' is not running and can't be copied`);
  }
  if (textAt(properties, "databaseVersion") !== textAt(source.properties, "databaseVersion")) {
    throw invalid(`A replica must have the database version of its source '${name}'`);
  }
}

function refuseChange(before: CloudResource, properties: JsonObject): void {
  const disk = "settings.diskSize";
  if (numberAt(properties, disk, 10) < numberAt(before.properties, disk, 10)) {
    throw invalid("The disk size can't be decreased");
  }
  const network = "settings.ipConfiguration.privateNetwork";
  if (textAt(before.properties, network) !== "" && textAt(properties, network) === "") {
    throw invalid("The private network can't be removed");
  }
}

function refuseTier(properties: JsonObject): void {
  const tier = textAt(properties, "settings.tier");
  const edition = textAt(properties, "settings.edition");
  const fits = isEnterprisePlus(properties)
    ? tier.startsWith("db-perf-optimized-") || tier.startsWith("db-c4a-")
    : SHARED_OR_CUSTOM.test(tier) || tier.startsWith("db-n1-");
  if (!fits) throw invalid(`Invalid Tier (${tier}) for (${edition}) Edition`);
}

function refuseBackups(properties: JsonObject): void {
  const path = "settings.backupConfiguration";
  const days = numberAt(properties, `${path}.transactionLogRetentionDays`, 7);
  const most = isEnterprisePlus(properties) ? 35 : 7;
  if (days < 1 || days > most) {
    throw invalid(`transactionLogRetentionDays is ${days}; it must be from 1 to ${most}`);
  }
  if (isReplica({ properties })) {
    if (isOn(properties, `${path}.enabled`)) throw invalid("A replica takes no backups of its own");
    return;
  }
  const isRegional = textAt(properties, "settings.availabilityType") === "REGIONAL";
  if (isRegional && !keepsLog(properties)) {
    const log = isMysql(properties) ? "binaryLogEnabled" : "pointInTimeRecoveryEnabled";
    throw invalid(`REGIONAL availability needs backups and ${log} to be on`);
  }
}

/** The designated DR replica: a direct one, in another region, Enterprise Plus on both sides. */
function refuseDesignation(asked: Asked, properties: JsonObject, cloud: Cloud): void {
  const wanted = textAt(properties, "replicationCluster.failoverDrReplicaName");
  const had = textAt(asked.before?.properties ?? {}, "replicationCluster.failoverDrReplicaName");
  if (wanted === "" || wanted === had || isReplica({ properties })) return;
  const name = plainName(wanted);
  const replica = instanceNamed(cloud, asked.project, name);
  if (!replica) throw notFound(name);
  const why = unfit(replica, asked, properties);
  if (why !== undefined) throw invalid(`'${name}' can't be the DR replica: ${why}`);
}

function unfit(replica: CloudResource, asked: Asked, properties: JsonObject): string | undefined {
  if (plainName(textAt(replica.properties, "masterInstanceName")) !== asked.name) {
    return `it is not a direct replica of '${asked.name}'`;
  }
  if (replica.location === asked.location) return `it is in ${asked.location}, too`;
  if (!isEnterprisePlus(properties)) return `'${asked.name}' is not Enterprise Plus`;
  if (!isEnterprisePlus(replica.properties)) return "it is not Enterprise Plus";
  if (!keepsLog(properties)) return `'${asked.name}' has no point-in-time recovery`;
  const log = "settings.backupConfiguration.binaryLogEnabled";
  if (isMysql(properties) && !isOn(replica.properties, log)) return "its binary log is off";
  return runtimeOf(replica).branch === null ? "it is being created" : undefined;
}

/** @throws CloudError 400 while it has replicas; the guard against deletion is in `protection.ts`. */
export function refuseDelete(instance: CloudResource, cloud: Cloud): void {
  const [replica] = replicasOf(instance, cloud);
  if (replica) throw invalid(`The instance has the replica '${replica.name}'; delete that first`);
}
