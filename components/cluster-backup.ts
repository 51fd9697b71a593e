import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../topology/model";
import { clusterName, type Naming, namespaceName } from "../topology/naming";
import { childOf } from "./options";

export interface ClusterBackupArgs {
  readonly cluster: Cluster;
  readonly naming: Naming;
  /** Id of the cluster. */
  readonly id: pulumi.Input<string>;
  /** Key where the backups are kept, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
}

/** How long each daily backup is kept, in days. */
const KEPT_DAYS = 30;

/**
 * Backup for GKE of one cluster, kept in the next region, and the plans by which the backups of
 * other clusters that are kept here are restored into this one.
 *
 * Survives the loss of the cluster and of its region. Costs what the copies hold, and a price for
 * each pod that is backed up: in standby for the few pods that stand there. Services here keep
 * nothing in the cluster and their manifests are declared, so it is for what somebody puts there
 * besides, and for volumes. Doesn't cover what has changed since yesterday's backup, nor anything
 * outside the system's namespace, and a recovery doesn't wait for it.
 *
 * @example
 * // systems/shop-smart.yaml, us-east1
 * const { naming } = topology;
 * new ClusterBackup("us-east1", { cluster: region.cluster, naming, id: "cluster-id" });
 * // registers gkebackup.RestorePlan, gkebackup.BackupPlan
 */
export class ClusterBackup extends pulumi.ComponentResource {
  constructor(name: string, args: ClusterBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:ClusterBackup", name, {}, opts);
    const { cluster, naming, id, key } = args;
    const child = childOf(this, opts);
    new gcp.gkebackup.BackupPlan(
      name,
      {
        name: clusterName(naming, cluster.region),
        cluster: id,
        location: cluster.backupLocation,
        backupConfig: {
          selectedNamespaces: { namespaces: [namespaceName(naming)] },
          includeVolumeData: true,
          includeSecrets: true,
          ...(key === undefined ? {} : { encryptionKey: { gcpKmsEncryptionKey: key } }),
        },
        retentionPolicy: { backupRetainDays: KEPT_DAYS },
        backupSchedule: { rpoConfig: { targetRpoMinutes: 24 * 60 } },
      },
      { ...child, protect: true },
    );
    for (const [source, backupPlan] of Object.entries(cluster.restores)) {
      new gcp.gkebackup.RestorePlan(
        `${source}-to-${name}`,
        {
          location: cluster.region,
          backupPlan,
          cluster: id,
          restoreConfig: {
            selectedNamespaces: { namespaces: [namespaceName(naming)] },
            // What the program has declared here already is right; only what is missing comes back.
            namespacedResourceRestoreMode: "MERGE_SKIP_ON_CONFLICT",
            volumeDataRestorePolicy: "RESTORE_VOLUME_DATA_FROM_BACKUP",
            clusterResourceConflictPolicy: "USE_EXISTING_VERSION",
            clusterResourceRestoreScope: { noGroupKinds: true },
          },
        },
        child,
      );
    }
    this.registerOutputs({});
  }
}
