import type { Cloud } from "../cloud";
import { conflict, invalid, notFound } from "../error";
import { lastPart, textAt } from "../kinds/lookup";
import type { CloudResource } from "../model";
import { earliest, originOf, refuseMoment } from "./located-copy";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";

const INSTANCE = "/v1/projects/{project}/instances/{instance}";
const [DATABASE, BACKUP] = ["spanner.Database", "spanner.Backup"] as const;
const HOUR = 3_600_000;

/** Spanner's administration, as far as a copy as of a moment needs it. */
export const spannerRoutes: readonly Route[] = [
  { method: "GET", path: `${INSTANCE}/databases/{name}`, answer: getDatabase },
  { method: "POST", path: `${INSTANCE}/databases:restore`, answer: restore },
  { method: "GET", path: `${INSTANCE}/backups/{name}`, answer: getBackup },
  { method: "POST", path: `${INSTANCE}/backups`, answer: backUp },
];

function found(cloud: Cloud, kind: string, request: Matched, name: string) {
  const [project, instance] = [partOf(request, "project"), partOf(request, "instance")];
  return [...cloud.all(kind)].find(
    (one) =>
      one.project === project &&
      lastPart(textAt(one.properties, "instance") ?? "") === instance &&
      lastPart(textAt(one.properties, "name") ?? one.name) === name,
  );
}

function instanceOf(request: Matched, cloud: Cloud): CloudResource {
  const name = partOf(request, "instance");
  const instance = [...cloud.all("spanner.Instance")].find(
    (one) => one.project === partOf(request, "project") && one.name === name,
  );
  if (!instance) throw notFound(`instance '${name}'`);
  return cloud.get(instance);
}

/** The API's own default is an hour. */
function windowOf(database: CloudResource): number {
  const text = textAt(database.properties, "versionRetentionPeriod");
  const seconds = text?.endsWith("s") ? Number(text.slice(0, -1)) : 3600;
  return seconds * 1000;
}

function getDatabase(request: Matched, cloud: Cloud): RestAnswer {
  const name = partOf(request, "name");
  const database = found(cloud, DATABASE, request, name);
  if (!database) throw notFound(`database '${name}'`);
  const state = database.readyAt > cloud.now ? "CREATING" : "READY";
  return {
    body: { name, state, earliestVersionTime: earliest(cloud, windowOf(cloud.get(database))) },
  };
}

function getBackup(request: Matched, cloud: Cloud): RestAnswer {
  const name = partOf(request, "name");
  const backup = found(cloud, BACKUP, request, name);
  if (!backup) throw notFound(`backup '${name}'`);
  const state = backup.readyAt > cloud.now ? "CREATING" : "READY";
  return { body: { name, state, versionTime: backup.properties["versionTime"] ?? null } };
}

function backUp(request: Matched, cloud: Cloud): RestAnswer {
  const instance = instanceOf(request, cloud);
  const body = documentOf(request);
  const name = request.query.get("backupId") ?? "";
  const from = lastPart(textAt(body, "database") ?? "");
  const time = textAt(body, "versionTime") ?? "";
  if (name === "") throw invalid("Missing parameter: backupId");
  const source = found(cloud, DATABASE, request, from);
  if (!source) throw notFound(`database '${from}'`);
  if (found(cloud, BACKUP, request, name)) throw conflict("alreadyExists", `'${name}' is there`);
  refuseMoment(cloud, time, windowOf(source));
  const expires = Date.parse(textAt(body, "expireTime") ?? "");
  if (!(expires >= Date.parse(time) + 6 * HOUR)) throw invalid("expireTime is too early");
  const { project, location } = instance;
  cloud.create(
    { kind: BACKUP, project, location, name: `${instance.name}/${name}` },
    // Rows are followed for the instance as a whole.
    { name, instance: instance.name, versionTime: time, ...originOf(cloud, instance, time) },
  );
  return { body: { name: `operations/${name}`, done: false } };
}

function restore(request: Matched, cloud: Cloud): RestAnswer {
  const instance = instanceOf(request, cloud);
  const body = documentOf(request);
  const name = textAt(body, "databaseId");
  const from = lastPart(textAt(body, "backup") ?? "");
  if (name === undefined) throw invalid("Missing parameter: databaseId");
  const backup = found(cloud, BACKUP, request, from);
  if (!backup) throw notFound(`backup '${from}'`);
  if (backup.readyAt > cloud.now) throw conflict("failedPrecondition", `'${from}' is being made`);
  if (found(cloud, DATABASE, request, name)) throw conflict("alreadyExists", `'${name}' is there`);
  const { project, location } = instance;
  const { name: _, ...origin } = backup.properties;
  cloud.create(
    { kind: DATABASE, project, location, name: `${instance.name}/${name}` },
    { ...origin, name },
  );
  return { body: { name: `operations/${name}`, done: false } };
}
