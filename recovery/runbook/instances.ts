import type { SqlInstance } from "../../topology/model";
import { writerSettings } from "../../topology/writer";
import type { Action } from "../action";
import type { Around } from "./then";

/** What is typed for an action on a Cloud SQL instance. Nothing is waited for: conditions say when it is done. */
export function instanceCommands(action: Action, around: Around): readonly string[] {
  switch (action.kind) {
    case "sql.failover":
      return [`gcloud sql instances promote-replica ${action.instance} --failover --async --quiet`];
    case "sql.promote":
      return [`gcloud sql instances promote-replica ${action.instance} --async --quiet`];
    case "sql.switchover":
      return [`gcloud sql instances switchover ${action.instance} --async --quiet`];
    case "sql.protect":
      return [
        `gcloud sql instances patch ${action.instance} ${protection(action.store, action.instance, around)} --async --quiet`,
      ];
    case "sql.backup":
      return [
        `gcloud sql backups create --instance=${action.instance} --description="first after a recovery" --async`,
      ];
    case "sql.restore":
      return [
        `gcloud sql backups restore "$(gcloud sql backups list --instance=${action.from} --filter="status=SUCCESSFUL" --sort-by=~startTime --limit=1 --format="value(id)" --project=${around.now.naming.project})" --restore-instance=${action.instance} --backup-instance=${action.from} --async --quiet`,
      ];
    case "sql.clone":
      return [
        `gcloud sql instances clone ${action.from} ${action.instance} --point-in-time=${quoted(action.to)} --async`,
      ];
    case "sql.complete": {
      const { databases, logins, instance } = action;
      const logged = "--type=cloud_iam_service_account";
      return [
        ...databases.map((name) => `gcloud sql databases create ${name} --instance=${instance}`),
        ...logins.map((name) => `gcloud sql users create ${name} --instance=${instance} ${logged}`),
      ];
    }
    case "sql.stop":
      return [`gcloud sql instances patch ${action.instance} --activation-policy=NEVER --quiet`];
    default:
      return [];
  }
}

const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/** Exactly what the new writer's stack declares of a writer. */
function protection(store: string, name: string, { then }: Around): string {
  const instance = instanceNamed(store, name, then);
  const spec = then.databases[store]?.spec;
  if (!instance || !spec) throw new Error(`nothing describes ${name} after the recovery`);
  const settings = writerSettings(spec, instance.region, then.system.maintenance);
  const { backupConfiguration: backups, finalBackupConfig: last, maintenanceWindow } = settings;
  const log =
    "binaryLogEnabled" in backups ? "--enable-bin-log" : "--enable-point-in-time-recovery";
  return [
    `--availability-type=${instance.ha ? "REGIONAL" : "ZONAL"}`,
    `--backup-start-time=${backups.startTime}`,
    `--backup-location=${backups.location}`,
    log,
    `--retained-transaction-log-days=${backups.transactionLogRetentionDays}`,
    `--retained-backups-count=${backups.backupRetentionSettings.retainedBackups}`,
    `--final-backup --final-backup-retention-days=${last.retentionDays}`,
    `--maintenance-window-day=${DAYS[maintenanceWindow.day - 1]}`,
    `--maintenance-window-hour=${maintenanceWindow.hour}`,
    "--maintenance-release-channel=production",
  ].join(" ");
}

export function instanceNamed(
  store: string,
  name: string,
  { regions }: Around["then"],
): SqlInstance | undefined {
  return Object.values(regions)
    .map(({ instances }) => instances[store])
    .find((one) => one?.name === name);
}

/** A moment may still have to be put in. */
export function quoted(moment: string): string {
  return /^[\w:.-]+$/.test(moment) ? moment : `"${moment}"`;
}
