import { every, type PolicyContext, regionOf, trusted } from "../context";
import type { Resource } from "../../inventory/model";
import { flagAt, given, isGiven, textAt, valueAt } from "../../inventory/values";
import { broken, isNot, shown, type PolicyRule } from "../rule";

export const DATABASES = ["sql.DatabaseInstance"];

export const anyDatabase = {
  to: "a Cloud SQL instance",
  when: (context: PolicyContext) => every(context, DATABASES).length > 0,
};

export function isReplica({ inputs }: Resource): boolean {
  return (
    given(inputs, "masterInstanceName") ||
    textAt(inputs, "instanceType") === "READ_REPLICA_INSTANCE"
  );
}

/** Whether a replica is there for load alone: it copies an instance of its own region. */
export function isForReading(context: PolicyContext, replica: Resource): boolean {
  const source = textAt(replica.inputs, "masterInstanceName");
  return (
    source !== undefined &&
    every(context, DATABASES).some(
      (instance) =>
        textAt(instance.inputs, "name") === source && regionOf(instance) === regionOf(replica),
    )
  );
}

/** The instances that take writes; one of a lost region is fenced and counts as none. */
export function writers(context: PolicyContext): readonly Resource[] {
  return trusted(context, DATABASES).filter((instance) => !isReplica(instance));
}

export const databaseRules: readonly PolicyRule[] = [
  {
    id: "R1",
    title: "A writer has HA, backups and point-in-time recovery",
    severity: "error",
    source: "provider's documentation of `availabilityType`: REGIONAL needs both",
    fix: "set availabilityType REGIONAL, and enable backups and point-in-time recovery",
    scope: "stack",
    applies: anyDatabase,
    breaches: (context) =>
      writers(context).flatMap((writer) => {
        const { inputs } = writer;
        const isMySql = textAt(inputs, "databaseVersion")?.startsWith("MYSQL") ?? false;
        const backup = "settings.backupConfiguration";
        const recovery = `${backup}.${isMySql ? "binaryLogEnabled" : "pointInTimeRecoveryEnabled"}`;
        const zonal = "settings.availabilityType";
        return [
          ...broken(
            isNot(writer, zonal, "REGIONAL"),
            writer,
            zonal,
            `${shown(writer, zonal)}: the writer goes down with its zone; use REGIONAL`,
          ),
          ...broken(
            isNot(writer, `${backup}.enabled`, true),
            writer,
            `${backup}.enabled`,
            `${shown(writer, `${backup}.enabled`)}: there is nothing to restore; set it to true`,
          ),
          ...broken(
            isNot(writer, recovery, true),
            writer,
            recovery,
            `${shown(writer, recovery)}: only whole backups can be restored; set it to true`,
          ),
        ];
      }),
  },
  {
    id: "R4",
    title: "Every instance, replicas included, is protected three times: provider, API, Pulumi",
    severity: "error",
    source:
      "provider's documentation: the first flag guards only the tool, the second every surface; CIS Google Cloud 6.9",
    fix: "set deletionProtection, settings.deletionProtectionEnabled and the option protect",
    scope: "stack",
    applies: anyDatabase,
    breaches: (context) =>
      every(context, DATABASES).flatMap((instance) => [
        ...["deletionProtection", "settings.deletionProtectionEnabled"].flatMap((path) => {
          // What holds where nothing is said: the provider guards it, the API doesn't.
          const isGuarded = flagAt(instance.inputs, path, path === "deletionProtection");
          return broken(
            isGuarded === false,
            instance,
            path,
            `${shown(instance, path)}: one call deletes the instance; set it to true`,
          );
        }),
        ...broken(
          !instance.protect,
          instance,
          "",
          "isn't protected: a destroy would take it along; give the option protect",
        ),
      ]),
  },
  {
    id: "R7",
    title: "An instance's name has a generation in it, or is made up by Pulumi",
    severity: "warning",
    source:
      "provider's documentation: a deleted name stays taken for a week. This design has the generation instead of a random suffix, so that others find the instance by its name",
    fix: "end the name in the store's generation, such as -1",
    scope: "stack",
    applies: anyDatabase,
    breaches: (context) =>
      every(context, DATABASES).flatMap((instance) => {
        const name = textAt(instance.inputs, "name");
        const isRenewable =
          name === undefined || /-(\d{1,3}|[0-9a-f]{7})(-read-[a-z])?$/.test(name);
        return broken(
          !isRenewable,
          instance,
          "name",
          `"${name}" can't be made anew within a week of its deletion; end it in a generation, such as "${name}-1"`,
        );
      }),
  },
  {
    id: "R8",
    title: "Features and tiers fit the edition",
    severity: "error",
    source: 'the API: "Invalid Tier (…) for (ENTERPRISE_PLUS)"; DR replicas are of ENTERPRISE_PLUS',
    fix: "use ENTERPRISE_PLUS with db-perf-optimized tiers, ENTERPRISE with db-custom tiers",
    scope: "stack",
    applies: anyDatabase,
    breaches: (context) => every(context, DATABASES).flatMap(editionFaults),
  },
];

function editionFaults(instance: Resource) {
  const { inputs } = instance;
  const edition = textAt(inputs, "settings.edition", "ENTERPRISE");
  if (edition === undefined) return [];
  const isPlus = edition === "ENTERPRISE_PLUS";
  const tier = textAt(inputs, "settings.tier", "");
  const designated = valueAt(inputs, "replicationCluster.failoverDrReplicaName");
  return [
    ...broken(
      tier !== undefined && tier !== "" && tier.startsWith("db-perf-optimized-") !== isPlus,
      instance,
      "settings.tier",
      isPlus
        ? `"${tier}" isn't of the edition ENTERPRISE_PLUS; use a db-perf-optimized tier`
        : `"${tier}" needs the edition ENTERPRISE_PLUS; set it, or use a db-custom tier`,
    ),
    ...broken(
      !isPlus && isGiven(designated) && designated !== "",
      instance,
      "replicationCluster.failoverDrReplicaName",
      "only the edition ENTERPRISE_PLUS has a designated replica; set it, or designate none",
    ),
  ];
}
