import type { Mutant } from "../mutate";

export const data: readonly Mutant[] = [
  {
    rule: "R30",
    what: "drift of a writer's settings that nobody sees",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        options: { ignoreChanges: ["settings"] },
      },
    ],
    says: [
      "prod online-bank-accounts-db-us-central1-1 : ignores changes of settings.deletionProtectionEnabled, settings.availabilityType, settings.backupConfiguration, settings.retainBackupsOnDelete, settings.finalBackupConfig, settings.ipConfiguration.sslMode, so nobody sees when it is switched off; ignore less",
    ],
  },
  {
    rule: "R30",
    what: "drift of a bucket's versions that nobody sees",
    changes: [
      { at: "prod storage.Bucket documents", options: { ignoreChanges: ["versioning.enabled"] } },
    ],
    says: [
      "prod documents : ignores changes of versioning, so nobody sees when it is switched off; ignore less",
    ],
  },
  {
    rule: "R30",
    what: "drift of everything that nobody sees",
    changes: [{ at: "prod firestore.Database products-db", options: { ignoreChanges: ["*"] } }],
    says: [
      "prod products-db : ignores changes of deleteProtectionState, pointInTimeRecoveryEnablement, so nobody sees when it is switched off; ignore less",
    ],
  },
  {
    rule: "R22",
    what: "a bucket in one region",
    changes: [{ at: "prod storage.Bucket documents", set: { location: "us-central1" } }],
    says: [
      'prod documents location: "us-central1" is one region, and its objects go with it; use two regions, or US, EU or ASIA',
    ],
  },
  {
    rule: "R22",
    what: "turbo in a multi-region",
    changes: [{ at: "prod storage.Bucket documents", set: { location: "US" } }],
    says: [
      'prod documents rpo: "ASYNC_TURBO" isn\'t for the multi-region "US"; use DEFAULT, or a dual-region',
    ],
  },
  {
    rule: "R22",
    what: "no versions",
    changes: [{ at: "prod storage.Bucket documents", set: { versioning: undefined } }],
    says: ["prod documents versioning.enabled: what is overwritten is gone; set it to true"],
  },
  {
    rule: "R22",
    what: "no soft delete",
    changes: [
      {
        at: "prod storage.Bucket documents",
        set: { "softDeletePolicy.retentionDurationSeconds": 0 },
      },
    ],
    says: [
      'prod documents softDeletePolicy.retentionDurationSeconds: "0" is less than 7 days; use 604800 or more',
    ],
  },
  {
    rule: "R22",
    what: "a destroy that takes the objects",
    changes: [{ at: "prod storage.Bucket documents", set: { forceDestroy: true } }],
    says: ['prod documents forceDestroy: "true" lets a destroy delete every object; leave it out'],
  },
  {
    rule: "R22",
    what: "a bucket that Pulumi may delete",
    changes: [{ at: "prod storage.Bucket documents", options: { protect: false } }],
    says: [
      "prod documents : isn't protected: a destroy would take it along; give the option protect",
    ],
  },
  {
    rule: "R23",
    what: "a secret in one region",
    changes: [
      {
        at: "prod secretmanager.Secret database-ca",
        set: { replication: { userManaged: { replicas: [{ location: "us-central1" }] } } },
      },
    ],
    says: [
      'prod database-ca replication: has no copy in "us-east1", whose instances couldn\'t start; use auto',
    ],
  },
  {
    rule: "R34",
    what: "a topic that is kept in one region",
    changes: [
      {
        at: "prod projects.Service pubsub",
        set: { service: "pubsub.googleapis.com", disableOnDestroy: false },
        needs: [],
        options: { protect: true },
        is: "new",
      },
      {
        at: "prod pubsub.Topic tasks",
        set: { messageStoragePolicy: { allowedPersistenceRegions: ["us-central1"] } },
        needs: ["prod projects.Service pubsub"],
        options: { protect: true },
        is: "new",
      },
    ],
    says: [
      'prod tasks messageStoragePolicy.allowedPersistenceRegions: leaves out "us-east1", where nothing could be sent while the other region is lost; add it',
    ],
  },
  {
    rule: "R34",
    what: "tasks that are gone after an hour, and never given up",
    changes: [
      {
        at: "prod projects.Service pubsub",
        set: { service: "pubsub.googleapis.com", disableOnDestroy: false },
        needs: [],
        options: { protect: true },
        is: "new",
      },
      {
        at: "prod pubsub.Subscription tasks",
        set: { messageRetentionDuration: "3600s" },
        needs: ["prod projects.Service pubsub"],
        options: { protect: true },
        is: "new",
      },
    ],
    says: [
      "prod tasks deadLetterPolicy.deadLetterTopic: is missing: one task that always fails is tried for ever; name a topic",
      'prod tasks messageRetentionDuration: "3600s" is shorter than an outage may be; use "86400s" or more',
    ],
  },
  {
    rule: "R34",
    what: "dead letters that nobody may write",
    changes: [
      {
        at: "prod projects.Service pubsub",
        set: { service: "pubsub.googleapis.com", disableOnDestroy: false },
        needs: [],
        options: { protect: true },
        is: "new",
      },
      {
        at: "prod pubsub.Topic dead",
        set: { name: "dead" },
        needs: ["prod projects.Service pubsub"],
        options: { protect: true },
        is: "new",
      },
      {
        at: "prod pubsub.Subscription tasks",
        set: { deadLetterPolicy: { deadLetterTopic: "dead" } },
        needs: ["prod projects.Service pubsub"],
        options: { protect: true },
        is: "new",
        needsBy: { deadLetterPolicy: ["prod pubsub.Topic dead"] },
      },
    ],
    says: [
      "prod tasks deadLetterPolicy.deadLetterTopic: is a topic that Pub/Sub has no right to write to; grant it roles/pubsub.publisher",
    ],
  },
  {
    rule: "R35",
    what: "Firestore that anybody may delete",
    changes: [
      {
        at: "prod firestore.Database products-db",
        set: { deleteProtectionState: "DELETE_PROTECTION_DISABLED" },
      },
    ],
    says: [
      'prod products-db deleteProtectionState: "DELETE_PROTECTION_DISABLED": one call deletes it; use DELETE_PROTECTION_ENABLED',
    ],
  },
  {
    rule: "R35",
    what: "Firestore without point-in-time recovery",
    changes: [
      {
        at: "prod firestore.Database products-db",
        set: { pointInTimeRecoveryEnablement: undefined },
      },
    ],
    says: [
      "prod products-db pointInTimeRecoveryEnablement: is missing: no moment of the last week can be read; use POINT_IN_TIME_RECOVERY_ENABLED",
    ],
  },
  {
    rule: "R35",
    what: "Firestore without any backup",
    changes: [
      { at: "prod firestore.BackupSchedule products-db-daily", is: "gone" },
      { at: "prod firestore.BackupSchedule products-db-weekly", is: "gone" },
      { at: "prod cloudscheduler.Job products-db-online-bank-products-db-us-central1", is: "gone" },
      { at: "dr cloudscheduler.Job products-db-online-bank-products-db-us-east1", is: "gone" },
    ],
    says: ["prod products-db : is backed up by nothing; add a backup schedule or an export"],
  },
  {
    rule: "R35",
    what: "Spanner in one region",
    changes: [
      {
        at: "prod projects.Service spanner",
        set: { service: "spanner.googleapis.com", disableOnDestroy: false },
        needs: [],
        options: { protect: true },
        is: "new",
      },
      {
        at: "prod spanner.Instance ledger",
        set: { config: "regional-us-central1" },
        needs: ["prod projects.Service spanner"],
        options: { protect: true },
        is: "new",
      },
    ],
    says: [
      'prod ledger config: "regional-us-central1" is one region, without a backup; use a multi-region, or add a backup schedule',
    ],
  },
  {
    rule: "R35",
    what: "a cluster in a zone",
    changes: [
      {
        at: "prod projects.Service container",
        set: { service: "container.googleapis.com", disableOnDestroy: false },
        needs: [],
        options: { protect: true },
        is: "new",
      },
      {
        at: "prod container.Cluster apps",
        set: { location: "us-central1-a", nodeLocations: ["us-central1-b"] },
        needs: ["prod projects.Service container"],
        options: { protect: true },
        is: "new",
      },
    ],
    says: [
      "prod apps : has no plan of backups; add one that keeps them in another region",
      "prod apps addonsConfig.gkeBackupAgentConfig.enabled: is missing: what runs in it can't be restored; set it to true",
      'prod apps location: "us-central1-a" is a zone, and the cluster goes down with it; use its region',
      "prod apps maintenancePolicy: is missing, so both regions may be updated at once; give a window",
      'prod apps nodeLocations: "us-central1-b" is the only zone of nodes; name two or more',
    ],
  },
];
