import type { SqlStore } from "../system/kinds/cloud-sql";
import { type System, WEEKDAYS } from "../system/schema/system";
import { DAY } from "../system/units";
import { multiRegionAround } from "./places";

/**
 * What a writer has and a replica has not: backups, the recovery window, a final backup, a window
 * for maintenance. In names that the provider and the Admin API share, so that a recovery gives a
 * new writer exactly what its stack declares.
 */
export function writerSettings(spec: SqlStore, region: string, maintenance: System["maintenance"]) {
  const { backups, recoveryWindow } = spec;
  return {
    backupConfiguration: {
      enabled: true,
      startTime: backups.at,
      // Multi-regional: a backup that stays in the region goes with it.
      location: multiRegionAround(region).toLowerCase(),
      ...recoveryLog(spec),
      transactionLogRetentionDays: Math.floor(recoveryWindow / DAY),
      backupRetentionSettings: { retainedBackups: backups.keep, retentionUnit: "COUNT" },
    },
    finalBackupConfig: { enabled: true, retentionDays: backups.keep },
    maintenanceWindow: {
      day: WEEKDAYS.indexOf(maintenance.day) + 1,
      hour: maintenance.hour,
      updateTrack: "stable",
    },
  };
}

/** The log that a recovery to a point in time replays, and that high availability asks for. */
function recoveryLog({ version }: Pick<SqlStore, "version">) {
  return version.startsWith("MYSQL")
    ? { binaryLogEnabled: true }
    : { pointInTimeRecoveryEnabled: true };
}
