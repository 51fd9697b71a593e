import type { Cloud } from "../../cloud";
import type { CloudResource, Instant } from "../../model";
import type { JsonObject } from "../../json";
import { blocksAt, numberAt, textAt, textsAt } from "../lookup";
import { regionsOf } from "./places";

/** One generation of an object. */
export interface StoredObject {
  readonly bucket: string;
  readonly name: string;
  /** Rises with every write, in microseconds of Unix time as Google's do. */
  readonly generation: string;
  readonly content: string;
  readonly contentType: string;
  /** In bytes; of what a backup would hold, not of `content`. */
  readonly size: number;
  readonly at: Instant;
  /** Region that has it from the start; none where the bucket has no regions of its own. */
  readonly place?: string;
  /** When the second place has it too. */
  readonly copiedAt: Instant;
  /** When it stopped being the current one. */
  readonly replacedAt?: Instant;
  /** When an old generation was deleted by hand. */
  readonly deletedAt?: Instant;
}

/** `archived` is an old generation; `trashed` is soft-deleted: both can be brought back. */
export type ObjectState = "live" | "archived" | "trashed" | "gone";

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** What has become of a generation by now, as the bucket's versioning, lifecycle and soft deletion say. */
export function stateOf(bucket: CloudResource, object: StoredObject, now: Instant): ObjectState {
  const deleted = deletedAt(bucket, object);
  if (deleted !== undefined && now >= deleted) {
    return now < deleted + softDeletion(bucket) ? "trashed" : "gone";
  }
  return object.replacedAt === undefined || now < object.replacedAt ? "live" : "archived";
}

/** The default of the API is seven days (declarations of `softDeletePolicy`). */
function softDeletion({ properties }: CloudResource): number {
  const policy = blocksAt(properties, "softDeletePolicy")[0];
  return (numberAt(policy, "retentionDurationSeconds") ?? 7 * 86_400) * SECOND;
}

/** The first moment at which anything deletes it: a person, a missing versioning, a lifecycle rule. */
function deletedAt(bucket: CloudResource, object: StoredObject): Instant | undefined {
  const { properties } = bucket;
  const isVersioned = blocksAt(properties, "versioning")[0]?.["enabled"] === true;
  const times = blocksAt(properties, "lifecycleRules").flatMap((rule) => byRule(rule, object));
  if (object.deletedAt !== undefined) times.push(object.deletedAt);
  if (!isVersioned && object.replacedAt !== undefined) times.push(object.replacedAt);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function byRule(rule: JsonObject, object: StoredObject): Instant[] {
  if (textAt(blocksAt(rule, "action")[0], "type") !== "Delete") return [];
  const condition = blocksAt(rule, "condition")[0];
  const prefixes = textsAt(condition, "matchesPrefixes");
  if (prefixes.length > 0 && !prefixes.some((prefix) => object.name.startsWith(prefix))) return [];
  const age = numberAt(condition, "age");
  const old = numberAt(condition, "daysSinceNoncurrentTime");
  const state = textAt(condition, "withState") ?? "ANY";
  if (old !== undefined) {
    return object.replacedAt === undefined ? [] : [object.replacedAt + old * DAY];
  }
  if (age === undefined) return [];
  if (state !== "ARCHIVED") return [object.at + age * DAY];
  return object.replacedAt === undefined
    ? []
    : [Math.max(object.replacedAt, object.at + age * DAY)];
}

/** Whether one of the places that have an object by now is there. */
export function isReadable(cloud: Cloud, bucket: CloudResource, object: StoredObject): boolean {
  const { place, copiedAt } = object;
  if (place === undefined || !cloud.faults.isLost(place)) return true;
  // A region that is lost copies nothing any more: what hadn't left it by then is there alone.
  const since = cloud.table<Instant>("storage.lost").get(place) ?? cloud.now;
  const others = regionsOf(bucket).filter((region) => region !== place);
  return copiedAt <= since && others.some((region) => !cloud.faults.isLost(region));
}
