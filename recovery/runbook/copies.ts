import {
  bucketName,
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
        `gcloud storage restore "gs://${bucketName(naming, action.store)}/**" --deleted-after-time=${quoted(action.to)} --allow-overwrite`,
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
