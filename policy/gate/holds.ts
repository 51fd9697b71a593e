import { textAt } from "../../inventory/values";
import type { Change } from "./change";

/** What is gone, by kind, when one of these is deleted or made anew. */
const HELD: Readonly<Record<string, string>> = {
  "sql.DatabaseInstance": "all of its databases, and with them its point-in-time recovery",
  "sql.Database": "its tables",
  "spanner.Instance": "all of its databases",
  "spanner.Database": "its tables and its backups' place",
  "firestore.Database": "its documents",
  "bigquery.Dataset": "its tables",
  "bigquery.Table": "its rows",
  "bigtable.Instance": "its tables",
  "alloydb.Cluster": "all of its databases",
  "redis.Instance": "what it has in memory",
  "filestore.Instance": "its files",
  "storage.Bucket": "its objects and all of their versions",
  "compute.Disk": "its bytes",
  "compute.RegionDisk": "its bytes in both zones",
  "compute.Snapshot": "a copy of a disk",
  "compute.MachineImage": "a copy of a machine",
  "compute.Image": "what machines start from",
  "pubsub.Topic": "what is kept for its subscriptions",
  "pubsub.Subscription": "its backlog",
  "secretmanager.Secret": "all versions of it",
  "random.RandomPassword": "a password that is in use",
  "kms.KeyRing": "what opens all that is encrypted under it",
  "kms.CryptoKey": "what opens all that is encrypted under it",
  "certificateauthority.CaPool": "the authority that clients trust",
  "certificateauthority.Authority": "the authority that clients trust",
  "artifactregistry.Repository": "the images that instances start from",
  "container.Cluster": "what runs in it, its volumes, and the names of its endpoint groups",
  "gkebackup.BackupPlan": "the backups that it has made",
  "kubernetes:core.Namespace": "everything in it",
  "kubernetes:core.PersistentVolumeClaim": "its volume",
};

/** Every kind that holds data of its own. */
export const HELD_KINDS: readonly string[] = Object.keys(HELD);

/** What is lost with a resource; nothing for what can be made anew from the program. */
export function heldBy({ kind, old }: Pick<Change, "kind" | "old">): string | undefined {
  if (textAt(old?.inputs, "instanceType") === "READ_REPLICA_INSTANCE") {
    return "the copy in this region, which a failover would need";
  }
  return HELD[kind] ?? (old?.protect === true ? "what it is protected for" : undefined);
}
