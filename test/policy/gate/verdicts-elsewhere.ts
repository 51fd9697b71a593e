/** The same for the systems other than the bank. */
export const VERDICTS_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  "api-platform.disk-type.prod": [
    "refused",
    "data-replaced prod RegionDisk api-platform-volume-us-central1-1 type",
    "? the preview failed",
  ],
  "api-platform.snapshots-shorter.prod": [
    "refused",
    "protection-lost prod ResourcePolicy volume-us-central1 snapshotSchedulePolicy.retentionPolicy.maxRetentionDays",
  ],
  "api-platform.tasks-forgotten-sooner.prod": [
    "refused",
    "protection-lost prod Topic tasks messageRetentionDuration",
    "protection-lost prod Topic tasks-dead-letters messageRetentionDuration",
    "protection-lost prod Subscription tasks messageRetentionDuration",
    "protection-lost prod Subscription tasks-dead-letters messageRetentionDuration",
  ],
  "api-platform.way-in-changed.prod": ["pass"],
  "click-travel.warehouse-moved.prod": [
    "refused",
    "data-replaced prod Bucket uploads location",
    "data-replaced prod Dataset analytics-db location",
    "data-moved prod Bucket uploads location",
    "data-moved prod Dataset analytics-db location",
    "? the preview failed",
  ],
  "shop-smart.more-nodes.prod": ["pass"],
  "shop-smart.read-replica-gone.prod": [
    "refused",
    "data-deleted prod DatabaseInstance shop-smart-ratings-us-central1-1-read-a",
    "? the preview failed",
  ],
  "shop-smart.spanner-moved-open.prod": [
    "refused",
    "data-replaced prod Instance orders config",
    "data-replaced prod Database orders-orders",
    "data-moved prod Instance orders config",
  ],
  "shop-smart.spanner-moved.prod": [
    "refused",
    "data-replaced prod Instance orders",
    "data-replaced prod Database orders-orders",
    "? the preview failed",
  ],
  "shop-smart.spanner-shorter-recovery.prod": [
    "refused",
    "protection-lost prod Database orders-orders versionRetentionPeriod",
  ],
  "shop-smart.spanner-without-backups.prod": [
    "refused",
    "protection-lost prod BackupSchedule orders-orders",
  ],
};
