import type { Mutant } from "../mutate";

export const keys: readonly Mutant[] = [
  {
    rule: "R9",
    what: "a replica with the primary's key",
    changes: [
      {
        at: "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1",
        set: { encryptionKeyName: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" },
      },
    ],
    says: [
      'dr online-bank-accounts-db-us-east1-1 encryptionKeyName: the key is in "us-central1" and the data in "us-east1"; use a key of "us-east1"',
    ],
  },
  {
    rule: "R9",
    what: "a bucket with the key of one region",
    changes: [
      {
        at: "prod storage.Bucket documents",
        set: {
          "encryption.defaultKmsKeyName":
            "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k",
        },
      },
    ],
    says: [
      'prod documents encryption.defaultKmsKeyName: the key is in "us-central1" and the data in "nam4"; use a key of "nam4"',
    ],
  },
  {
    rule: "R9",
    what: "messages under the key of one of two regions",
    changes: [
      {
        at: "prod projects.Service pubsub",
        is: "new",
        set: { service: "pubsub.googleapis.com", disableOnDestroy: false },
      },
      {
        at: "prod pubsub.Topic jobs",
        is: "new",
        needs: ["prod projects.Service pubsub"],
        options: { protect: true },
        set: {
          name: "jobs",
          kmsKeyName: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k",
          messageStoragePolicy: { allowedPersistenceRegions: ["us-central1", "us-east1"] },
        },
      },
    ],
    says: [
      'prod jobs kmsKeyName: the key is in "us-central1" and the data in "us-east1"; use a key of "global"',
    ],
  },
  {
    rule: "R9",
    what: "a secret with the key of one region",
    changes: [
      {
        at: "prod secretmanager.Secret accounts-db",
        set: {
          "replication.auto.customerManagedEncryption.kmsKeyName":
            "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k",
        },
      },
    ],
    says: [
      'prod accounts-db replication.auto.customerManagedEncryption.kmsKeyName: the key is in "us-central1" and the data in "global"; use a key of "global"',
    ],
  },
];
