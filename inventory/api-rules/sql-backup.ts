import { flagAt, given, numberAt, textAt } from "../values";
import { isOutside, when, type ApiRule } from "./rule";
import { editionOf, isMySql, isReplica } from "./sql-instance";

const INSTANCES = ["sql.DatabaseInstance"];
const BACKUPS = "settings.backupConfiguration";

export const sqlBackupRules: readonly ApiRule[] = [
  {
    id: "sql/regional-without-backups",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: (instance) => {
      const { inputs } = instance;
      const isHa =
        textAt(inputs, "settings.availabilityType") === "REGIONAL" && !isReplica(instance);
      const log = isMySql(instance) ? "binaryLogEnabled" : "pointInTimeRecoveryEnabled";
      const lacks = (name: string) => flagAt(inputs, `${BACKUPS}.${name}`, false) === false;
      return ["enabled", log].flatMap((name) =>
        when(
          isHa && lacks(name),
          `${BACKUPS}.${name}`,
          'is not "true", which availabilityType REGIONAL needs; set it to true, or use ZONAL',
        ),
      );
    },
  },
  {
    id: "sql/point-in-time-on-mysql",
    severity: "error",
    source: "preview",
    kinds: INSTANCES,
    breaches: (instance) =>
      when(
        isMySql(instance) &&
          flagAt(instance.inputs, `${BACKUPS}.pointInTimeRecoveryEnabled`) === true,
        `${BACKUPS}.pointInTimeRecoveryEnabled`,
        '"true" is not for MySQL; use binaryLogEnabled',
      ),
  },
  {
    id: "sql/binary-log-elsewhere",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: (instance) =>
      when(
        given(instance.inputs, "databaseVersion") &&
          textAt(instance.inputs, "databaseVersion")?.startsWith("MYSQL") === false &&
          flagAt(instance.inputs, `${BACKUPS}.binaryLogEnabled`) === true,
        `${BACKUPS}.binaryLogEnabled`,
        '"true" is for MySQL only; use pointInTimeRecoveryEnabled',
      ),
  },
  {
    id: "sql/log-retention",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: (instance) => {
      const edition = editionOf(instance);
      const days = numberAt(instance.inputs, `${BACKUPS}.transactionLogRetentionDays`);
      const most = edition === "ENTERPRISE" ? 7 : 35;
      return when(
        isOutside(days, 1, most),
        `${BACKUPS}.transactionLogRetentionDays`,
        `"${days}" is not from 1 to ${most}, as ${edition ?? "the edition"} allows; ${most === 7 && (days ?? 0) > 7 ? "use 7, or ENTERPRISE_PLUS" : "use 7"}`,
      );
    },
  },
  {
    id: "sql/retained-backups",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) => {
      const path = `${BACKUPS}.backupRetentionSettings.retainedBackups`;
      const count = numberAt(inputs, path);
      return when(isOutside(count, 1, 365), path, `"${count}" is not from 1 to 365; use 15`);
    },
  },
  {
    id: "sql/backup-start",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) => {
      const time = textAt(inputs, `${BACKUPS}.startTime`);
      return when(
        time !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time),
        `${BACKUPS}.startTime`,
        `"${time}" is not a time of the day in UTC; write it as "03:00"`,
      );
    },
  },
  {
    id: "sql/backups-of-replica",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: (instance) =>
      ["enabled", "pointInTimeRecoveryEnabled"].flatMap((name) =>
        when(
          isReplica(instance) && flagAt(instance.inputs, `${BACKUPS}.${name}`) === true,
          `${BACKUPS}.${name}`,
          '"true" is not for a replica, which is recovered from its writer; set it to false',
        ),
      ),
  },
];
