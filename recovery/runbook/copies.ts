import { diskKey, diskStore } from "../../topology/disks";
import { topicName } from "../../topology/naming";
import type { Action } from "../action";
import { isMoment } from "../plan/moment";
import { quoted } from "./instances";
import type { Around } from "./then";

/** What is typed to bring data of the other kinds back, each into a new place beside the old. */
export function copyCommands(action: Action, { now }: Around): readonly string[] {
  const { naming } = now;
  switch (action.kind) {
    case "firestore.restore":
      return [
        `gcloud firestore databases clone --source-database=projects/${naming.project}/databases/${action.from} --snapshot-time=${quoted(action.to)} --destination-database=${action.copy}`,
      ];
    case "spanner.restore":
      return action.databases.flatMap((one) => spanner(action, one));
    case "bigquery.restore":
      return [
        `bq ls ${naming.project}:${action.from}`,
        `bq mk --dataset --location=${locationOf(now, action.store)} ${naming.project}:${action.copy}`,
        `bq cp ${naming.project}:${action.from}.TABLE@${milliseconds(action.to)} ${naming.project}:${action.copy}.TABLE`,
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

/** A backup of a moment in the window, and a database made of it. */
function spanner(
  { instance, to }: Spanner,
  { copy, from }: Spanner["databases"][number],
): readonly string[] {
  return [
    `gcloud spanner backups create ${copy} --instance=${instance} --database=${from} --version-time=${quoted(to)} --retention-period=14d`,
    `gcloud spanner databases restore --destination-database=${copy} --destination-instance=${instance} --source-backup=${copy} --source-instance=${instance}`,
  ];
}

type Spanner = Extract<Action, { readonly kind: "spanner.restore" }>;

function locationOf({ system }: Around["now"], store: string): string {
  const spec = system.data[store];
  return spec?.kind === "bigquery" ? spec.location : "US";
}

/** BigQuery counts from 1970; a moment that is only described has no number yet. */
function milliseconds(to: string): string {
  return isMoment(to) ? `$(date --date=${to} +%s)000` : "MILLISECONDS";
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
