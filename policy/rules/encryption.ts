import type { Resource } from "../../inventory/model";
import { textAt } from "../../inventory/values";
import { every, regionOf } from "../context";
import { broken, type PolicyRule } from "../rule";

/** Where each kind names its key. */
const KEYS: Readonly<Record<string, string>> = {
  "sql.DatabaseInstance": "encryptionKeyName",
  "storage.Bucket": "encryption.defaultKmsKeyName",
  "compute.Disk": "diskEncryptionKey.kmsKeySelfLink",
  "compute.RegionDisk": "diskEncryptionKey.kmsKeyName",
};

export const encryptionRules: readonly PolicyRule[] = [
  {
    id: "R9",
    title: "Data under a customer's key has the key where the data is",
    severity: "error",
    source:
      "provider's test `encryptionKey_replicaInDifferentRegion`: with a key of the primary region alone nothing can be read once that region is lost. Data under Google's keys is all right",
    fix: "use a key of the resource's own location, or of the multi-region around it",
    scope: "stack",
    applies: { to: "databases, buckets and disks" },
    breaches: (context) =>
      Object.entries(KEYS).flatMap(([kind, path]) =>
        every(context, [kind]).flatMap((resource) => {
          const key = /\/locations\/([^/]+)\//.exec(textAt(resource.inputs, path) ?? "")?.[1];
          const place = placeOf(resource);
          return broken(
            key !== undefined && place !== undefined && !holds(key, place),
            resource,
            path,
            `the key is in "${key}" and the data in "${place}"; use a key of "${place}"`,
          );
        }),
      ),
  },
];

function placeOf(resource: Resource): string | undefined {
  return regionOf(resource) ?? textAt(resource.inputs, "location")?.toLowerCase();
}

/** Multi-regions of keys: us, europe, asia. */
function holds(key: string, place: string): boolean {
  return key === place || place.startsWith(`${key}-`);
}
