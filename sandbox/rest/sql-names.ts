import type { Cloud } from "../cloud";
import { isObject, type Json, type JsonObject } from "../json";
import { plainName, runtimeOf, textAt } from "../kinds/sql/instance";
import { timeOf } from "../kinds/sql/recovery";
import type { CloudResource } from "../model";

/** Settings that the API calls otherwise than the provider: its name, and whether it is a string there. */
const SETTINGS: Readonly<Record<string, { readonly api: string; readonly text: boolean }>> = {
  diskAutoresize: { api: "storageAutoResize", text: false },
  diskAutoresizeLimit: { api: "storageAutoResizeLimit", text: true },
  diskSize: { api: "dataDiskSizeGb", text: true },
  diskType: { api: "dataDiskType", text: false },
  version: { api: "settingsVersion", text: true },
};

const FROM_API = new Map(
  Object.entries(SETTINGS).map(([name, { api, text }]) => [api, { name, text }]),
);

/** Lists that the provider has as a single thing, and the other way round. */
const DENY = { provider: "denyMaintenancePeriod", api: "denyMaintenancePeriods" };
const PSC = { provider: "pscConfigs", api: "pscConfig" };

/** Top-level properties that the API gives back as they are. */
const SAME = [
  "connectionName",
  "databaseVersion",
  "dnsName",
  "instanceType",
  "ipAddresses",
  "maintenanceVersion",
  "name",
  "project",
  "region",
  "replicaNames",
  "replicationCluster",
  "selfLink",
  "serviceAccountEmailAddress",
];

/** What a client may give of an instance. */
const GIVEN = [
  "databaseVersion",
  "maintenanceVersion",
  "masterInstanceName",
  "replicaConfiguration",
];

/** An instance as the Admin API shows it: https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances */
export function shownInstance(instance: CloudResource, cloud: Cloud): JsonObject {
  const { properties, project, createdAt, revision } = instance;
  const source = textAt(properties, "masterInstanceName");
  const { branch, zone, otherZone } = runtimeOf(instance);
  const isRegional = textAt(properties, "settings.availabilityType") === "REGIONAL";
  const replica = properties["replicaConfiguration"];
  return {
    kind: "sql#instance",
    backendType: "SECOND_GEN",
    ...Object.fromEntries(SAME.flatMap((key) => pairOf(key, properties[key]))),
    ...(source === "" ? {} : { masterInstanceName: `${project}:${plainName(source)}` }),
    ...(isObject(replica)
      ? { replicaConfiguration: { kind: "sql#replicaConfiguration", ...replica } }
      : {}),
    settings: { kind: "sql#settings", ...shownSettings(properties["settings"]) },
    state:
      branch === null
        ? "PENDING_CREATE"
        : cloud.now < instance.readyAt
          ? "MAINTENANCE"
          : "RUNNABLE",
    gceZone: zone,
    ...(isRegional ? { secondaryGceZone: otherZone } : {}),
    createTime: timeOf(createdAt),
    etag: String(revision),
  };
}

/** What a client asks for, in the provider's names; what only the service decides is left out. */
export function givenInstance(body: JsonObject): JsonObject {
  const settings = body["settings"];
  const cluster = body["replicationCluster"];
  return {
    ...Object.fromEntries(GIVEN.flatMap((key) => pairOf(key, body[key]))),
    ...(settings === undefined ? {} : { settings: givenSettings(settings) }),
    ...(isObject(cluster) ? { replicationCluster: cluster } : {}),
  };
}

/** Takes a partial document over another: objects are merged, `null` takes out, all else replaces. */
export function merged(base: JsonObject, patch: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const had = result[key];
    if (value === null) delete result[key];
    else result[key] = isObject(value) ? merged(isObject(had) ? had : {}, value) : value;
  }
  return result;
}

function shownSettings(settings: Json | undefined): JsonObject {
  if (!isObject(settings)) return {};
  const { effectiveAvailabilityType: _, [DENY.provider]: deny, ...rest } = settings;
  const renamed = Object.entries(rest).map(([key, value]): [string, Json] => {
    const other = SETTINGS[key];
    if (!other) return [key, key === "ipConfiguration" ? shownIp(value) : value];
    return [other.api, other.text && typeof value === "number" ? String(value) : value];
  });
  return Object.fromEntries([...renamed, ...pairOf(DENY.api, deny === undefined ? deny : [deny])]);
}

function givenSettings(settings: Json): JsonObject | null {
  if (!isObject(settings)) return null;
  const { kind: _, settingsVersion: __, [DENY.api]: deny, ...rest } = settings;
  const renamed = Object.entries(rest).map(([key, value]): [string, Json] => {
    const other = FROM_API.get(key);
    if (!other) return [key, key === "ipConfiguration" ? givenIp(value) : value];
    return [other.name, other.text && typeof value === "string" ? Number(value) : value];
  });
  const first = Array.isArray(deny) ? (deny[0] as Json | undefined) : undefined; // a list of JSON
  return Object.fromEntries([...renamed, ...pairOf(DENY.provider, first)]);
}

function shownIp(value: Json): Json {
  if (!isObject(value)) return value;
  const { [PSC.provider]: psc, ...rest } = value;
  const first = Array.isArray(psc) ? (psc[0] as Json | undefined) : undefined; // a list of JSON
  return { ...rest, ...Object.fromEntries(pairOf(PSC.api, first)) };
}

function givenIp(value: Json): Json {
  if (!isObject(value)) return value;
  const { [PSC.api]: psc, ...rest } = value;
  return { ...rest, ...Object.fromEntries(pairOf(PSC.provider, psc === undefined ? psc : [psc])) };
}

function pairOf(key: string, value: Json | undefined): [string, Json][] {
  return value === undefined ? [] : [[key, value]];
}
