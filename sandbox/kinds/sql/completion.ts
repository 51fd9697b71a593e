import type { Cloud } from "../../cloud";
import { at, isObject, type Json, type JsonObject } from "../../json";
import type { Asked } from "../../kind";
import { computedFor } from "../computed";
import { INSTANCE, instanceNamed, isMysql, isReplica, plainName, textAt } from "./instance";

/** What no update changes: only actions do, whatever a client sends along. */
const ROLE = [
  "instanceType",
  "masterInstanceName",
  "replicaConfiguration",
  "replicaNames",
] as const;

/** Fills in what the service decides: role, defaults, names and addresses. */
export function complete(asked: Asked, cloud: Cloud): JsonObject {
  const given = asked.before ? withRole(asked.properties, asked.before.properties) : asNew(asked);
  const source = instanceNamed(
    cloud,
    asked.project,
    textAt(given, "clone.sourceInstanceName") || textAt(given, "masterInstanceName"),
  );
  const databaseVersion =
    textAt(given, "databaseVersion") || textAt(source?.properties ?? {}, "databaseVersion");
  const settings = given["settings"] ?? source?.properties["settings"] ?? {};
  return {
    ...given,
    databaseVersion,
    maintenanceVersion: `${databaseVersion}.R20260101.01_00`,
    ...computed(asked, given),
    settings: settingsOf({ ...given, databaseVersion }, settings, asked.before?.properties),
    ...designation(asked, given),
  };
}

/** A new instance is a replica if it names a source; the designation is dropped (docs/facts.md). */
function asNew({ properties }: Asked): JsonObject {
  const { replicationCluster: _, replicaNames: __, ...given } = properties;
  if (!isReplica({ properties })) {
    const { masterInstanceName: ___, replicaConfiguration: ____, ...alone } = given;
    return { ...alone, instanceType: "CLOUD_SQL_INSTANCE", replicaNames: [] };
  }
  return { ...given, ...replicaRole(plainName(textAt(given, "masterInstanceName"))) };
}

/** What the API shows of a replica. */
export function replicaRole(source: string): JsonObject {
  return {
    instanceType: "READ_REPLICA_INSTANCE",
    masterInstanceName: source,
    replicaConfiguration: { cascadableReplica: false, failoverTarget: false },
    replicaNames: [],
  };
}

function withRole(asked: JsonObject, before: JsonObject): JsonObject {
  const rest = Object.entries(asked).filter(([key]) => !ROLE.some((role) => role === key));
  const role = ROLE.flatMap((key) => {
    const value = before[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries([...rest, ...role]);
}

function computed({ project, location, name }: Asked, given: JsonObject): JsonObject {
  const address = { kind: INSTANCE, project, location, name };
  return {
    project,
    name,
    region: location,
    ...computedFor(address, `${project}/${name}`, given),
  };
}

/** POSTGRES_16 and later are Enterprise Plus unless said otherwise (docs/facts.md). */
function editionOf(databaseVersion: string): string {
  const major = /^POSTGRES_(\d+)$/.exec(databaseVersion)?.[1];
  return Number(major ?? 0) >= 16 ? "ENTERPRISE_PLUS" : "ENTERPRISE";
}

function settingsOf(given: JsonObject, asked: Json, before: JsonObject | undefined): JsonObject {
  const settings = isObject(asked) ? asked : {};
  const edition = settings["edition"] ?? editionOf(textAt(given, "databaseVersion"));
  const version = at(before, "settings.version");
  const availabilityType = settings["availabilityType"] ?? "ZONAL";
  return {
    activationPolicy: "ALWAYS",
    connectorEnforcement: "NOT_REQUIRED",
    deletionProtectionEnabled: false,
    diskAutoresize: true,
    diskAutoresizeLimit: 0,
    diskSize: at(before, "settings.diskSize") ?? 10,
    diskType: "PD_SSD",
    pricingPlan: "PER_USE",
    retainBackupsOnDelete: false,
    ...settings,
    availabilityType,
    effectiveAvailabilityType: availabilityType,
    edition,
    version: typeof version === "number" ? version + 1 : 1,
    backupConfiguration: backupsOf(given, settings["backupConfiguration"], edition),
    ipConfiguration: {
      ipv4Enabled: true,
      sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
      serverCaMode: "GOOGLE_MANAGED_INTERNAL_CA",
      ...objectOf(settings["ipConfiguration"]),
    },
  };
}

function backupsOf(given: JsonObject, asked: Json | undefined, edition: Json): JsonObject {
  const isPlus = edition === "ENTERPRISE_PLUS";
  return {
    enabled: false,
    startTime: "00:00",
    transactionLogRetentionDays: isPlus ? 14 : 7,
    backupRetentionSettings: { retainedBackups: isPlus ? 15 : 7, retentionUnit: "COUNT" },
    backupTier: "STANDARD",
    binaryLogEnabled: false,
    ...(isMysql(given) ? {} : { pointInTimeRecoveryEnabled: false }),
    ...objectOf(asked),
  };
}

/** Of Enterprise Plus alone. An update that doesn't mention it leaves it as it is. */
function designation({ project, before, properties }: Asked, given: JsonObject): JsonObject {
  const { replicationCluster: had } = before?.properties ?? {};
  if (!before || isReplica({ properties: given })) {
    return had === undefined ? {} : { replicationCluster: had };
  }
  const asked = at(properties, "replicationCluster.failoverDrReplicaName");
  if (typeof asked !== "string") return had === undefined ? {} : { replicationCluster: had };
  const name = asked === "" || asked.includes(":") ? asked : `${project}:${asked}`;
  return {
    replicationCluster: { ...objectOf(had), drReplica: false, failoverDrReplicaName: name },
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
