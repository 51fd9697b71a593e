import type { Cloud } from "../cloud";
import { CloudError, invalid, notFound } from "../error";
import { at, isObject, type JsonObject } from "../json";
import { backupsOf, type Backup } from "../kinds/sql/backups";
import { INSTANCE, instancesOf, textAt } from "../kinds/sql/instance";
import { recoverable, timeOf } from "../kinds/sql/recovery";
import type { CloudResource } from "../model";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";
import { insideRoutes, instanceOf } from "./sql-inside";
import { givenInstance, merged, shownInstance } from "./sql-names";
import { executeSql } from "./sql-data";
import { operationsOf, shownOperation } from "./sql-operation";

/** Both versions have the same methods: gcloud still asks the older one. */
const VERSIONS = ["/v1", "/sql/v1beta4"];

const ONE = "/instances/{instance}";

/** Cloud SQL Admin API, as far as recovery and its rehearsals call it. */
const METHODS: readonly Route[] = [
  { method: "GET", path: "/instances", answer: list },
  { method: "POST", path: "/instances", answer: insert },
  { method: "GET", path: ONE, answer: get },
  { method: "PATCH", path: ONE, answer: (request, cloud) => change(request, cloud, merged) },
  { method: "PUT", path: ONE, answer: (request, cloud) => change(request, cloud, replaced) },
  { method: "DELETE", path: ONE, answer: remove },
  { method: "POST", path: `${ONE}/promoteReplica`, answer: promote },
  { method: "POST", path: `${ONE}/switchover`, answer: verb("switchover") },
  { method: "POST", path: `${ONE}/restart`, answer: verb("restart") },
  { method: "POST", path: `${ONE}/restoreBackup`, answer: restore },
  { method: "POST", path: `${ONE}/clone`, answer: clone },
  { method: "GET", path: `${ONE}/getLatestRecoveryTime`, answer: latestRecoveryTime },
  { method: "POST", path: `${ONE}/executeSql`, answer: executeSql },
  { method: "POST", path: `${ONE}/backupRuns`, answer: backUp },
  { method: "GET", path: `${ONE}/backupRuns`, answer: listBackups },
  { method: "GET", path: `${ONE}/backupRuns/{id}`, answer: getBackup },
  ...insideRoutes,
  { method: "GET", path: "/operations", answer: listOperations },
  {
    method: "GET",
    path: "/operations/{operation}",
    answer: (request, cloud) => shown(partOf(request, "operation"), cloud),
    over: (request, cloud) => cloud.operation(partOf(request, "operation")).end,
  },
];

export const sqlRoutes: readonly Route[] = VERSIONS.flatMap((version) =>
  METHODS.map((route) => ({ ...route, path: `${version}/projects/{project}${route.path}` })),
);

/** Instances of a region that is gone are missing, and the answer says so. */
function list(request: Matched, cloud: Cloud): RestAnswer {
  const all = instancesOf(cloud, partOf(request, "project"));
  const lost = new Set(
    all.map(({ location }) => location).filter((region) => cloud.faults.isLost(region)),
  );
  const items = all
    .filter(({ location }) => !lost.has(location))
    .map((instance) => shownInstance(instance, cloud));
  const warnings = [...lost].map((region) => ({
    code: "REGION_UNREACHABLE",
    region,
    message: `The region ${region} is unreachable`,
  }));
  return {
    body: { kind: "sql#instancesList", items, ...(lost.size === 0 ? {} : { warnings }) },
  };
}

function get(request: Matched, cloud: Cloud): RestAnswer {
  return { body: shownInstance(cloud.get(instanceOf(request, cloud)), cloud) };
}

function insert(request: Matched, cloud: Cloud): RestAnswer {
  const body = documentOf(request);
  const name = textAt(body, "name");
  if (name === "") throw invalid("Missing parameter: name");
  const location = textAt(body, "region") || "us-central1"; // the API's default
  return create(cloud, partOf(request, "project"), location, name, givenInstance(body));
}

function create(
  cloud: Cloud,
  project: string,
  location: string,
  name: string,
  properties: JsonObject,
): RestAnswer {
  cloud.create({ kind: INSTANCE, project, location, name }, properties);
  return latest(cloud, project, name);
}

function change(
  request: Matched,
  cloud: Cloud,
  join: (had: JsonObject, given: JsonObject) => JsonObject,
): RestAnswer {
  const instance = instanceOf(request, cloud);
  const body = documentOf(request);
  const asked = textAt(body, "settings.settingsVersion");
  const current = at(instance.properties, "settings.version");
  if (asked !== "" && asked !== String(Number(current))) {
    throw new CloudError(412, "staleData", "Condition does not match.");
  }
  cloud.update(instance, join(instance.properties, givenInstance(body)));
  return latest(cloud, instance.project, instance.name);
}

