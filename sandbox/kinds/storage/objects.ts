import { EPOCH } from "../../clock";
import type { Cloud } from "../../cloud";
import { CloudError, forbidden, notFound, unavailable } from "../../error";
import type { CloudResource, Instant } from "../../model";
import { blocksAt, numberAt, textAt } from "../lookup";
import { isReadable, stateOf, type ObjectState, type StoredObject } from "./object";
import { firstPlace, isThere, regionsOf } from "./places";

/** What a call makes itself depend on: the generation that is current; 0: that there is none. */
export interface Precondition {
  readonly ifGenerationMatch?: string;
}

export interface NewObject extends Precondition {
  readonly name: string;
  readonly content: string;
  readonly contentType?: string;
  readonly size?: number;
  /** Region that writes it: a dual-region that it is one of has it there first. */
  readonly from?: string;
}

const TABLE = "storage.object";
const KEYS = "storage.keys";

/** @throws CloudError 404 if there is no bucket of that name, 503 if none of its places is there. */
export function bucketNamed(cloud: Cloud, name: string): CloudResource {
  for (const bucket of cloud.all("storage.Bucket")) {
    if (bucket.name !== name) continue;
    if (!isThere(cloud, bucket)) throw unavailable(`the regions of ${name}`);
    return bucket;
  }
  throw notFound(name);
}

/** All generations of all objects of a bucket, in the order of name and generation. */
export function* generationsOf(cloud: Cloud, bucket: string, name?: string) {
  const objects = cloud.table<StoredObject>(TABLE);
  const keys = name === undefined ? objects.keys() : (keysOf(cloud, bucket, name) ?? []);
  for (const key of keys) {
    const object = objects.get(key);
    if (object?.bucket === bucket) yield object;
  }
}

/** Where the generations of one object are, oldest first: a bucket has thousands of others. */
const keysOf = (cloud: Cloud, bucket: string, name: string) =>
  cloud.table<readonly string[]>(KEYS).get(`${bucket}|${name}`);

/** The generation of an object that is current; undefined if none is. */
export function currentOf(
  cloud: Cloud,
  bucket: CloudResource,
  name: string,
): StoredObject | undefined {
  for (const object of generationsOf(cloud, bucket.name, name)) {
    if (stateOf(bucket, object, cloud.now) === "live") return object;
  }
  return undefined;
}

/** @throws CloudError 404 if it isn't there, 503 if it is in no place that can be reached. */
export function read(
  cloud: Cloud,
  bucket: CloudResource,
  name: string,
  generation?: string,
): StoredObject {
  const wanted = [...generationsOf(cloud, bucket.name, name)].find((object) =>
    generation === undefined
      ? stateOf(bucket, object, cloud.now) === "live"
      : object.generation === generation && isKept(stateOf(bucket, object, cloud.now)),
  );
  if (!wanted) throw notFound(`${bucket.name}/${name}`);
  if (!isReadable(cloud, bucket, wanted)) {
    // It was not copied in time, and Google doesn't say that either.
    throw unavailable(wanted.place ?? bucket.location);
  }
  return wanted;
}

const isKept = (state: ObjectState) => state === "live" || state === "archived";

/** Writes an object; what was current becomes an old generation. @throws CloudError 412, 403. */
export function insert(cloud: Cloud, bucket: CloudResource, made: NewObject): StoredObject {
  const before = currentOf(cloud, bucket, made.name);
  refuseMismatch(before, made);
  if (before) refuseRetained(bucket, before, cloud.now);
  if (before) put(cloud, { ...before, replacedAt: cloud.now });
  const generation = nextGeneration(cloud);
  const { name, content, contentType = "application/octet-stream" } = made;
  const place = firstPlace(cloud, bucket, made.from);
  const object: StoredObject = {
    bucket: bucket.name,
    name,
    generation,
    content,
    contentType,
    size: made.size ?? Buffer.byteLength(content),
    at: cloud.now,
    ...(place === undefined ? {} : { place }),
    copiedAt: cloud.now + replication(cloud, bucket, generation),
  };
  put(cloud, object);
  return object;
}

/** How long it takes until the second place has an object. */
function replication(cloud: Cloud, bucket: CloudResource, generation: string): number {
  if (regionsOf(bucket).length < 2) return 0;
  const turbo = textAt(bucket.properties, "rpo") === "ASYNC_TURBO";
  const line = turbo ? "bucket.replicate.turbo" : "bucket.replicate";
  return cloud.lasts(line, bucket.name, generation);
}

/** Deletes the current generation, which versioning keeps as an old one, or an old one for good. */
export function remove(
  cloud: Cloud,
  bucket: CloudResource,
  name: string,
  { generation, ...condition }: Precondition & { readonly generation?: string } = {},
): void {
  refuseMismatch(currentOf(cloud, bucket, name), condition);
  const object = read(cloud, bucket, name, generation);
  refuseRetained(bucket, object, cloud.now);
  const isOld = generation !== undefined;
  const replacedAt = object.replacedAt ?? cloud.now;
  put(cloud, { ...object, replacedAt, ...(isOld ? { deletedAt: cloud.now } : {}) });
}

/** Brings an old or soft-deleted generation back, as a new one. @throws CloudError 404 if it is gone. */
export function restore(
  cloud: Cloud,
  bucket: CloudResource,
  name: string,
  generation: string,
): StoredObject {
  const kept = [...generationsOf(cloud, bucket.name, name)].find(
    (object) => object.generation === generation && stateOf(bucket, object, cloud.now) !== "gone",
  );
  if (!kept) throw notFound(`${bucket.name}/${name}#${generation}`);
  const { content, contentType, size } = kept;
  return insert(cloud, bucket, { name, content, contentType, size });
}

function refuseMismatch(current: StoredObject | undefined, asked: Precondition): void {
  const { ifGenerationMatch: wanted } = asked;
  if (wanted === undefined || wanted === (current?.generation ?? "0")) return;
  throw new CloudError(
    412,
    "conditionNotMet",
    "At least one of the pre-conditions you specified did not hold.",
  );
}

/** Nothing is overwritten or deleted before the bucket's retention period is over. */
function refuseRetained(bucket: CloudResource, object: StoredObject, now: Instant): void {
  const policy = blocksAt(bucket.properties, "retentionPolicy")[0];
  const period = (numberAt(policy, "retentionPeriod") ?? 0) * 1000;
  if (now >= object.at + period) return;
  throw forbidden(
    "retentionPolicyNotMet",
    `Object '${bucket.name}/${object.name}' is subject to bucket's retention policy`,
  );
}

function nextGeneration(cloud: Cloud): string {
  const numbers = cloud.table<number>("storage.generation");
  const least = (EPOCH + cloud.now) * 1000;
  const next = Math.max(least, (numbers.get("last") ?? 0) + 1);
  numbers.put("last", next);
  return String(next);
}

function put(cloud: Cloud, object: StoredObject): void {
  const { bucket, name, generation } = object;
  const key = `${bucket}|${name}|${generation}`;
  const keys = keysOf(cloud, bucket, name) ?? [];
  if (!keys.includes(key)) {
    cloud.table<readonly string[]>(KEYS).put(`${bucket}|${name}`, [...keys, key]);
  }
  cloud.table<StoredObject>(TABLE).put(key, object);
}
