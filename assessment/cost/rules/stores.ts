import type { Inventory, Resource } from "../../../inventory/model";
import { listAt, numberAt, textAt } from "../../../inventory/values";
import type { Line, Rule, Rules } from "../bill";
import { HOURS_A_MONTH } from "../prices";

/** Data whose amount isn't described is billed by it: it has a price, and no quantity. */
const byAmount =
  (what: string, because: string): Rule =>
  () => [{ what, because }];

/** What holds data. */
export const storeRules: Rules = {
  "gcp:storage/bucket:Bucket": byAmount("objects and requests", "no size is described"),
  "gcp:storage/bucketObject:BucketObject": () => [],
  "gcp:firestore/database:Database": byAmount(
    "documents, reads and writes",
    "neither their number nor their size is described",
  ),
  "gcp:firestore/backupSchedule:BackupSchedule": byAmount("backups", "no size is described"),
  "gcp:spanner/instance:Instance": spanner,
  "gcp:spanner/database:Database": byAmount("storage", "no size is described"),
  "gcp:spanner/backupSchedule:BackupSchedule": byAmount("backups", "no size is described"),
  "gcp:bigquery/dataset:Dataset": byAmount("tables and queries", "no size is described"),
  "gcp:bigquery/dataTransferConfig:DataTransferConfig": byAmount(
    "copies to another region",
    "no size is described",
  ),
  "gcp:pubsub/topic:Topic": byAmount("messages", "neither number nor size is described"),
  "gcp:pubsub/subscription:Subscription": byAmount(
    "messages",
    "neither number nor size is described",
  ),
  "gcp:compute/regionDisk:RegionDisk": disk,
  "gcp:compute/diskAsyncReplication:DiskAsyncReplication": replication,
  "gcp:compute/resourcePolicy:ResourcePolicy": byAmount(
    "snapshots",
    "how much changes from one to the next isn't described",
  ),
  "gcp:gkebackup/backupPlan:BackupPlan": byAmount(
    "backups of the cluster",
    "the pods and volumes in it aren't counted before it runs",
  ),
};

function spanner({ inputs }: Resource): readonly Line[] {
  const nodes = numberAt(inputs, "numNodes");
  const place = textAt(inputs, "config")?.split("/").at(-1);
  if (nodes === undefined || place === undefined) {
    return [{ what: "nodes", because: "their number isn't known before they exist" }];
  }
  return [{ what: `${nodes} nodes`, sku: "spanner.node", place, quantity: nodes * HOURS_A_MONTH }];
}

/** A regional disk is in two zones, and billed in both. */
function disk({ inputs }: Resource): readonly Line[] {
  const size = numberAt(inputs, "size");
  const place = textAt(inputs, "region");
  if (size === undefined || place === undefined) {
    return [{ what: "disk", because: "its size isn't given" }];
  }
  const type = textAt(inputs, "type", "pd-standard") ?? "pd-standard";
  const zones = listAt(inputs, "replicaZones").length;
  return [
    {
      what: `${size} GB, ${type}, in ${zones} zones`,
      sku: `disk.${type}`,
      place,
      quantity: size * zones,
    },
  ];
}

/** Copying a disk to another region costs by its size, and by what is written. */
function replication(resource: Resource, { resources }: Inventory): readonly Line[] {
  const written: Line = {
    what: "traffic to the copy",
    because: "how much is written isn't described",
  };
  const link = textAt(resource.inputs, "primaryDisk");
  const source = resources.find(
    ({ type, inputs }) =>
      type === "gcp:compute/regionDisk:RegionDisk" &&
      link?.endsWith(`/disks/${textAt(inputs, "name")}`),
  );
  const size = numberAt(source?.inputs, "size");
  return size === undefined
    ? [{ what: "copy to another region", because: "the disk isn't in this stack" }, written]
    : [{ what: `copy of ${size} GB`, sku: "disk.async", place: "any", quantity: size }, written];
}
