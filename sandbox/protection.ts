import { CloudError } from "./error";
import { at, type Json } from "./json";
import type { CloudResource } from "./model";

interface Guard {
  readonly field: string;
  readonly on: Json;
  /** What the API answers. */
  readonly answer: string;
}

/**
 * The guards that Google's API itself keeps. All other fields of that sense, `deletionProtection` of Cloud
 * SQL, GKE, Spanner and Workflows among them, and `deletionPolicy: PREVENT`, are the provider's alone.
 */
const API_GUARDS: Readonly<Record<string, Guard>> = {
  "compute.Instance": {
    field: "deletionProtection",
    on: true,
    answer: "Resource cannot be deleted if it's protected against deletion",
  },
  "firestore.Database": {
    field: "deleteProtectionState",
    on: "DELETE_PROTECTION_ENABLED",
    answer: "Cannot delete the database: delete protection is enabled",
  },
  "spanner.Database": {
    field: "enableDropProtection",
    on: true,
    answer: "The database has drop protection enabled",
  },
  "sql.DatabaseInstance": {
    field: "settings.deletionProtectionEnabled",
    on: true,
    answer:
      "The instance is protected. Please disable the deletion protection and try again. To disable deletion protection, update the instance settings with deletionProtectionEnabled set to false.",
  },
};

/** Where the provider holds back a deletion if nothing is given: docs of each resource, provider 9.37. */
const PROTECTED_BY_DEFAULT: ReadonlySet<string> = new Set([
  "bigquery.Table",
  "container.Cluster",
  "organizations.Folder",
  "spanner.Database",
  "sql.DatabaseInstance",
  "workflows.Workflow",
]);

/** @throws CloudError 400 if the API guards the resource against deletion. */
export function refuseGuarded(resource: CloudResource): void {
  const guard = API_GUARDS[resource.kind];
  if (guard && at(resource.properties, guard.field) === guard.on) {
    throw new CloudError(400, "badRequest", guard.answer);
  }
}

/** Why the provider wouldn't even call the API to delete a resource, from what its state holds. */
export function providerGuard(
  kind: string,
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  if (properties["deletionPolicy"] === "PREVENT") {
    return `cannot destroy ${kind} without setting deletionPolicy to something else than "PREVENT" and running "pulumi up"`;
  }
  // compute.Instance has a field of that name, which is the API's.
  const isOn = properties["deletionProtection"] ?? PROTECTED_BY_DEFAULT.has(kind);
  if (isOn === true && kind !== "compute.Instance") {
    return `cannot destroy ${kind} without setting deletionProtection=false and running "pulumi up"`;
  }
  return undefined;
}
