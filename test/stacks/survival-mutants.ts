import type { Change } from "../policy/mutate";

const WRITER = "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1";
const REPLICA = "dr sql.DatabaseInstance online-bank-accounts-db-us-east1-1";
const RING = "prod kms.KeyRing ring";
const KEY = "prod kms.CryptoKey data";

const KEY_LINK = "projects/p/locations/us-central1/keyRings/ring/cryptoKeys/data";

/** A backend in the home region. */
const home = (service: string) => ({
  capacityScaler: 1,
  group: `projects/p/regions/us-central1/instanceGroups/online-bank-${service}-us-central1`,
});

/** What is changed in the bank, and the surprises that come of it, as `loss: what: because`. */
export const MUTANTS: readonly (readonly [what: string, changes: Change[], says: string[]])[] = [
  [
    "groups that the loss of a zone leaves too small",
    [
      {
        at: "prod compute.RegionAutoscaler web-us-central1",
        set: { "autoscalingPolicy.minReplicas": 3, "autoscalingPolicy.maxReplicas": 3 },
      },
      {
        at: "dr compute.RegionAutoscaler web-us-east1",
        set: { "autoscalingPolicy.minReplicas": 6, "autoscalingPolicy.maxReplicas": 6 },
      },
    ],
    [
      "us-east1: web: 3 of 6 needed instances are left: RegionInstanceGroupManager web-us-east1 is gone",
    ],
  ],
  [
    "a group in one zone",
    [
      {
        at: "prod compute.RegionInstanceGroupManager accounts-us-central1",
        set: { distributionPolicyZones: ["us-central1-a"] },
      },
      {
        at: "prod compute.BackendService accounts",
        set: { backends: [home("accounts")] },
      },
    ],
    [
      "us-central1-a: accounts: 0 of 4 needed instances are left: zone us-central1-a is gone",
      "us-central1: accounts: Address internal-us-central1 is gone",
    ],
  ],
  [
    "a service with a backend in one region",
    [{ at: "prod compute.BackendService products", set: { backends: [home("products")] } }],
    ["us-central1: products: Address internal-us-central1 is gone"],
  ],
  [
    "a writer in one zone, with neither replica nor backups",
    [
      { at: REPLICA, is: "gone" },
      {
        at: WRITER,
        set: {
          "settings.availabilityType": "ZONAL",
          "settings.backupConfiguration.enabled": false,
        },
      },
    ],
    [
      "us-central1-a: accounts: needs accounts-db: online-bank-accounts-db-us-central1-1 is in one zone, which may be that one",
      "us-central1-a: accounts-db: online-bank-accounts-db-us-central1-1 is in one zone, which may be that one",
      "us-central1-b: accounts: needs accounts-db: online-bank-accounts-db-us-central1-1 is in one zone, which may be that one",
      "us-central1-b: accounts-db: online-bank-accounts-db-us-central1-1 is in one zone, which may be that one",
      "us-central1: accounts: needs accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
      "us-central1: accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
      "DatabaseInstance online-bank-accounts-db-us-central1-1: accounts: needs accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
      "DatabaseInstance online-bank-accounts-db-us-central1-1: accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
    ],
  ],
  [
    "backups that the region takes along, and no replica",
    [
      { at: REPLICA, is: "gone" },
      { at: WRITER, set: { "settings.backupConfiguration.location": "us-central1" } },
    ],
    [
      "us-central1: accounts: needs accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
      "us-central1: accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
    ],
  ],
  [
    "one region's key for both databases",
    [
      { at: RING, is: "new", set: { name: "ring", location: "us-central1" } },
      { at: KEY, is: "new", set: { name: "data" }, needsBy: { keyRing: [RING] } },
      { at: WRITER, set: { encryptionKeyName: KEY_LINK } },
      { at: REPLICA, set: { encryptionKeyName: KEY_LINK } },
    ],
    [
      "us-central1: accounts: needs accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
      "us-central1: accounts-db: DatabaseInstance online-bank-accounts-db-us-central1-1 is gone",
      "KeyRing ring: accounts: needs accounts-db: KeyRing ring is gone",
      "KeyRing ring: accounts-db: KeyRing ring is gone",
      "CryptoKey data: accounts: needs accounts-db: CryptoKey data is gone",
      "CryptoKey data: accounts-db: CryptoKey data is gone",
    ],
  ],
  [
    "a bucket in one region",
    [{ at: "prod storage.Bucket documents", set: { location: "US-CENTRAL1" } }],
    [
      'us-central1: accounts: needs documents: it is kept in "us-central1" alone',
      'us-central1: documents: it is kept in "us-central1" alone',
    ],
  ],
  [
    "a bucket that keeps nothing of what is deleted",
    [
      {
        at: "prod storage.Bucket documents",
        set: { softDeletePolicy: { retentionDurationSeconds: 0 } },
      },
    ],
    [
      "Bucket documents: accounts: needs documents: Bucket documents is gone",
      "Bucket documents: documents: Bucket documents is gone",
    ],
  ],
  [
    "documents in one region, and their exports with them",
    [
      { at: "prod firestore.Database products-db", set: { locationId: "us-central1" } },
      { at: "prod storage.Bucket backup", set: { location: "us-central1" } },
    ],
    [
      'us-central1: products: needs products-db: it is kept in "us-central1" alone',
      'us-central1: products-db: it is kept in "us-central1" alone',
    ],
  ],
  [
    "a network that nothing protects",
    [{ at: "prod compute.Network online-bank", options: { protect: false } }],
    [
      "Network online-bank: web: 0 of 6 needed instances are left: Network online-bank is gone",
      "Network online-bank: accounts: Network online-bank is gone",
      "Network online-bank: products: Network online-bank is gone",
      "Network online-bank: accounts-db: Network online-bank is gone",
    ],
  ],
];
