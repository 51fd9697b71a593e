import {
  datasetId,
  firestoreName,
  type Naming,
  spannerName,
  topicName,
} from "../../topology/naming";
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
      return disk(action.store, action.region, now);
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

function disk(store: string, region: string, { regions }: Around["now"]): readonly string[] {
  const part = regions[region]?.disks[store] ?? diskElsewhere(store, regions);
  if (!part) return [];
  const zones = (regions[region]?.zones ?? []).slice(0, 2).join(",");
  return [
    `gcloud compute disks create ${store}-restored --region=${region} --replica-zones=${zones} --size=${part.spec.size}GB --type=${part.spec.type} --source-snapshot="$(gcloud compute snapshots list --filter="sourceDisk~/${part.name}$" --sort-by=~creationTimestamp --limit=1 --format="value(selfLink)")"`,
  ];
}

function diskElsewhere(store: string, regions: Around["now"]["regions"]) {
  return Object.values(regions)
    .map(({ disks }) => disks[store])
    .find((one) => one !== undefined);
}
