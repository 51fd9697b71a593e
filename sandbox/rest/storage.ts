import { EPOCH } from "../clock";
import type { Cloud } from "../cloud";
import { invalid } from "../error";
import type { JsonObject } from "../json";
import { blocksAt, textAt } from "../kinds/lookup";
import { crc32c } from "../kinds/storage/crc32c";
import { stateOf, type StoredObject } from "../kinds/storage/object";
import {
  bucketNamed,
  generationsOf,
  insert,
  type Precondition,
  read,
  remove,
  restore,
} from "../kinds/storage/objects";
import type { CloudResource } from "../model";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";

const OBJECTS = "/storage/v1/b/{bucket}/o";
/** As many as Google gives at once where nothing else is asked for. */
const PAGE = 1000;
const ONE = `${OBJECTS}/{object}`;
const GIGABYTE = 1e9;
/** Milliseconds. */
const LONGEST_CALL = 30_000;

/** Cloud Storage's JSON API, as far as a lease, a journal, the look at backups and a restore need it. */
export const storageRoutes: readonly Route[] = [
  { method: "POST", path: "/storage/v1/b", answer: makeBucket },
  { method: "GET", path: "/storage/v1/b/{bucket}", answer: getBucket },
  { method: "GET", path: OBJECTS, answer: list },
  { method: "GET", path: ONE, answer: get },
  { method: "DELETE", path: ONE, answer: drop },
  { method: "POST", path: `${ONE}/restore`, answer: bringBack },
  { method: "POST", path: `${ONE}/rewriteTo/b/{to}/o/{name}`, answer: rewrite },
  { method: "POST", path: `/upload${OBJECTS}`, answer: upload },
];

function bucketOf(request: Matched, cloud: Cloud): CloudResource {
  return bucketNamed(cloud, partOf(request, "bucket"));
}

function makeBucket(request: Matched, cloud: Cloud): RestAnswer {
  const body = documentOf(request);
  const name = textAt(body, "name");
  const project = request.query.get("project");
  if (name === undefined || project === null) throw invalid("Required: project, and name");
  const location = (textAt(body, "location") ?? "US").toUpperCase();
  cloud.create({ kind: "storage.Bucket", project, location, name }, { ...body, location });
  return { body: { kind: "storage#bucket", id: name, name, location } };
}

function getBucket(request: Matched, cloud: Cloud): RestAnswer {
  const { name, properties } = bucketOf(request, cloud);
  const { location = null, rpo = null, storageClass = null } = properties;
  const policy = (key: string) => blocksAt(properties, key)[0];
  return {
    body: {
      ...{ kind: "storage#bucket", id: name, name, location, rpo, storageClass },
      ...optional("customPlacementConfig", policy("customPlacementConfig")),
      ...optional("versioning", policy("versioning")),
      ...optional("softDeletePolicy", policy("softDeletePolicy")),
      ...optional("retentionPolicy", policy("retentionPolicy")),
    },
  };
}

function optional(key: string, value: JsonObject | undefined): JsonObject {
  return value === undefined ? {} : { [key]: value };
}

function list(request: Matched, cloud: Cloud): RestAnswer {
  const bucket = bucketOf(request, cloud);
  const { query } = request;
  const prefix = query.get("prefix") ?? "";
  const wanted =
    query.get("softDeleted") === "true"
      ? ["trashed"]
      : query.get("versions") === "true"
        ? ["live", "archived"]
        : ["live"];
  const all = [...generationsOf(cloud, bucket.name)]
    .filter((object) => object.name.startsWith(prefix))
    .filter((object) => wanted.includes(stateOf(bucket, object, cloud.now)));
  const first = Number(query.get("pageToken") ?? 0);
  const next = first + PAGE;
  const items = all.slice(first, next).map(shown);
  return {
    body: {
      kind: "storage#objects",
      ...(items.length === 0 ? {} : { items }),
      ...(next < all.length ? { nextPageToken: String(next) } : {}),
    },
  };
}

function get(request: Matched, cloud: Cloud): RestAnswer {
  const generation = request.query.get("generation") ?? undefined;
  const object = read(cloud, bucketOf(request, cloud), partOf(request, "object"), generation);
  if (request.query.get("alt") !== "media") return { body: shown(object) };
  return {
    content: { text: object.content, type: object.contentType },
    headers: { "x-goog-generation": object.generation },
  };
}

function upload(request: Matched, cloud: Cloud): RestAnswer {
  const { query, headers, body } = request;
  const name = query.get("name");
  if (query.get("uploadType") !== "media" || name === null || name === "") {
    throw invalid("The sandbox takes uploads of uploadType=media with a name (docs/sandbox.md)");
  }
  const object = insert(cloud, bucketOf(request, cloud), {
    name,
    content: body,
    contentType: headers.get("content-type") ?? "application/octet-stream",
    ...preconditionOf(request),
  });
  return { body: shown(object) };
}

function drop(request: Matched, cloud: Cloud): RestAnswer {
  const generation = request.query.get("generation") ?? undefined;
  remove(cloud, bucketOf(request, cloud), partOf(request, "object"), {
    ...preconditionOf(request),
    ...(generation === undefined ? {} : { generation }),
  });
  return { status: 204 };
}

function bringBack(request: Matched, cloud: Cloud): RestAnswer {
  const generation = request.query.get("generation");
  if (generation === null) throw invalid("Required parameter: generation");
  const name = partOf(request, "object");
  return { body: shown(restore(cloud, bucketOf(request, cloud), name, generation)) };
}

/** A call copies for half a minute at the most, and is gone on with by its token: when it will be done. */
function rewrite(request: Matched, cloud: Cloud): RestAnswer {
  const { query } = request;
  const generation = query.get("sourceGeneration") ?? undefined;
  const from = read(cloud, bucketOf(request, cloud), partOf(request, "object"), generation);
  const { content, contentType, size, bucket, name } = from;
  const takes = [{ line: "bucket.restore", times: size / GIGABYTE }];
  const token = Number(query.get("rewriteToken") ?? NaN);
  const end = Number.isNaN(token) ? cloud.now + cloud.lasts(takes, bucket, name) : token;
  cloud.advanceTo(Math.max(cloud.now, Math.min(end, cloud.now + LONGEST_CALL)));
  if (cloud.now < end) return { body: { done: false, rewriteToken: String(end) } };
  const object = insert(cloud, bucketNamed(cloud, partOf(request, "to")), {
    ...{ name: partOf(request, "name"), content, contentType, size },
    ...preconditionOf(request),
  });
  return { body: { kind: "storage#rewriteResponse", done: true, resource: shown(object) } };
}

function preconditionOf({ query }: Matched): Precondition {
  const ifGenerationMatch = query.get("ifGenerationMatch");
  return ifGenerationMatch === null ? {} : { ifGenerationMatch };
}

export function shown(object: StoredObject): JsonObject {
  const { bucket, name, generation, size, contentType, at, replacedAt } = object;
  return {
    kind: "storage#object",
    id: `${bucket}/${name}/${generation}`,
    bucket,
    name,
    generation,
    metageneration: "1",
    contentType,
    size: String(size),
    crc32c: crc32c(object.content),
    timeCreated: new Date(EPOCH + at).toISOString(),
    updated: new Date(EPOCH + at).toISOString(),
    ...(replacedAt === undefined
      ? {}
      : { timeDeleted: new Date(EPOCH + replacedAt).toISOString() }),
  };
}
