import type { JsonObject } from "./json";

/** A kind that stands in another by name. */
export interface Parent {
  /** The field of the child that holds the parent's name, link or id. */
  readonly field: string;
  readonly kind: string;
  /** What becomes of the child, or of the deletion, when the parent is deleted. */
  readonly onDelete: "goes" | "refused";
}

/**
 * Who stands in whom. Cloud SQL's databases and users go with their instance, and an instance that
 * has replicas can't be deleted; a zone, a pool of authorities and a map of certificates must be empty first.
 */
const PARENTS: Readonly<Record<string, Parent>> = {
  "bigquery.Table": { field: "datasetId", kind: "bigquery.Dataset", onDelete: "refused" },
  "certificateauthority.Authority": {
    field: "pool",
    kind: "certificateauthority.CaPool",
    onDelete: "refused",
  },
  "certificatemanager.CertificateMapEntry": {
    field: "map",
    kind: "certificatemanager.CertificateMap",
    onDelete: "refused",
  },
  "compute.RouterNat": { field: "router", kind: "compute.Router", onDelete: "goes" },
  "container.NodePool": { field: "cluster", kind: "container.Cluster", onDelete: "goes" },
  "dns.RecordSet": { field: "managedZone", kind: "dns.ManagedZone", onDelete: "refused" },
  "firestore.BackupSchedule": {
    field: "database",
    kind: "firestore.Database",
    onDelete: "goes",
  },
  "kms.CryptoKey": { field: "keyRing", kind: "kms.KeyRing", onDelete: "refused" },
  "secretmanager.SecretVersion": {
    field: "secret",
    kind: "secretmanager.Secret",
    onDelete: "goes",
  },
  "spanner.BackupSchedule": { field: "database", kind: "spanner.Database", onDelete: "goes" },
  "spanner.Database": { field: "instance", kind: "spanner.Instance", onDelete: "goes" },
  "sql.Database": { field: "instance", kind: "sql.DatabaseInstance", onDelete: "goes" },
  "sql.DatabaseInstance": {
    field: "masterInstanceName",
    kind: "sql.DatabaseInstance",
    onDelete: "refused",
  },
  "sql.User": { field: "instance", kind: "sql.DatabaseInstance", onDelete: "goes" },
};

/** In whom a kind stands, if in anybody. */
export function parentOf(kind: string): Parent | undefined {
  return PARENTS[kind];
}

/** The name of the parent that the properties give, without what leads it. */
export function parentName(kind: string, properties: JsonObject): string | undefined {
  const parent = PARENTS[kind];
  const value = parent && properties[parent.field];
  if (typeof value !== "string" || value === "") return undefined;
  return value.split("/").at(-1)?.split(":").at(-1);
}
