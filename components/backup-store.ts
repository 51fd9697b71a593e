import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { DAY } from "../system/units";
import type { Export, Topology } from "../topology/model";
import { BACKUP, bucketName, serviceAccountEmail, serviceAccountId } from "../topology/naming";
import { underKey } from "./object-store";
import { childOf, named } from "./options";

export interface BackupStoreArgs {
  readonly topology: Topology;
  /** Key of its location, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
}

/**
 * Where dumps and exports are kept, and who makes them.
 *
 * In a multi-region, so that it survives the loss of every region it backs up, and what replication
 * copies faithfully: deletion and corruption. Nothing in it can be changed or deleted before its
 * time, by anybody, and each copy goes when its own time is over. Costs its storage, nothing more
 * in standby. Doesn't cover what was written after the last copy, and nothing in it is newer than
 * its schedule.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new BackupStore("backup", { topology });
 * // registers serviceaccount.Account, storage.Bucket, projects.IAMMember
 */
export class BackupStore extends pulumi.ComponentResource {
  /** Name of the bucket. */
  readonly backups: pulumi.Input<string>;
  /** Address of the account that makes the copies. */
  readonly backupAccount: pulumi.Input<string>;

  constructor(name: string, args: BackupStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:BackupStore", name, {}, opts);
    const { topology, key } = args;
    const { naming } = topology;
    const child = childOf(this, opts);
    const bucket = new gcp.storage.Bucket(
      name,
      { ...bucketInputs(topology), ...underKey(key) },
      { ...child, protect: true },
    );
    const account = new gcp.serviceaccount.Account(
      name,
      {
        accountId: serviceAccountId(naming, BACKUP),
        displayName: `${naming.system} backups`,
      },
      child,
    );
    const email = serviceAccountEmail(naming, BACKUP);
    this.backups = named(bucketName(naming, BACKUP), bucket);
    this.backupAccount = account.accountId.apply(() => email);
    for (const [grant, role] of Object.entries(roles(topology.exports))) {
      new gcp.projects.IAMMember(
        `${name}-${grant}`,
        {
          project: naming.project,
          role,
          member: account.accountId.apply(() => `serviceAccount:${email}`),
        },
        { parent: this },
      );
    }
    this.registerOutputs({ backups: this.backups });
  }
}

function roles(exports: readonly Export[]): Readonly<Record<string, string>> {
  const kinds = new Set(exports.map(({ kind }) => kind));
  return {
    start: "roles/workflows.invoker",
    log: "roles/logging.logWriter",
    ...(kinds.has("cloud-sql") ? { "cloud-sql": "roles/cloudsql.viewer" } : {}),
    ...(kinds.has("firestore") ? { firestore: "roles/datastore.importExportAdmin" } : {}),
  };
}

function bucketInputs({ backups, exports }: Topology): gcp.storage.BucketArgs {
  const keeps = new Map(exports.map(({ store, keep }) => [store, keep]));
  return {
    name: backups.bucket,
    location: backups.location,
    rpo: "DEFAULT",
    storageClass: "NEARLINE",
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    softDeletePolicy: { retentionDurationSeconds: 7 * DAY },
    // Not locked: locking can't be undone, and is for the owner to decide.
    retentionPolicy: { retentionPeriod: String(Math.min(...keeps.values())), isLocked: false },
    lifecycleRules: [...keeps].map(([store, keep]) => ({
      action: { type: "Delete" },
      condition: { age: Math.ceil(keep / DAY), matchesPrefixes: [`${store}/`] },
    })),
  };
}
