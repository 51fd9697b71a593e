import { ofKinds } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { numberAt, textAt } from "../../inventory/values";
import { subjectOf } from "../context";
import type { Situation } from "../situation";
import { one, partsOf } from "./parts";
import { sqlVerdict } from "./sql";
import { either, SURVIVES, type Verdict } from "./verdict";
import type { Walk } from "./walk";
import { diskVerdict, queueVerdict } from "./disk-and-queue";
import { warehouseVerdict } from "./warehouse";

type Kind = Situation["data"][string];
type Judge = (walk: Walk, store: string) => Verdict;

/** Whether a store takes writes after a loss, and if not, what brings it back. */
export function storeVerdict(walk: Walk, store: string): Verdict {
  const kind = walk.context.situation.data[store];
  return kind === undefined ? SURVIVES : JUDGES[kind](walk, store);
}

const JUDGES: Readonly<Record<Kind, Judge>> = {
  "cloud-sql": sqlVerdict,
  firestore: (walk, store) =>
    held(walk, one(walk, store, ["firestore.Database"]), "locationId", () =>
      exportOf(walk, store) ? "imported from its last export" : backupOf(walk, store),
    ),
  spanner: spannerVerdict,
  bigquery: warehouseVerdict,
  bucket: (walk, store) =>
    held(walk, one(walk, store, ["storage.Bucket"]), "location", (bucket) =>
      walk.loss.resource === bucket && isKept(bucket) ? "restored from soft deletion" : undefined,
    ),
  disk: diskVerdict,
  queue: queueVerdict,
};

/** The verdict on data that is in one place, however many copies that place has. */
function held(
  walk: Walk,
  holder: Resource | undefined,
  place: string,
  copy: (holder: Resource) => string | undefined,
): Verdict {
  if (!holder) return SURVIVES;
  const reason = walk.broken(holder) ?? placeReason(walk, holder, place);
  return reason === undefined ? SURVIVES : either(copy(holder), reason);
}

/** A place of one region goes with it. */
function placeReason({ loss }: Walk, { inputs }: Resource, place: string): string | undefined {
  const region = loss.region?.toLowerCase();
  const at = textAt(inputs, place)
    ?.toLowerCase()
    .replace(/^regional-/, "");
  return region !== undefined && at === region ? `it is kept in "${loss.region}" alone` : undefined;
}

/** Soft deletion brings back what was deleted, not what a region took along. */
function isKept({ inputs }: Resource): boolean {
  return (numberAt(inputs, "softDeletePolicy.retentionDurationSeconds") ?? 0) > 0;
}

function spannerVerdict(walk: Walk, store: string): Verdict {
  const instance = held(walk, one(walk, store, ["spanner.Instance"]), "config", () => undefined);
  if (instance.outcome !== "survives") return instance;
  const gone = partsOf(walk, store, ["spanner.Database"]).flatMap(
    (base) => walk.broken(base) ?? [],
  );
  return gone[0] === undefined ? SURVIVES : either(backupOf(walk, store), gone[0]);
}

/** Whether a scheduled job copies it into a bucket that the loss leaves. */
function exportOf(walk: Walk, store: string): boolean {
  const jobs = partsOf(walk, store, ["cloudscheduler.Job"]);
  const buckets = ofKinds(walk.context.inventory, ["storage.Bucket"]).filter(
    (bucket) => subjectOf(walk.context, bucket) === undefined,
  );
  return (
    jobs.length > 0 &&
    buckets.some(
      (bucket) =>
        walk.broken(bucket) === undefined && placeReason(walk, bucket, "location") === undefined,
    )
  );
}

function backupOf(walk: Walk, store: string): string | undefined {
  const schedules = partsOf(walk, store, ["firestore.BackupSchedule", "spanner.BackupSchedule"]);
  return schedules.length > 0 && walk.loss.kind === "resource"
    ? "restored from its last backup"
    : undefined;
}
