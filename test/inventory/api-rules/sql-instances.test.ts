import { sqlBackupRules } from "../../../inventory/api-rules/sql-backup";
import { sqlInstanceRules } from "../../../inventory/api-rules/sql-instance";
import { UNKNOWN } from "../../../inventory/model";
import { mySql, replica, writer } from "../good-data";
import { changed } from "../scene";
import { check, holdRules } from "./hold";

const BACKUPS = "settings.backupConfiguration";
const enterprise = () =>
  changed(writer(), { "settings.edition": "ENTERPRISE", "settings.tier": "db-custom-2-8192" });

describe("sql instances", () => {
  holdRules(sqlInstanceRules, [
    [
      "sql/edition-of-tier",
      [writer()],
      { "settings.edition": "ENTERPRISE" },
      [
        'settings.edition: "ENTERPRISE" doesn\'t offer the tier "db-perf-optimized-N-4"; set ENTERPRISE_PLUS',
      ],
    ],
    [
      "sql/edition-of-tier",
      [writer()],
      { "settings.tier": "db-custom-2-8192" },
      [
        'settings.edition: "ENTERPRISE_PLUS" doesn\'t offer the tier "db-custom-2-8192"; set ENTERPRISE, or use a db-perf-optimized tier',
      ],
    ],
    [
      "sql/edition-by-default",
      [writer()],
      { "settings.edition": undefined },
      ['settings.edition: is missing and follows from the version, here "ENTERPRISE_PLUS"; set it'],
    ],
    [
      "sql/nothing-to-make",
      [writer()],
      { settings: undefined },
      ["settings: is missing, as are clone and pointInTimeRestoreContext; give one of them"],
    ],
    [
      "sql/writer-with-master",
      [writer()],
      { masterInstanceName: "bank-accounts-us-east1-1" },
      ['masterInstanceName: can\'t stay on an instance of type "CLOUD_SQL_INSTANCE"; leave it out'],
    ],
    [
      "sql/replica-without-master",
      [replica()],
      { masterInstanceName: undefined },
      ['masterInstanceName: is missing on a "READ_REPLICA_INSTANCE"; give the name of its writer'],
    ],
    [
      "sql/replica-of-itself",
      [replica()],
      { masterInstanceName: "bank-accounts-us-east1-1" },
      [
        'masterInstanceName: "bank-accounts-us-east1-1" is the instance itself; give the name of its writer',
      ],
    ],
    [
      "sql/replica-of-itself",
      [writer()],
      { replicaNames: ["bank-accounts-us-central1-1"] },
      ['replicaNames: "bank-accounts-us-central1-1" is the instance itself; leave it out'],
    ],
    [
      "sql/legacy-failover-replica",
      [replica()],
      { replicaConfiguration: { failoverTarget: true } },
      [
        'replicaConfiguration.failoverTarget: "true" asks for a failover replica, which no longer exists; use availabilityType REGIONAL',
      ],
    ],
    [
      "sql/zones",
      [writer()],
      { "settings.locationPreference": { zone: "us-east1-b" } },
      [
        'settings.locationPreference.zone: "us-east1-b" is not a zone of us-central1; use one of the instance\'s region',
      ],
    ],
    [
      "sql/zones",
      [writer()],
      { "settings.locationPreference": { zone: "us-central1-a", secondaryZone: "us-central1-a" } },
      [
        'settings.locationPreference.secondaryZone: "us-central1-a" is the first zone as well; use another one',
      ],
    ],
    [
      "sql/disk-size",
      [writer()],
      { "settings.diskSize": 5 },
      ['settings.diskSize: "5" GB is below 10 GB; raise it'],
    ],
    [
      "sql/disk-size",
      [writer()],
      { "settings.diskSize": 10, "settings.diskType": "HYPERDISK_BALANCED" },
      ['settings.diskSize: "10" GB is below 20 GB; raise it'],
    ],
  ]);
});

describe("sql backups", () => {
  holdRules(sqlBackupRules, [
    [
      "sql/regional-without-backups",
      [writer()],
      { settings: { ...block(writer(), "settings"), backupConfiguration: undefined } },
      [
        'settings.backupConfiguration.enabled: is not "true", which availabilityType REGIONAL needs; set it to true, or use ZONAL',
        'settings.backupConfiguration.pointInTimeRecoveryEnabled: is not "true", which availabilityType REGIONAL needs; set it to true, or use ZONAL',
      ],
    ],
    [
      "sql/regional-without-backups",
      [mySql()],
      { "settings.availabilityType": "REGIONAL", [`${BACKUPS}.binaryLogEnabled`]: false },
      [
        'settings.backupConfiguration.binaryLogEnabled: is not "true", which availabilityType REGIONAL needs; set it to true, or use ZONAL',
      ],
    ],
    [
      "sql/point-in-time-on-mysql",
      [mySql()],
      { [`${BACKUPS}.pointInTimeRecoveryEnabled`]: true },
      [
        'settings.backupConfiguration.pointInTimeRecoveryEnabled: "true" is not for MySQL; use binaryLogEnabled',
      ],
    ],
    [
      "sql/binary-log-elsewhere",
      [writer()],
      { [`${BACKUPS}.binaryLogEnabled`]: true },
      [
        'settings.backupConfiguration.binaryLogEnabled: "true" is for MySQL only; use pointInTimeRecoveryEnabled',
      ],
    ],
    [
      "sql/log-retention",
      [enterprise()],
      { [`${BACKUPS}.transactionLogRetentionDays`]: 14 },
      [
        'settings.backupConfiguration.transactionLogRetentionDays: "14" is not from 1 to 7, as ENTERPRISE allows; use 7, or ENTERPRISE_PLUS',
      ],
    ],
    [
      "sql/log-retention",
      [writer()],
      { [`${BACKUPS}.transactionLogRetentionDays`]: 36 },
      [
        'settings.backupConfiguration.transactionLogRetentionDays: "36" is not from 1 to 35, as ENTERPRISE_PLUS allows; use 7',
      ],
    ],
    [
      "sql/retained-backups",
      [writer()],
      { [`${BACKUPS}.backupRetentionSettings`]: { retainedBackups: 0 } },
      [
        'settings.backupConfiguration.backupRetentionSettings.retainedBackups: "0" is not from 1 to 365; use 15',
      ],
    ],
    [
      "sql/backup-start",
      [writer()],
      { [`${BACKUPS}.startTime`]: "3:00" },
      [
        'settings.backupConfiguration.startTime: "3:00" is not a time of the day in UTC; write it as "03:00"',
      ],
    ],
    [
      "sql/backups-of-replica",
      [replica()],
      { [`${BACKUPS}.enabled`]: true },
      [
        'settings.backupConfiguration.enabled: "true" is not for a replica, which is recovered from its writer; set it to false',
      ],
    ],
  ]);

  it("allows what the edition allows", () => {
    expect(check([changed(writer(), { [`${BACKUPS}.transactionLogRetentionDays`]: 35 })])).toEqual(
      [],
    );
  });

  it("waits for an edition that comes late", () => {
    const late = changed(writer(), {
      "settings.edition": UNKNOWN,
      [`${BACKUPS}.transactionLogRetentionDays`]: 14,
    });
    expect(check([late])).toEqual([]);
  });
});

function block(of: ReturnType<typeof writer>, key: string): Record<string, unknown> {
  // The fixture's block is a plain object.
  return of.inputs[key] as Record<string, unknown>;
}
