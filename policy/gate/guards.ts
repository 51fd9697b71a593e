import type { Comparison } from "./weaker";

/** An input that keeps data from being lost. */
export interface Guard {
  /** Kinds that have it. */
  readonly kinds: readonly string[];
  readonly path: string;
  /** How its values compare. */
  readonly by: Comparison;
  /** What is lost with it. */
  readonly loses: string;
  /** A replica hasn't got it: a writer that becomes one gives it up. @default false */
  readonly ofWriter?: boolean;
}

const SQL = ["sql.DatabaseInstance"];
const BUCKET = ["storage.Bucket"];
const on = { safe: true };
/** On unless it is switched off. */
const offered = { unsafe: false };

export const GUARDS: readonly Guard[] = [
  guard(
    [
      ...["sql.DatabaseInstance", "spanner.Database", "container.Cluster", "bigquery.Table"],
      ...["alloydb.Cluster", "workflows.Workflow"],
    ],
    "deletionProtection",
    offered,
    "the provider's refusal to delete it",
  ),
  guard(
    SQL,
    "settings.deletionProtectionEnabled",
    on,
    "Google's refusal to delete it, by whatever means",
  ),
  guard(SQL, "settings.retainBackupsOnDelete", on, "its backups, if it goes"),
  ofWriter(SQL, "settings.finalBackupConfig.enabled", on, "the backup of its last moment"),
  ofWriter(SQL, "settings.backupConfiguration.enabled", on, "its daily backups"),
  ofWriter(
    SQL,
    "settings.backupConfiguration.pointInTimeRecoveryEnabled",
    on,
    "recovery to a point in time",
  ),
  ofWriter(SQL, "settings.backupConfiguration.binaryLogEnabled", on, "recovery to a point in time"),
  ofWriter(
    SQL,
    "settings.backupConfiguration.transactionLogRetentionDays",
    { amount: 7 },
    "days that can be recovered",
  ),
  ofWriter(
    SQL,
    "settings.backupConfiguration.backupRetentionSettings.retainedBackups",
    { amount: 7 },
    "backups that there are",
  ),
  ofWriter(SQL, "settings.availabilityType", { safe: "REGIONAL" }, "its second zone"),
  guard(
    BUCKET,
    "forceDestroy",
    { unsafe: true },
    "the refusal to delete it while it holds objects",
  ),
  guard(BUCKET, "versioning.enabled", on, "earlier versions of objects"),
  guard(
    BUCKET,
    "softDeletePolicy.retentionDurationSeconds",
    { amount: 604_800 },
    "time in which deleted objects come back",
  ),
  guard(
    BUCKET,
    "retentionPolicy.retentionPeriod",
    { amount: 0 },
    "time in which nobody can delete objects",
  ),
  guard(BUCKET, "lifecycleRules", "delete-rules", "time until objects or versions are deleted"),
  guard(
    ["firestore.Database"],
    "deleteProtectionState",
    { safe: "DELETE_PROTECTION_ENABLED" },
    "Google's refusal to delete it",
  ),
  guard(
    ["firestore.Database"],
    "pointInTimeRecoveryEnablement",
    { safe: "POINT_IN_TIME_RECOVERY_ENABLED" },
    "recovery to a point in time",
  ),
  guard(
    ["firestore.Database", "sql.Database", "sql.User"],
    "deletionPolicy",
    { unsafe: "DELETE" },
    "its data, if it goes",
  ),
  guard(["spanner.Database"], "enableDropProtection", on, "Google's refusal to delete it"),
  guard(
    ["spanner.Database"],
    "versionRetentionPeriod",
    { amount: 3600 },
    "time that can be recovered",
  ),
  guard(["spanner.Instance"], "forceDestroy", { unsafe: true }, "its backups, if it goes"),
  guard(["spanner.BackupSchedule"], "retentionDuration", { amount: 0 }, "backups that there are"),
  guard(["firestore.BackupSchedule"], "retention", { amount: 0 }, "backups that there are"),
  guard(
    ["bigquery.Dataset"],
    "deleteContentsOnDestroy",
    { unsafe: true },
    "the refusal to delete it while it holds tables",
  ),
  guard(["bigquery.Dataset"], "maxTimeTravelHours", { amount: 168 }, "hours that can be recovered"),
  guard(
    ["pubsub.Subscription"],
    "messageRetentionDuration",
    { amount: 604_800 },
    "time for which the backlog is kept",
  ),
  guard(
    ["pubsub.Topic"],
    "messageRetentionDuration",
    { amount: 0 },
    "time for which messages can be read again",
  ),
  guard(["pubsub.Subscription"], "deadLetterPolicy", "kept", "messages that nobody could work on"),
  guard(
    ["kms.CryptoKey"],
    "destroyScheduledDuration",
    { amount: 2_592_000 },
    "time in which a destroyed key comes back",
  ),
  guard(
    ["compute.ResourcePolicy"],
    "snapshotSchedulePolicy.retentionPolicy.maxRetentionDays",
    { amount: 0 },
    "snapshots that there are",
  ),
  guard(
    ["compute.ResourcePolicy"],
    "snapshotSchedulePolicy.retentionPolicy.onSourceDiskDelete",
    { unsafe: "APPLY_RETENTION_POLICY" },
    "snapshots of a disk that is gone",
  ),
  guard(
    ["gkebackup.BackupPlan"],
    "retentionPolicy.backupRetainDays",
    { amount: 0 },
    "backups that there are",
  ),
  guard(["gkebackup.BackupPlan"], "deactivated", { unsafe: true }, "all backups from now on"),
  guard(
    ["container.Cluster"],
    "addonsConfig.gkeBackupAgentConfig.enabled",
    on,
    "all backups from now on",
  ),
];

/** What copies data, or decides how long copies stay: its deletion is a loss of protection. */
export const KEEPERS: Readonly<Record<string, string>> = {
  "firestore.BackupSchedule": "backups",
  "spanner.BackupSchedule": "backups",
  "gkebackup.RestorePlan": "the way to restore",
  "compute.RegionDiskResourcePolicyAttachment": "snapshots",
  "compute.DiskResourcePolicyAttachment": "snapshots",
  "compute.DiskAsyncReplication": "the copy in the other region",
  "bigquery.DataTransferConfig": "the copy in the other region",
  "cloudscheduler.Job": "exports or checks that ran by it",
};

/** Kinds that have an input, where it stands, how its values compare, and what is lost with it. */
function guard(kinds: readonly string[], path: string, by: Comparison, loses: string): Guard {
  return { kinds, path, by, loses };
}

function ofWriter(...of: Parameters<typeof guard>): Guard {
  return { ...guard(...of), ofWriter: true };
}
