import type { Mutant } from "../mutate";

export const databases: readonly Mutant[] = [
  {
    rule: "R1",
    what: "a writer in one zone",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.availabilityType": "ZONAL" },
      },
    ],
    says: [
      'prod online-bank-accounts-db-us-central1-1 settings.availabilityType: "ZONAL": the writer goes down with its zone; use REGIONAL',
    ],
  },
  {
    rule: "R1",
    what: "a writer without backups",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.backupConfiguration.enabled": false },
      },
    ],
    says: [
      'prod online-bank-accounts-db-us-central1-1 settings.backupConfiguration.enabled: "false": there is nothing to restore; set it to true',
    ],
  },
  {
    rule: "R1",
    what: "a writer without point-in-time recovery",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.backupConfiguration.pointInTimeRecoveryEnabled": undefined },
      },
    ],
    says: [
      "prod online-bank-accounts-db-us-central1-1 settings.backupConfiguration.pointInTimeRecoveryEnabled: is missing: only whole backups can be restored; set it to true",
    ],
  },
  {
    rule: "R1",
    what: "MySQL without its log",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { databaseVersion: "MYSQL_8_0" },
      },
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { databaseVersion: "MYSQL_8_0" },
      },
    ],
    says: [
      "prod online-bank-accounts-db-us-central1-1 settings.backupConfiguration.binaryLogEnabled: is missing: only whole backups can be restored; set it to true",
    ],
  },
  {
    rule: "R2",
    what: "no replica",
    changes: [{ at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1", is: "gone" }],
    says: [
      'prod online-bank-accounts-db-us-central1-1 : has no replica outside of "us-central1", so its data goes with the region; declare one in another region',
    ],
  },
  {
    rule: "R2",
    what: "a replica of another version",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { databaseVersion: "POSTGRES_15" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 databaseVersion: "POSTGRES_15" isn\'t the writer\'s "POSTGRES_16"; make them equal',
    ],
  },
  {
    rule: "R2",
    what: "a replica with another TLS mode",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { "settings.ipConfiguration.sslMode": "ALLOW_UNENCRYPTED_AND_ENCRYPTED" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 settings.ipConfiguration.sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED" isn\'t the writer\'s "ENCRYPTED_ONLY"; make them equal',
    ],
  },
  {
    rule: "R2",
    what: "a replica in another network",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: {
          "settings.ipConfiguration.privateNetwork":
            "projects/example-bank-prod/global/networks/other",
        },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 settings.ipConfiguration.privateNetwork: "projects/example-bank-prod/global/networks/other" isn\'t the writer\'s "projects/example-bank-prod/global/networks/online-bank"; make them equal',
    ],
  },
  {
    rule: "R2",
    what: "a replica with other flags",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { "settings.databaseFlags": [] },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 settings.databaseFlags: "" aren\'t the writer\'s "cloudsql.iam_authentication=on"; make them equal',
    ],
  },
  {
    rule: "R2",
    what: "a smaller replica",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { "settings.tier": "db-perf-optimized-N-2" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 settings.tier: "db-perf-optimized-N-2" is smaller than the writer\'s "db-perf-optimized-N-4", so it couldn\'t take its load; use the same',
    ],
  },
  {
    rule: "R3",
    what: "a replica in one zone",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { "settings.availabilityType": "ZONAL" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 settings.availabilityType: "ZONAL": once promoted, the writer would go down with its zone; use REGIONAL',
    ],
  },
  {
    rule: "R4",
    what: "a replica that the provider may delete",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { deletionProtection: false },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 deletionProtection: "false": one call deletes the instance; set it to true',
    ],
  },
  {
    rule: "R4",
    what: "a writer that anybody may delete",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.deletionProtectionEnabled": undefined },
      },
    ],
    says: [
      "prod online-bank-accounts-db-us-central1-1 settings.deletionProtectionEnabled: is missing: one call deletes the instance; set it to true",
    ],
  },
  {
    rule: "R4",
    what: "a replica that Pulumi may delete",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        options: { protect: false },
      },
    ],
    says: [
      "dr online-bank-accounts-db-us-east1-1 : isn't protected: a destroy would take it along; give the option protect",
    ],
  },
  {
    rule: "R5",
    what: "backups in the instance's region",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.backupConfiguration.location": "us-central1" },
      },
    ],
    says: [
      'prod online-bank-accounts-db-us-central1-1 settings.backupConfiguration.location: "us-central1" is the instance\'s own region, so both go together; use a multi-region, such as us or eu',
    ],
  },
  {
    rule: "R5",
    what: "backups that go with the instance",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: {
          "settings.retainBackupsOnDelete": false,
          "settings.finalBackupConfig.enabled": false,
        },
      },
    ],
    says: [
      "prod online-bank-accounts-db-us-central1-1 settings: neither retainBackupsOnDelete nor finalBackupConfig.enabled is true: backups go with the instance; set one",
    ],
  },
  {
    rule: "R6",
    what: "three backups",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.backupConfiguration.backupRetentionSettings.retainedBackups": 3 },
      },
    ],
    says: [
      'prod online-bank-accounts-db-us-central1-1 settings.backupConfiguration.backupRetentionSettings.retainedBackups: "3" is less than a week; use 7 or more',
    ],
  },
  {
    rule: "R6",
    what: "a day of point-in-time recovery",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.backupConfiguration.transactionLogRetentionDays": 1 },
      },
    ],
    says: [
      'prod online-bank-accounts-db-us-central1-1 settings.backupConfiguration.transactionLogRetentionDays: "1" is less than a week; use 7 or more',
    ],
  },
  {
    rule: "R7",
    what: "a name that can't be renewed",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { name: "online-bank-accounts-db-us-east1" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 name: "online-bank-accounts-db-us-east1" can\'t be made anew within a week of its deletion; end it in a generation, such as "online-bank-accounts-db-us-east1-1"',
    ],
  },
  {
    rule: "R8",
    what: "a tier of the other edition",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { "settings.edition": "ENTERPRISE" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 settings.tier: "db-perf-optimized-N-4" needs the edition ENTERPRISE_PLUS; set it, or use a db-custom tier',
    ],
  },
  {
    rule: "R8",
    what: "a tier of the lesser edition",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { "settings.tier": "db-custom-4-15360" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 settings.tier: "db-custom-4-15360" isn\'t of the edition ENTERPRISE_PLUS; use a db-perf-optimized tier',
    ],
  },
  {
    rule: "R8",
    what: "a designated replica of the lesser edition",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.edition": "ENTERPRISE" },
      },
    ],
    says: [
      "prod online-bank-accounts-db-us-central1-1 replicationCluster.failoverDrReplicaName: only the edition ENTERPRISE_PLUS has a designated replica; set it, or designate none",
      'prod online-bank-accounts-db-us-central1-1 settings.tier: "db-perf-optimized-N-4" needs the edition ENTERPRISE_PLUS; set it, or use a db-custom tier',
    ],
  },
];
