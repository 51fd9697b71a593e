import type { Cloud } from "../../cloud";
import { conflict, invalid } from "../../error";
import type { JsonObject } from "../../json";
import type { Asked, Kind } from "../../kind";
import type { CloudResource, Instant } from "../../model";
import { blocksAt, numberAt, textAt } from "../lookup";
import { stateOf, type StoredObject } from "./object";
import { generationsOf, remove } from "./objects";
import { regionsOf } from "./places";

const WEEK = 7 * 86_400;
const QUARTER = 90 * 86_400;

/** What only the API refuses. */
function refuse({ project, location, name, properties }: Asked): void {
  const bare = { id: "", kind: "storage.Bucket", project, location, name, runtime: {}, properties };
  const places = regionsOf({ ...bare, createdAt: 0, readyAt: 0, revision: 0 });
  const rpo = textAt(properties, "rpo");
  if (places.length === 1 && rpo !== undefined) throw invalid("rpo is for dual- and multi-regions");
  if (places.length !== 2 && rpo === "ASYNC_TURBO") {
    throw invalid("ASYNC_TURBO is for dual-regions only");
  }
  const soft = numberAt(blocksAt(properties, "softDeletePolicy")[0], "retentionDurationSeconds");
  if (soft !== undefined && soft !== 0 && (soft < WEEK || soft > QUARTER)) {
    throw invalid("Soft delete retention must be 0, or 7 to 90 days");
  }
}

function refuseDelete(bucket: CloudResource, cloud: Cloud): void {
  if (bucket.properties["forceDestroy"] === true) return;
  for (const object of generationsOf(cloud, bucket.name)) {
    const state = stateOf(bucket, object, cloud.now);
    if (state !== "live" && state !== "archived") continue;
    throw conflict("conflict", "The bucket you tried to delete is not empty.");
  }
}

/** A person deletes objects: those led by `prefix`, or all. */
function dataDeleted(bucket: CloudResource, { prefix = "" }: JsonObject, cloud: Cloud): void {
  const live = [...generationsOf(cloud, bucket.name)].filter(
    (object: StoredObject) =>
      object.name.startsWith(typeof prefix === "string" ? prefix : "") &&
      stateOf(bucket, object, cloud.now) === "live",
  );
  for (const { name } of live) remove(cloud, bucket, name);
}

/** Since when regions are lost: what hadn't left them by then is there alone. */
function note(cloud: Cloud): void {
  const table = cloud.table<Instant>("storage.lost");
  const regions = new Set([...cloud.all("storage.Bucket")].flatMap(regionsOf));
  for (const region of regions) {
    const lost = cloud.faults.isLost(region);
    if (lost && table.get(region) === undefined) table.put(region, cloud.now);
    if (!lost && table.get(region) !== undefined) table.delete(region);
  }
}

export const bucket: Kind = {
  kind: "storage.Bucket",
  refuse,
  refuseDelete,
  dataDeleted,
  faulted: note,
};
