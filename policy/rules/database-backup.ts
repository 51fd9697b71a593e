import { flagAt, numberAt, textAt } from "../../inventory/values";
import { regionOf } from "../context";
import { broken, type PolicyRule } from "../rule";
import { anyDatabase, writers } from "./database";

const LOCATION = "settings.backupConfiguration.location";
const KEPT = "settings.backupConfiguration.backupRetentionSettings.retainedBackups";
const LOG = "settings.backupConfiguration.transactionLogRetentionDays";

export const databaseBackupRules: readonly PolicyRule[] = [
  {
    id: "R5",
    title: "Backups leave the region and outlive the instance",
    severity: "error",
    source:
      "provider's issue 10486: backups went with their deleted instance. Left out, the location is the multi-region around the instance",
    fix: "keep backups in a multi-region, and set retainBackupsOnDelete or finalBackupConfig",
    scope: "stack",
    applies: anyDatabase,
    breaches: (context) =>
      writers(context).flatMap((writer) => {
        const { inputs } = writer;
        const location = textAt(inputs, LOCATION);
        const outlive =
          flagAt(inputs, "settings.retainBackupsOnDelete", false) !== false ||
          flagAt(inputs, "settings.finalBackupConfig.enabled", false) !== false;
        return [
          ...broken(
            location !== undefined && location === regionOf(writer),
            writer,
            LOCATION,
            `"${location}" is the instance's own region, so both go together; use a multi-region, such as us or eu`,
          ),
          ...broken(
            !outlive,
            writer,
            "settings",
            "neither retainBackupsOnDelete nor finalBackupConfig.enabled is true: backups go with the instance; set one",
          ),
        ];
      }),
  },
  {
    id: "R6",
    title: "Seven backups at least, and seven days of point-in-time recovery",
    severity: "warning",
    source:
      "provider's documentation of the ranges; a week covers a mistake that is noticed after a long weekend. A warning, since the description chooses both",
    fix: "raise backups.keep and recoveryWindow in the description",
    scope: "stack",
    applies: anyDatabase,
    breaches: (context) =>
      writers(context).flatMap((writer) =>
        [KEPT, LOG].flatMap((path) => {
          // What Cloud SQL does when nothing is said: seven of each.
          const number = numberAt(writer.inputs, path, 7);
          return broken(
            number !== undefined && number < 7,
            writer,
            path,
            `"${number}" is less than a week; use 7 or more`,
          );
        }),
      ),
  },
];
