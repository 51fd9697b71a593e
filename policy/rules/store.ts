import { referrers } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { given, listAt, textAt } from "../../inventory/values";
import { every, type PolicyContext } from "../context";
import { broken, isNot, shown, type PolicyBreach, type PolicyRule } from "../rule";

const DOCUMENTS = ["firestore.Database"];
const SPANNER = ["spanner.Instance"];
const CLUSTERS = ["container.Cluster"];

export const storeRules: readonly PolicyRule[] = [
  {
    id: "R35",
    title: "Firestore, Spanner and clusters survive a zone, a deletion and a mistake",
    severity: "error",
    source:
      "provider's schema of the three. An export into the backup bucket counts as a backup, since it is outside of the store",
    fix: "protect against deletion, keep point-in-time recovery, back up; clusters regional, with windows",
    scope: "system",
    applies: {
      to: "Firestore, Spanner or GKE",
      when: (context) => every(context, [...DOCUMENTS, ...SPANNER, ...CLUSTERS]).length > 0,
    },
    breaches: (context) => [
      ...every(context, DOCUMENTS).flatMap((database) => documentFaults(context, database)),
      ...every(context, SPANNER).flatMap((instance) => spannerFaults(context, instance)),
      ...every(context, CLUSTERS).flatMap((cluster) => clusterFaults(context, cluster)),
    ],
  },
];

function documentFaults(context: PolicyContext, database: Resource): PolicyBreach[] {
  const guard = "deleteProtectionState";
  const recovery = "pointInTimeRecoveryEnablement";
  const schedules = referrers(database, "database", context.inventory, [
    "firestore.BackupSchedule",
  ]);
  return [
    ...broken(
      isNot(database, guard, "DELETE_PROTECTION_ENABLED"),
      database,
      guard,
      `${shown(database, guard)}: one call deletes it; use DELETE_PROTECTION_ENABLED`,
    ),
    ...broken(
      isNot(database, recovery, "POINT_IN_TIME_RECOVERY_ENABLED"),
      database,
      recovery,
      `${shown(database, recovery)}: no moment of the last week can be read; use POINT_IN_TIME_RECOVERY_ENABLED`,
    ),
    ...broken(
      schedules.length === 0 && !isExported(context, database),
      database,
      "",
      "is backed up by nothing; add a backup schedule or an export",
    ),
  ];
}

/** Whether a scheduled job names it; what a job sends is in Base64. */
function isExported(context: PolicyContext, { inputs }: Resource): boolean {
  const name = textAt(inputs, "name");
  return every(context, ["cloudscheduler.Job"]).some((job) => {
    const body = textAt(job.inputs, "httpTarget.body");
    // As an export names it; the watch, which copies nothing, names it otherwise.
    const exported = `\\"database\\":\\"${name}\\"`;
    return name !== undefined && body !== undefined && atob(body).includes(exported);
  });
}

function spannerFaults(context: PolicyContext, instance: Resource): PolicyBreach[] {
  const config = textAt(instance.inputs, "config");
  const schedules = referrers(instance, "instance", context.inventory, ["spanner.BackupSchedule"]);
  return broken(
    config !== undefined && /(^|\/)regional-/.test(config) && schedules.length === 0,
    instance,
    "config",
    `"${config}" is one region, without a backup; use a multi-region, or add a backup schedule`,
  );
}

function clusterFaults(context: PolicyContext, cluster: Resource): PolicyBreach[] {
  const plans = referrers(cluster, "cluster", context.inventory, ["gkebackup.BackupPlan"]);
  const location = textAt(cluster.inputs, "location");
  const zones = listAt(cluster.inputs, "nodeLocations");
  const backup = "addonsConfig.gkeBackupAgentConfig.enabled";
  return [
    ...broken(
      location !== undefined && /-[a-z]$/.test(location),
      cluster,
      "location",
      `"${location}" is a zone, and the cluster goes down with it; use its region`,
    ),
    ...broken(
      zones.length === 1,
      cluster,
      "nodeLocations",
      `"${zones.join(", ")}" is the only zone of nodes; name two or more`,
    ),
    ...broken(
      !given(cluster.inputs, "maintenancePolicy"),
      cluster,
      "maintenancePolicy",
      "is missing, so both regions may be updated at once; give a window",
    ),
    ...broken(
      isNot(cluster, backup, true),
      cluster,
      backup,
      `${shown(cluster, backup)}: what runs in it can't be restored; set it to true`,
    ),
    ...broken(
      plans.length === 0,
      cluster,
      "",
      "has no plan of backups; add one that keeps them in another region",
    ),
    ...plans.flatMap((plan) =>
      broken(
        location !== undefined && textAt(plan.inputs, "location") === location,
        plan,
        "location",
        `"${location}" is the cluster's own region, and its backups go down with it; use another`,
      ),
    ),
  ];
}
