import type { JsonObject } from "../json";

/**
 * Inputs that the provider keeps to itself: no API knows them, so they live in the state alone.
 * `deletionProtection` is one of them where the API has none of its own.
 */
const OWN = ["deletionPolicy", "forceDestroy", "waitForInstances", "waitForInstancesStatus"];
const OWN_BY_KIND: Readonly<Record<string, readonly string[]>> = {
  "bigquery.Dataset": ["deleteContentsOnDestroy"],
  "bigquery.Table": ["deletionProtection"],
  "certificateauthority.Authority": [
    "deletionProtection",
    "ignoreActiveCertificatesOnDeletion",
    "skipGracePeriod",
  ],
  "compute.DiskAsyncReplication": [],
  "container.Cluster": ["deletionProtection"],
  "organizations.Project": [],
  "projects.Service": [
    "disableDependentServices",
    "disableOnDestroy",
    "checkIfServiceHasUsageOnDestroy",
  ],
  "secretmanager.Secret": ["deletionProtection"],
  "secretmanager.SecretVersion": ["isSecretDataBase64"],
  "serviceaccount.Account": ["createIgnoreAlreadyExists"],
  "servicenetworking.Connection": ["updateOnCreationFail"],
  "spanner.Database": ["deletionProtection"],
  "sql.DatabaseInstance": ["deletionProtection", "finalBackupDescription"],
  "workflows.Workflow": ["deletionProtection"],
};

/** What the provider shows and never sends: the service alone decides it. */
const NEVER_SENT: Readonly<Record<string, readonly string[]>> = {
  "sql.DatabaseInstance": ["replicaNames"],
};

/** What it doesn't send with the first call, so that only a later update brings it. */
const NOT_ON_CREATE: Readonly<Record<string, readonly string[]>> = {
  "sql.DatabaseInstance": ["replicationCluster"],
};

/** What the provider keeps to itself of some inputs or state. */
export function ownFields(kind: string, properties: JsonObject): JsonObject {
  const own = new Set([...OWN, ...(OWN_BY_KIND[kind] ?? [])]);
  return Object.fromEntries(Object.entries(properties).filter(([key]) => own.has(key)));
}

/** What goes to the API of some inputs. */
export function sentFields(
  kind: string,
  inputs: JsonObject,
  verb: "create" | "update",
): JsonObject {
  const kept = new Set([
    ...OWN,
    ...(OWN_BY_KIND[kind] ?? []),
    ...(NEVER_SENT[kind] ?? []),
    ...(verb === "create" ? (NOT_ON_CREATE[kind] ?? []) : []),
  ]);
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !kept.has(key)));
}

/** Kinds that are made by declaring them: one that is there already is taken as it is. */
export function isDeclared(kind: string): boolean {
  return /I(am|AM)Member$/.test(kind) || DECLARED.has(kind);
}

const DECLARED = new Set(["projects.Service", "projects.ServiceIdentity", "gkehub.Fleet"]);

/** Why nothing is asked of the API when the state says so: what stays when it is "deleted". */
export function staysOnDelete(kind: string, state: JsonObject): boolean {
  if (state["deletionPolicy"] === "ABANDON" || STAYS.has(kind)) return true;
  return kind === "projects.Service" && state["disableOnDestroy"] !== true;
}

const STAYS = new Set(["kms.CryptoKey", "kms.KeyRing", "projects.ServiceIdentity"]);
