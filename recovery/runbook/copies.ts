import {
  datasetId,
  firestoreName,
  type Naming,
  spannerName,
  topicName,
} from "../../topology/naming";
import { diskKey, diskStore } from "../../topology/disks";
import type { Action } from "../action";
import { quoted } from "./instances";
import type { Around } from "./then";

/** What is typed to bring data of the other kinds back, each into a new place beside the old. */
export function copyCommands(action: Action, { now }: Around): readonly string[] {
  const { naming } = now;
  switch (action.kind) {
    case "firestore.restore":
      return firestore(naming, action.store, action.to);
    case "spanner.restore":
      return spanner(naming, action.store, action.to);
    case "bigquery.restore":
      return [
        `bq mk --dataset ${naming.project}:${datasetId(naming, action.store)}_restored`,
        `bq cp ${naming.project}:${datasetId(naming, action.store)}.TABLE@MILLISECONDS ${naming.project}:${datasetId(naming, action.store)}_restored.TABLE`,
      ];
    case "bucket.restore":
      return [
        `gcloud storage buckets create gs://${action.bucket} ${placeOf(now, action.store)} --uniform-bucket-level-access --public-access-prevention --project=${naming.project}`,
        `gcloud storage ls --all-versions --long "gs://${action.from}/**"`,
        `gcloud storage cp "gs://${action.from}/OBJECT#GENERATION" gs://${action.bucket}/OBJECT`,
      ];
    case "bucket.check":
      return [
        `gcloud storage ls --all-versions --long "gs://${action.from}/**"`,
        `gcloud storage ls --long "gs://${action.bucket}/**"`,
      ];
    case "disk.restore":
      return disk(action, now);
    case "disk.check":
      return [
        `gcloud compute disks describe ${action.disk} --region=${action.region} --format="csv[no-heading](status,sizeGb,sourceSnapshot.basename())"`,
        `gcloud compute snapshots list --filter="sourceDisk~/${action.from.disk}$" --sort-by=~creationTimestamp --limit=5`,
      ];
    case "queue.seek":
      return [
        `gcloud pubsub subscriptions seek ${topicName(naming, action.store)} --time=${quoted(action.to)}`,
      ];
    default:
      return [];
  }
}

/** A copy lies where its source does. */
function placeOf({ buckets }: Around["now"], store: string): string {
  const { location = "US", dataLocations = [] } = buckets[store]?.placement ?? {};
  const pair = dataLocations.length === 0 ? "" : ` --placement=${dataLocations.join(",")}`;
  return `--location=${location}${pair}`;
}

function firestore(naming: Naming, store: string, to: string): readonly string[] {
  const name = firestoreName(naming, store);
  return [
    `gcloud firestore databases clone --source-database=projects/${naming.project}/databases/${name} --snapshot-time=${quoted(to)} --destination-database=${name}-restored`,
  ];
}

/** A backup of a moment in the window, and a database made of it. */
function spanner(naming: Naming, store: string, to: string): readonly string[] {
  const instance = spannerName(naming, store);
  return [
    `gcloud spanner backups create ${store}-restored --instance=${instance} --database=DATABASE --version-time=${quoted(to)} --retention-period=7d`,
    `gcloud spanner databases restore --destination-database=restored --destination-instance=${instance} --source-backup=${store}-restored --source-instance=${instance}`,
  ];
}

/** As its stack declares it; of the newest snapshot that holds nothing of after the moment. */
function disk(
  { store, region, disk, from, to, snapshot }: Restored,
  now: Around["now"],
): readonly string[] {
  const { naming, regions, system } = now;
  const spec = diskStore(system, store);
  if (!spec) return [];
  const zones = (regions[region]?.zones ?? []).slice(0, 2);
  const before = to === undefined ? "" : ` AND creationTimestamp<=${to}`;
  const key = diskKey(now, region, spec);
  const newest = `"$(gcloud compute snapshots list --filter="sourceDisk~/${from.disk}$ AND status=READY${before}" --sort-by=~creationTimestamp --limit=1 --format="value(selfLink)" --project=${naming.project})"`;
  return [
    `gcloud compute disks create ${disk} --region=${region} --replica-zones=${zones.join(",")} --size=${spec.size}GB --type=${spec.type} --labels=system=${naming.system},store=${store}${key === undefined ? "" : ` --kms-key=${key}`} --source-snapshot=${snapshot ?? newest}`,
  ];
}

type Restored = Extract<Action, { readonly kind: "disk.restore" | "disk.check" }>;
