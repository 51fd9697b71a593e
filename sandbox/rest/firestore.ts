import type { Cloud } from "../cloud";
import { conflict, invalid, notFound } from "../error";
import type { JsonObject } from "../json";
import { ORIGIN, SIZE } from "../kinds/located/kinds";
import { lastPart, textAt } from "../kinds/lookup";
import type { CloudResource } from "../model";
import { earliest, originOf, refuseMoment } from "./located-copy";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";

const DATABASES = "/v1/projects/{project}/databases";
const KIND = "firestore.Database";
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Firestore's administration, as far as a copy as of a moment needs it. */
export const firestoreRoutes: readonly Route[] = [
  { method: "POST", path: `${DATABASES}:clone`, answer: clone },
  { method: "GET", path: `${DATABASES}/{database}`, answer: get },
  { method: "GET", path: `${DATABASES}/{database}/operations`, answer: operations },
];

function databaseNamed(cloud: Cloud, project: string, name: string): CloudResource | undefined {
  return [...cloud.all(KIND)].find(
    (one) =>
      one.project === project && lastPart(textAt(one.properties, "name") ?? one.name) === name,
  );
}

function databaseOf(request: Matched, cloud: Cloud): CloudResource {
  const name = partOf(request, "database");
  const found = databaseNamed(cloud, partOf(request, "project"), name);
  if (!found) throw notFound(`database '${name}'`);
  return cloud.get(found);
}

/** Versions of an hour are kept where nothing else is asked for. */
function windowOf({ properties }: CloudResource): number {
  const isKept =
    textAt(properties, "pointInTimeRecoveryEnablement") === "POINT_IN_TIME_RECOVERY_ENABLED";
  return isKept ? WEEK : HOUR;
}

function clone(request: Matched, cloud: Cloud): RestAnswer {
  const project = partOf(request, "project");
  const body = documentOf(request);
  const name = textAt(body, "databaseId");
  const time = textAt(body, "pitrSnapshot.snapshotTime") ?? "";
  const from = lastPart(textAt(body, "pitrSnapshot.database") ?? "");
  if (name === undefined) throw invalid("Missing parameter: databaseId");
  const source = databaseNamed(cloud, project, from);
  if (!source) throw notFound(`database '${from}'`);
  if (databaseNamed(cloud, project, name)) throw conflict("alreadyExists", `'${name}' is there`);
  if (!/:00(\.0+)?Z$/.test(time))
    throw invalid(`snapshotTime is "${time}"; it must be a whole minute`);
  refuseMoment(cloud, time, windowOf(source));
  const { location, properties } = source;
  const copied = Object.entries(properties).filter(([key]) => !OWN.has(key));
  cloud.create(
    { kind: KIND, project, location, name },
    { ...Object.fromEntries(copied), name, ...originOf(cloud, source, time) },
  );
  return { body: shownOperation(cloud, project, name) ?? {} };
}

/** What a copy doesn't take over. */
const OWN: ReadonlySet<string> = new Set(["id", "uid", "name", "etag", "createTime", SIZE, ORIGIN]);

function get(request: Matched, cloud: Cloud): RestAnswer {
  const database = databaseOf(request, cloud);
  const { project, properties } = database;
  const name = lastPart(textAt(properties, "name") ?? database.name);
  return {
    body: {
      name: `projects/${project}/databases/${name}`,
      locationId: properties["locationId"] ?? null,
      type: properties["type"] ?? null,
      pointInTimeRecoveryEnablement: properties["pointInTimeRecoveryEnablement"] ?? null,
      earliestVersionTime: earliest(cloud, windowOf(database)),
    },
  };
}

function operations(request: Matched, cloud: Cloud): RestAnswer {
  const { project, name, properties } = databaseOf(request, cloud);
  const mine = shownOperation(cloud, project, lastPart(textAt(properties, "name") ?? name));
  return { body: mine ? { operations: [mine] } : {} };
}

/** The operation that makes a copy; nothing for what wasn't copied. */
function shownOperation(cloud: Cloud, project: string, name: string): JsonObject | undefined {
  const copy = databaseNamed(cloud, project, name);
  const making = [...cloud.operations()].find(
    ({ target, verb }) => target === copy?.id && verb === "create",
  );
  if (!copy || !making || textAt(copy.properties, `${ORIGIN}.id`) === undefined) return undefined;
  const database = `projects/${project}/databases/${name}`;
  return {
    name: `${database}/operations/${making.id}`,
    metadata: { database, operationState: making.end <= cloud.now ? "SUCCESSFUL" : "PROCESSING" },
    done: making.end <= cloud.now,
  };
}
