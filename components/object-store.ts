import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { BucketStore } from "../system/kinds/bucket";
import { DAY } from "../system/units";
import type { BucketPart } from "../topology/model";
import type { Keeper } from "./keeping";
import { childOf } from "./options";

export interface ObjectStoreArgs {
  readonly bucket: BucketPart;
  /** Key of its location, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
  /** Accounts of the services that use it, as IAM members, by service. */
  readonly users: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A bucket for what users store.
 *
 * Over two regions or more it survives the loss of one without anybody's doing; in warm and hot a
 * dual-region copies within 15 minutes. Costs its storage in every region that holds it, the
 * standby region among them, in every mode. What is deleted or overwritten goes through three
 * stages: the trash (old versions), then soft deletion, which support can undo, then it is gone.
 * Nothing deletes sooner. Doesn't cover what was written in the last minutes before a region was
 * lost and not copied yet, nor the loss of the region where its location is a single one.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const users = { accounts: `serviceAccount:${shared.account("accounts")}` };
 * new ObjectStore("documents", { bucket: topology.buckets["documents"], users });
 * // registers storage.Bucket, storage.BucketIAMMember
 */
export class ObjectStore extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: ObjectStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:ObjectStore", name, {}, opts);
    const { bucket, users, key } = args;
    const child = childOf(this, opts);
    const store = new gcp.storage.Bucket(
      name,
      { ...bucketInputs(bucket), ...underKey(key) },
      { ...child, protect: true },
    );
    this.bucket = store.name;
    for (const [user, member] of Object.entries(users)) {
      new gcp.storage.BucketIAMMember(
        `${name}-${user}`,
        { bucket: store.name, role: "roles/storage.objectUser", member },
        { parent: this },
      );
    }
    this.registerOutputs({ bucket: this.bucket });
  }
}

/** What a bucket encrypts with from now on; what is in it already stays as it is. */
export function underKey(
  key: pulumi.Input<string> | undefined,
): Pick<gcp.storage.BucketArgs, "encryption"> {
  return key === undefined ? {} : { encryption: { defaultKmsKeyName: key } };
}

function bucketInputs({ name, spec, placement, kind, turbo }: BucketPart): gcp.storage.BucketArgs {
  const { location, dataLocations } = placement;
  return {
    name,
    location,
    ...(dataLocations ? { customPlacementConfig: { dataLocations: [...dataLocations] } } : {}),
    // A bucket in one region has no second place to copy to, and Google refuses the setting.
    ...(kind === "region" ? {} : { rpo: turbo ? "ASYNC_TURBO" : "DEFAULT" }),
    storageClass: "STANDARD",
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    versioning: { enabled: true },
    softDeletePolicy: { retentionDurationSeconds: Math.round(spec.softDelete) },
    lifecycleRules: [
      {
        action: { type: "Delete" },
        condition: { daysSinceNoncurrentTime: Math.ceil(spec.trash / DAY), withState: "ARCHIVED" },
      },
      { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
    ],
  };
}

export const objectKeeper: Keeper<BucketStore> = {
  keep(name, _, { topology, users, key, after }) {
    const bucket = topology.buckets[name];
    if (bucket) new ObjectStore(name, { bucket, users, key }, after("storage"));
  },
};
