import type { Cloud } from "../cloud";
import { invalid } from "../error";
import { isObject, type Json } from "../json";
import { stateOf } from "../kinds/storage/object";
import { bucketNamed, generationsOf, insert, read } from "../kinds/storage/objects";
import { partOf, type Matched, type RestAnswer, type Route } from "./route";
import { shown, storageRoutes } from "./storage";

const OBJECTS = "/storage/v1/b/{bucket}/o";

/**
 * What Google's client libraries ask of Cloud Storage beside the plain JSON API: folders in a list,
 * uploads of several parts, and reading by the path of the XML API. With it the Pulumi CLI
 * keeps its states in a bucket of the sandbox (`STORAGE_EMULATOR_HOST`). The last route takes any
 * path, so no other table comes after this one.
 */
export const storageClientRoutes: readonly Route[] = [
  { method: "GET", path: OBJECTS, answer: listed },
  { method: "POST", path: `/upload${OBJECTS}`, answer: uploaded },
  ...storageRoutes,
  { method: "GET", path: "/{bucket}/{+object}", answer: content },
];

/** With a delimiter, what lies deeper shows as its folder alone. */
function listed({ query, ...request }: Matched, cloud: Cloud): RestAnswer {
  const bucket = bucketNamed(cloud, partOf({ query, ...request }, "bucket"));
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const live = [...generationsOf(cloud, bucket.name)].filter(
    (object) => object.name.startsWith(prefix) && stateOf(bucket, object, cloud.now) === "live",
  );
  const folderOf = (name: string) => {
    const end = delimiter === "" ? -1 : name.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : name.slice(0, end + delimiter.length);
  };
  const folders = new Set(live.flatMap(({ name }) => folderOf(name) ?? []));
  const items = live.filter(({ name }) => folderOf(name) === undefined).map(shown);
  return { body: { kind: "storage#objects", prefixes: [...folders].sort(), items } };
}

/** One upload with what it is called in its first part, and what it holds in its second. */
function uploaded(request: Matched, cloud: Cloud): RestAnswer {
  if (request.query.get("uploadType") !== "multipart") {
    const [plain] = storageRoutes.filter(({ path }) => path.startsWith("/upload"));
    if (!plain) throw new Error("the plain upload is gone");
    return plain.answer(request, cloud);
  }
  const type = request.headers.get("content-type") ?? "";
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) throw invalid("The upload has no boundary");
  const [, head = "", media = ""] = request.body.split(`--${boundary}`);
  const about: Json = JSON.parse(bodyOf(head)) as Json; // what a JSON text can hold is what Json says
  const own = isObject(about) ? about : {};
  const name = typeof own["name"] === "string" ? own["name"] : (request.query.get("name") ?? "");
  if (name === "") throw invalid("The upload has no name");
  const generation = request.query.get("ifGenerationMatch");
  const object = insert(cloud, bucketNamed(cloud, partOf(request, "bucket")), {
    name,
    content: bodyOf(media),
    ...(typeof own["contentType"] === "string" ? { contentType: own["contentType"] } : {}),
    ...(generation === null ? {} : { ifGenerationMatch: generation }),
  });
  return { body: shown(object) };
}

/** What stands in a part after its headers, without the line end before the next boundary. */
function bodyOf(part: string): string {
  const start = part.indexOf("\r\n\r\n");
  return part.slice(start + 4, part.endsWith("\r\n") ? -2 : undefined);
}

function content(request: Matched, cloud: Cloud): RestAnswer {
  const bucket = bucketNamed(cloud, partOf(request, "bucket"));
  const object = read(cloud, bucket, partOf(request, "object"));
  return {
    content: { text: object.content, type: object.contentType },
    headers: { "x-goog-generation": object.generation, "x-goog-metageneration": "1" },
  };
}
