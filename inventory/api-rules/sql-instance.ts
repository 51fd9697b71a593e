import type { Resource } from "../model";
import { flagAt, given, lacks, numberAt, textAt, textsAt } from "../values";
import { when, type ApiRule } from "./rule";

const INSTANCES = ["sql.DatabaseInstance"];
const ORIGINS = ["settings", "clone", "pointInTimeRestoreContext"];
const REPLICA = "READ_REPLICA_INSTANCE";

export const sqlInstanceRules: readonly ApiRule[] = [
  {
    id: "sql/edition-of-tier",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: (instance) => {
      const [edition, tier] = [editionOf(instance), textAt(instance.inputs, "settings.tier")];
      if (edition === undefined || tier === undefined) return [];
      const isPlus = /^db-(perf-optimized|c4a|memory-optimized|n4)-/.test(tier);
      const stated = given(instance.inputs, "settings.edition") ? "" : " by its version";
      const advice = isPlus
        ? "set ENTERPRISE_PLUS"
        : "set ENTERPRISE, or use a db-perf-optimized tier";
      return when(
        isPlus !== (edition === "ENTERPRISE_PLUS"),
        "settings.edition",
        `"${edition}"${stated} doesn't offer the tier "${tier}"; ${advice}`,
      );
    },
  },
  {
    id: "sql/edition-by-default",
    severity: "warning",
    source: "docs",
    kinds: INSTANCES,
    breaches: (instance) =>
      when(
        given(instance.inputs, "settings") && lacks(instance.inputs, "settings.edition"),
        "settings.edition",
        `is missing and follows from the version, here "${editionOf(instance)}"; set it`,
      ),
  },
  {
    id: "sql/nothing-to-make",
    severity: "error",
    source: "preview",
    kinds: INSTANCES,
    breaches: ({ inputs }) =>
      when(
        ORIGINS.every((origin) => lacks(inputs, origin)),
        "settings",
        "is missing, as are clone and pointInTimeRestoreContext; give one of them",
      ),
  },
  {
    id: "sql/writer-with-master",
    severity: "error",
    source: "preview",
    kinds: INSTANCES,
    breaches: ({ inputs }) =>
      when(
        textAt(inputs, "instanceType") === "CLOUD_SQL_INSTANCE" &&
          given(inputs, "masterInstanceName"),
        "masterInstanceName",
        'can\'t stay on an instance of type "CLOUD_SQL_INSTANCE"; leave it out',
      ),
  },
  {
    id: "sql/replica-without-master",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) =>
      when(
        textAt(inputs, "instanceType") === "READ_REPLICA_INSTANCE" &&
          lacks(inputs, "masterInstanceName"),
        "masterInstanceName",
        'is missing on a "READ_REPLICA_INSTANCE"; give the name of its writer',
      ),
  },
  {
    id: "sql/replica-of-itself",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "name");
      const has = (path: string) => textsAt(inputs, path).includes(name ?? "");
      return [
        ...when(
          name !== undefined && textAt(inputs, "masterInstanceName") === name,
          "masterInstanceName",
          `"${name}" is the instance itself; give the name of its writer`,
        ),
        ...when(
          name !== undefined && has("replicaNames"),
          "replicaNames",
          `"${name}" is the instance itself; leave it out`,
        ),
      ];
    },
  },
  {
    id: "sql/legacy-failover-replica",
    severity: "error",
    source: "api",
    kinds: INSTANCES,
    breaches: ({ inputs }) =>
      when(
        flagAt(inputs, "replicaConfiguration.failoverTarget") === true,
        "replicaConfiguration.failoverTarget",
        '"true" asks for a failover replica, which no longer exists; use availabilityType REGIONAL',
      ),
  },
  {
    id: "sql/zones",
    severity: "error",
    source: "api",
    kinds: INSTANCES,
    breaches: ({ inputs }) => {
      const region = textAt(inputs, "region");
      const zones = ["zone", "secondaryZone"].map((name) => `settings.locationPreference.${name}`);
      const [zone, second] = zones.map((path) => textAt(inputs, path));
      return [
        ...zones.flatMap((path) => {
          const value = textAt(inputs, path);
          return when(
            value !== undefined && region !== undefined && !value.startsWith(`${region}-`),
            path,
            `"${value}" is not a zone of ${region}; use one of the instance's region`,
          );
        }),
        ...when(
          zone !== undefined && zone === second,
          "settings.locationPreference.secondaryZone",
          `"${second}" is the first zone as well; use another one`,
        ),
      ];
    },
  },
  {
    id: "sql/disk-size",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) => {
      const least = textAt(inputs, "settings.diskType")?.startsWith("HYPERDISK") ? 20 : 10;
      const size = numberAt(inputs, "settings.diskSize");
      return when(
        size !== undefined && size < least,
        "settings.diskSize",
        `"${size}" GB is below ${least} GB; raise it`,
      );
    },
  },
];

/** The edition as given, or as it follows from the version; none while either is unknown. */
export function editionOf({ inputs }: Resource): string | undefined {
  if (given(inputs, "settings.edition")) return textAt(inputs, "settings.edition");
  const version = textAt(inputs, "databaseVersion");
  if (version === undefined) return undefined;
  const major = Number(/^POSTGRES_(\d+)/.exec(version)?.[1] ?? 0);
  return major >= 16 ? "ENTERPRISE_PLUS" : "ENTERPRISE";
}

/** Whether the version is known to be one of MySQL. */
export function isMySql({ inputs }: Resource): boolean {
  return textAt(inputs, "databaseVersion")?.startsWith("MYSQL") === true;
}

/** Whether the instance copies another one; late types count as not. */
export function isReplica({ inputs }: Resource): boolean {
  const type = textAt(inputs, "instanceType", given(inputs, "masterInstanceName") ? REPLICA : "");
  return type === REPLICA || type === "READ_POOL_INSTANCE";
}
