import type { Resource } from "../../inventory/model";
import { textAt } from "../../inventory/values";
import { every, type PolicyContext, trusted } from "../context";
import { broken, type PolicyRule } from "../rule";
import { BUCKETS } from "./bucket";
import { DATABASES } from "./database";
import { HEALTH_CHECKS } from "./health-check";
import { AUTOSCALERS, GROUPS } from "./instance-group";
import { TEMPLATES } from "./template";

const KEPT = [
  ...["compute.Network", "compute.GlobalAddress", "dns.ManagedZone", "secretmanager.Secret"],
  ...["kms.KeyRing", "kms.CryptoKey", "firestore.Database", "spanner.Instance"],
  ...["compute.Disk", "compute.RegionDisk"],
  ...["certificateauthority.CaPool", "certificateauthority.Authority"],
];
const REPLACEABLE = [...TEMPLATES, ...GROUPS, ...AUTOSCALERS, ...HEALTH_CHECKS];

/** The inputs whose drift must show, by kind. */
const SAFETY: Readonly<Record<string, readonly string[]>> = {
  "sql.DatabaseInstance": [
    ...["deletionProtection", "settings.deletionProtectionEnabled", "settings.availabilityType"],
    ...["settings.backupConfiguration", "settings.retainBackupsOnDelete"],
    ...["settings.finalBackupConfig", "settings.ipConfiguration.sslMode"],
  ],
  "storage.Bucket": ["versioning", "softDeletePolicy", "retentionPolicy", "forceDestroy"],
  "firestore.Database": ["deleteProtectionState", "pointInTimeRecoveryEnablement"],
};

export const protectionRules: readonly PolicyRule[] = [
  {
    id: "R29",
    title: "What can't be made anew is protected in Pulumi, and replaceable compute isn't",
    severity: "error",
    source:
      "background knowledge: protection that is everywhere gets switched off everywhere. R4 holds it for databases, R22 for buckets, R38 for the connection",
    fix: "give the option protect to network, addresses, zones, keys, secrets and stores alone",
    scope: "stack",
    applies: {
      to: "networks, addresses, zones, keys, secrets, stores; compute",
      when: (context) => every(context, [...KEPT, ...REPLACEABLE]).length > 0,
    },
    breaches: (context) => [
      ...[...every(context, KEPT), ...publicAddresses(context)].flatMap((resource) =>
        broken(
          !resource.protect,
          resource,
          "",
          "isn't protected: a destroy would take it along, and others hang on it; give the option protect",
        ),
      ),
      ...every(context, REPLACEABLE).flatMap((resource) =>
        broken(
          resource.protect,
          resource,
          "",
          "is protected, so that no update can replace it; leave the option protect out",
        ),
      ),
    ],
  },
  {
    id: "R30",
    title: "Drift of what keeps data safe isn't ignored",
    severity: "error",
    source:
      "background knowledge: an ignored input stays as somebody set it by hand. A fenced instance of a lost region is left alone by design",
    fix: "ignore only what grows by itself, such as settings.diskSize",
    scope: "stack",
    applies: {
      to: "databases, buckets, Firestore",
      when: (context) =>
        every(context, [...DATABASES, ...BUCKETS, "firestore.Database"]).length > 0,
    },
    breaches: (context) =>
      Object.entries(SAFETY).flatMap(([kind, safety]) =>
        trusted(context, [kind]).flatMap((resource) => {
          const hidden = safety.filter((input) => isIgnored(resource, input));
          return broken(
            hidden.length > 0,
            resource,
            "",
            `ignores changes of ${hidden.join(", ")}, so nobody sees when it is switched off; ignore less`,
          );
        }),
      ),
  },
];

/** Those of a region that clients know; inside the network the address plan says them again. */
function publicAddresses(context: PolicyContext): readonly Resource[] {
  return every(context, ["compute.Address"]).filter(
    ({ inputs }) => textAt(inputs, "addressType", "EXTERNAL") === "EXTERNAL",
  );
}

/** By its own name, or by that of a block around or inside of it. */
function isIgnored({ ignoreChanges }: Resource, input: string): boolean {
  return ignoreChanges.some(
    (ignored) =>
      ignored === "*" ||
      ignored === input ||
      input.startsWith(`${ignored}.`) ||
      ignored.startsWith(`${input}.`),
  );
}
