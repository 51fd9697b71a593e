import type * as gcp from "@pulumi/gcp";
import type { SqlStore } from "../system/kinds/cloud-sql";

type Backups = gcp.types.input.sql.DatabaseInstanceSettingsBackupConfiguration;

/** Where Cloud SQL treats its engines differently. */
export interface SqlEngine {
  /** Flag that lets service accounts log in as themselves. */
  readonly iamFlag: string;
  /** What a replica keeps of the log that a recovery to a point in time replays. */
  readonly replicaLog: Backups;
}

const POSTGRESQL: SqlEngine = {
  iamFlag: "cloudsql.iam_authentication",
  replicaLog: { pointInTimeRecoveryEnabled: false },
};

const MYSQL: SqlEngine = {
  iamFlag: "cloudsql_iam_authentication",
  // A replica without it could not become the target of a failover.
  replicaLog: { binaryLogEnabled: true },
};

export function engineOf({ version }: Pick<SqlStore, "version">): SqlEngine {
  return version.startsWith("MYSQL") ? MYSQL : POSTGRESQL;
}
