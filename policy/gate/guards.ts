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
  {
    kinds: [
      ...["sql.DatabaseInstance", "spanner.Database", "container.Cluster", "bigquery.Table"],
      ...["alloydb.Cluster", "workflows.Workflow"],
    ],
    path: "deletionProtection",
    by: offered,
    loses: "the provider's refusal to delete it",
  },
  {
    kinds: SQL,
    path: "settings.deletionProtectionEnabled",
    by: on,
    loses: "Google's refusal to delete it, by whatever means",
  },
  { kinds: SQL, path: "settings.retainBackupsOnDelete", by: on, loses: "its backups, if it goes" },
  {
    kinds: SQL,
    path: "settings.finalBackupConfig.enabled",
    by: on,
    loses: "the backup of its last moment",
    ofWriter: true,
  },
  {
    kinds: SQL,
    path: "settings.backupConfiguration.enabled",
    by: on,
    loses: "its daily backups",
    ofWriter: true,
  },
  {
    kinds: SQL,
    path: "settings.backupConfiguration.pointInTimeRecoveryEnabled",
    by: on,
    loses: "recovery to a point in time",
    ofWriter: true,
  },
  {
    kinds: SQL,
    path: "settings.backupConfiguration.binaryLogEnabled",
    by: on,
    loses: "recovery to a point in time",
    ofWriter: true,
  },
  {
    kinds: SQL,
    path: "settings.backupConfiguration.transactionLogRetentionDays",
    by: { amount: 7 },
    loses: "days that can be recovered",
    ofWriter: true,
  },
  {
    kinds: SQL,
    path: "settings.backupConfiguration.backupRetentionSettings.retainedBackups",
    by: { amount: 7 },
    loses: "backups that there are",
    ofWriter: true,
  },
  {
    kinds: SQL,
    path: "settings.availabilityType",
    by: { safe: "REGIONAL" },
    loses: "its second zone",
    ofWriter: true,
  },
  {
    kinds: BUCKET,
    path: "forceDestroy",
    by: { unsafe: true },
    loses: "the refusal to delete it while it holds objects",
  },
  { kinds: BUCKET, path: "versioning.enabled", by: on, loses: "earlier versions of objects" },
  {
    kinds: BUCKET,
    path: "softDeletePolicy.retentionDurationSeconds",
    by: { amount: 604_800 },
    loses: "time in which deleted objects come back",
  },
  {
    kinds: BUCKET,
    path: "retentionPolicy.retentionPeriod",
    by: { amount: 0 },
    loses: "time in which nobody can delete objects",
  },
  {
    kinds: BUCKET,
    path: "lifecycleRules",
    by: "delete-rules",
    loses: "time until objects or versions are deleted",
  },
  {
    kinds: ["firestore.Database"],
    path: "deleteProtectionState",
    by: { safe: "DELETE_PROTECTION_ENABLED" },
    loses: "Google's refusal to delete it",
  },
  {
    kinds: ["firestore.Database"],
    path: "pointInTimeRecoveryEnablement",
    by: { safe: "POINT_IN_TIME_RECOVERY_ENABLED" },
    loses: "recovery to a point in time",
  },
  {
    kinds: ["firestore.Database", "sql.Database", "sql.User"],
    path: "deletionPolicy",
    by: { unsafe: "DELETE" },
    loses: "its data, if it goes",
  },
  {
    kinds: ["spanner.Database"],
    path: "enableDropProtection",
    by: on,
    loses: "Google's refusal to delete it",
  },
  {
    kinds: ["spanner.Database"],
    path: "versionRetentionPeriod",
    by: { amount: 3600 },
    loses: "time that can be recovered",
  },
  {
    kinds: ["spanner.Instance"],
    path: "forceDestroy",
    by: { unsafe: true },
    loses: "its backups, if it goes",
  },
  {
    kinds: ["spanner.BackupSchedule"],
    path: "retentionDuration",
    by: { amount: 0 },
    loses: "backups that there are",
  },
  {
    kinds: ["firestore.BackupSchedule"],
    path: "retention",
    by: { amount: 0 },
    loses: "backups that there are",
  },
  {
    kinds: ["bigquery.Dataset"],
    path: "deleteContentsOnDestroy",
    by: { unsafe: true },
    loses: "the refusal to delete it while it holds tables",
  },
  {
    kinds: ["bigquery.Dataset"],
    path: "maxTimeTravelHours",
    by: { amount: 168 },
    loses: "hours that can be recovered",
  },
  {
    kinds: ["pubsub.Subscription"],
    path: "messageRetentionDuration",
    by: { amount: 604_800 },
    loses: "time for which the backlog is kept",
  },
  {
    kinds: ["pubsub.Topic"],
    path: "messageRetentionDuration",
    by: { amount: 0 },
    loses: "time for which messages can be read again",
  },
  {
    kinds: ["pubsub.Subscription"],
    path: "deadLetterPolicy",
    by: "kept",
    loses: "messages that nobody could work on",
  },
  {
    kinds: ["kms.CryptoKey"],
    path: "destroyScheduledDuration",
    by: { amount: 2_592_000 },
    loses: "time in which a destroyed key comes back",
  },
  {
    kinds: ["compute.ResourcePolicy"],
    path: "snapshotSchedulePolicy.retentionPolicy.maxRetentionDays",
    by: { amount: 0 },
    loses: "snapshots that there are",
  },
  {
    kinds: ["compute.ResourcePolicy"],
    path: "snapshotSchedulePolicy.retentionPolicy.onSourceDiskDelete",
    by: { unsafe: "APPLY_RETENTION_POLICY" },
    loses: "snapshots of a disk that is gone",
  },
  {
    kinds: ["gkebackup.BackupPlan"],
    path: "retentionPolicy.backupRetainDays",
    by: { amount: 0 },
    loses: "backups that there are",
  },
  {
    kinds: ["gkebackup.BackupPlan"],
    path: "deactivated",
    by: { unsafe: true },
    loses: "all backups from now on",
  },
  {
    kinds: ["container.Cluster"],
    path: "addonsConfig.gkeBackupAgentConfig.enabled",
    by: on,
    loses: "all backups from now on",
  },
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
