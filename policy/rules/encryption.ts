import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { lacks, textAt, textsAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf, subjectOf } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";

/** Where a kind names its key, and the places that the key has to reach. */
interface Encrypted {
  readonly path: string;
  /** The multi-region around a region will do as well: what is kept outside of it stays readable. */
  readonly around?: true;
  readonly places: (resource: Resource, context: PolicyContext) => readonly (string | undefined)[];
}

const own = (resource: Resource) => [regionOf(resource)];
const located = ({ inputs }: Resource) => [textAt(inputs, "location")?.toLowerCase()];

/** Every kind that may be under a customer's key. */
const KEYS: Readonly<Record<string, readonly Encrypted[]>> = {
  "sql.DatabaseInstance": [{ path: "encryptionKeyName", places: own }],
  "storage.Bucket": [{ path: "encryption.defaultKmsKeyName", places: located }],
  "compute.Disk": [{ path: "diskEncryptionKey.kmsKeySelfLink", around: true, places: own }],
  "compute.RegionDisk": [{ path: "diskEncryptionKey.kmsKeyName", around: true, places: own }],
  "compute.RegionInstanceTemplate": [
    { path: "disks.0.diskEncryptionKey.kmsKeySelfLink", around: true, places: own },
  ],
  "container.Cluster": [
    { path: "databaseEncryption.keyName", places: own },
    { path: "nodeConfig.bootDiskKmsKey", around: true, places: own },
  ],
  "container.NodePool": [{ path: "nodeConfig.bootDiskKmsKey", around: true, places: own }],
  "gkebackup.BackupPlan": [
    { path: "backupConfig.encryptionKey.gcpKmsEncryptionKey", places: located },
  ],
  "artifactregistry.Repository": [{ path: "kmsKeyName", places: located }],
  "bigquery.Dataset": [{ path: "defaultEncryptionConfiguration.kmsKeyName", places: located }],
  "bigquery.DataTransferConfig": [{ path: "encryptionConfiguration.kmsKeyName", places: located }],
  "firestore.Database": [
    { path: "cmekConfig.kmsKeyName", places: ({ inputs }) => [textAt(inputs, "locationId")] },
  ],
  "spanner.Database": [{ path: "encryptionConfig.kmsKeyNames.0", places: configured }],
  "pubsub.Topic": [
    {
      path: "kmsKeyName",
      around: true,
      places: ({ inputs }) => textsAt(inputs, "messageStoragePolicy.allowedPersistenceRegions"),
    },
  ],
  "secretmanager.Secret": [
    {
      path: "replication.auto.customerManagedEncryption.kmsKeyName",
      places: () => ["global"],
    },
  ],
};

export const encryptionRules: readonly PolicyRule[] = [
  {
    id: "R9",
    title: "Data under a customer's key has the key where the data is",
    severity: "error",
    source:
      "provider's test `encryptionKey_replicaInDifferentRegion`: with a key of the primary region alone nothing can be read once that region is lost. Data under Google's keys is all right. A disk may have the key of the multi-region around it, because its snapshots are under the same key",
    fix: "use a key of the resource's own location, or of the multi-region around it",
    scope: "stack",
    applies: {
      to: "databases, buckets, disks, templates, clusters, topics, datasets, secrets, images",
    },
    breaches: (context) =>
      Object.entries(KEYS).flatMap(([kind, all]) =>
        every(context, [kind]).flatMap((resource) =>
          all.flatMap((encrypted) => [
            ...misplaced(resource, encrypted, context),
            ...(STORES.includes(kind) ? keyless(resource, encrypted, context) : []),
          ]),
        ),
      ),
  },
];

function misplaced(
  resource: Resource,
  { path, around, places }: Encrypted,
  context: PolicyContext,
): PolicyBreach[] {
  const key = /\/locations\/([^/]+)\//.exec(textAt(resource.inputs, path) ?? "")?.[1];
  const known = places(resource, context).flatMap((place) => place ?? []);
  const out = known.filter((place) => !holds(key ?? "", place, around === true));
  return broken(
    key !== undefined && out.length > 0,
    resource,
    path,
    `the key is in "${key}" and the data in ${out.map((place) => `"${place}"`).join(", ")}; use a key of "${known.length > 1 ? "global" : keyPlace(out[0] ?? "")}"`,
  );
}

/** What holds a store's data itself. */
const STORES = [
  ...["sql.DatabaseInstance", "storage.Bucket", "compute.RegionDisk", "bigquery.Dataset"],
  ...["firestore.Database", "spanner.Database", "pubsub.Topic"],
];

/** What is described to be under the system's own key is under it, in every region. */
function keyless(resource: Resource, { path }: Encrypted, context: PolicyContext): PolicyBreach[] {
  const store = subjectOf(context, resource);
  return broken(
    store !== undefined &&
      context.situation.ownKeys.includes(store) &&
      lacks(resource.inputs, path),
    resource,
    path,
    `is missing: "${store}" is described as under keys of the system's own; give it the key of its place`,
  );
}

/** Cloud KMS calls some places otherwise than the products whose keys it holds. */
const KMS: Readonly<Record<string, string>> = {
  eu: "europe",
  nam5: "us",
  nam7: "us",
  eur3: "europe",
};

function keyPlace(place: string): string {
  return KMS[place] ?? place;
}

function holds(key: string, place: string, around: boolean): boolean {
  const isAround = around && (key === "global" || place.startsWith(`${key}-`));
  return key === keyPlace(place) || isAround;
}

/** A Spanner database is where its instance is configured. */
function configured(database: Resource, { byUrn }: PolicyContext): readonly (string | undefined)[] {
  return (database.propertyDependencies["instance"] ?? []).flatMap((urn) => {
    const instance = byUrn.get(urn);
    return instance && kindName(instance.type) === "spanner.Instance"
      ? [
          textAt(instance.inputs, "config")
            ?.replace(/^.*\//, "")
            .replace(/^regional-/, ""),
        ]
      : [];
  });
}