/** An update by PUT: settings are given in full. */
function replaced(had: JsonObject, given: JsonObject): JsonObject {
  return { ...had, ...given };
}

function remove(request: Matched, cloud: Cloud): RestAnswer {
  const instance = instanceOf(request, cloud);
  cloud.delete(instance);
  return latest(cloud, instance.project, instance.name);
}

function promote(request: Matched, cloud: Cloud): RestAnswer {
  const failover = request.query.get("failover") === "true";
  return act(request, cloud, "promoteReplica", { failover });
}

function restore(request: Matched, cloud: Cloud): RestAnswer {
  return act(request, cloud, "restoreBackup", contextOf(request, "restoreBackupContext"));
}

function clone(request: Matched, cloud: Cloud): RestAnswer {
  const source = instanceOf(request, cloud);
  const { destinationInstanceName: name, ...context } = contextOf(request, "cloneContext");
  if (typeof name !== "string") throw invalid("Missing parameter: destinationInstanceName");
  const properties = {
    // A clone is of its source's version and settings, whatever else is asked for.
    ...given(source, "databaseVersion"),
    ...given(source, "settings"),
    clone: { ...context, sourceInstanceName: source.name },
  };
  return create(cloud, source.project, source.location, name, properties);
}

function given({ properties }: CloudResource, key: string): JsonObject {
  const value = properties[key];
  return value === undefined ? {} : { [key]: value };
}

function backUp(request: Matched, cloud: Cloud): RestAnswer {
  const { project, name } = instanceOf(request, cloud);
  const answer = act(request, cloud, "backup", documentOf(request));
  const id = backupsOf(cloud, project, name).at(-1)?.id ?? "";
  const backupContext = { kind: "sql#backupContext", backupId: id };
  return { body: { ...(isObject(answer.body) ? answer.body : {}), backupContext } };
}

function act(request: Matched, cloud: Cloud, name: string, args: JsonObject = {}): RestAnswer {
  const { id } = cloud.act(instanceOf(request, cloud), name, args);
  return shown(id, cloud);
}

/** A verb that takes nothing else. */
function verb(name: string): Route["answer"] {
  return (request, cloud) => act(request, cloud, name);
}

function latestRecoveryTime(request: Matched, cloud: Cloud): RestAnswer {
  const instance = cloud.get(instanceOf(request, cloud));
  const window = recoverable(instance, cloud);
  if (!window) throw invalid(`'${instance.name}' has no point-in-time recovery`);
  return {
    body: {
      kind: "sql#getLatestRecoveryTime",
      earliestRecoveryTime: timeOf(window.from),
      latestRecoveryTime: timeOf(window.to),
    },
  };
}

/** Backups are kept apart from their instance: they are listed while its region is gone, too. */
function listBackups(request: Matched, cloud: Cloud): RestAnswer {
  const all = backupsOf(cloud, partOf(request, "project"), partOf(request, "instance"));
  const items = all.reverse().map(shownBackup);
  return { body: { kind: "sql#backupRunsList", items } };
}

function getBackup(request: Matched, cloud: Cloud): RestAnswer {
  const id = partOf(request, "id");
  const all = backupsOf(cloud, partOf(request, "project"), partOf(request, "instance"));
  const backup = all.find((one) => one.id === id);
  if (!backup) throw notFound(`backup run ${id}`);
  return { body: shownBackup(backup) };
}

function shownBackup(backup: Backup): JsonObject {
  const { id, instance, location, type, description, status, start, end } = backup;
  return {
    kind: "sql#backupRun",
    id,
    instance,
    location,
    type: type === "AUTOMATED" ? type : "ON_DEMAND",
    description,
    status,
    backupKind: "SNAPSHOT",
    enqueuedTime: timeOf(start),
    startTime: timeOf(start),
    ...(status === "RUNNING" ? {} : { endTime: timeOf(end) }),
    databaseVersion: backup.databaseVersion,
  };
}

function listOperations(request: Matched, cloud: Cloud): RestAnswer {
  const instance = request.query.get("instance") ?? undefined;
  const all = operationsOf(cloud, partOf(request, "project"), instance);
  const items = all.map((operation) => shownOperation(operation, cloud));
  return { body: { kind: "sql#operationsList", items } };
}

/** The operation that a call has just begun. */
function latest(cloud: Cloud, project: string, name: string): RestAnswer {
  const [operation] = operationsOf(cloud, project, name);
  if (!operation) throw new Error(`no operation on ${name} was begun`);
  return { body: shownOperation(operation, cloud) };
}

function shown(id: string, cloud: Cloud): RestAnswer {
  return { body: shownOperation(cloud.operation(id), cloud) };
}

function contextOf(request: Matched, name: string): JsonObject {
  const context = documentOf(request)[name];
  if (!isObject(context)) throw invalid(`Missing parameter: ${name}`);
  return context;
}
