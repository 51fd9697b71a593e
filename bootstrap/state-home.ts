import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

export interface StateHomeArgs {
  /** Id of the project that holds all of this; best another one than the stacks'. */
  readonly project: string;
  /** Multi-region of the key and of the copies, such as `us`. */
  readonly multiRegion: string;
  /** The two regions of the state. */
  readonly regions: readonly string[];
  /** Name of the bucket of the lease and the journals: the executor finds it by that. */
  readonly recoveryBucket: string;
}

const DAY = 86_400;

/**
 * Where the stacks' states, the key of their secrets, the lease and the journals are. Survives the
 * loss of any one region: the state is in two and copied with turbo replication, the rest is in a
 * multi-region. Costs some cents a month. Does not survive the loss of the project; the exported
 * copies help then only if somebody has taken them elsewhere.
 */
export class StateHome extends pulumi.ComponentResource {
  /** `gs://…`, for `pulumi login`. */
  readonly backend: pulumi.Output<string>;
  /** `gcpkms://…`, for `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: pulumi.Output<string>;
  readonly key: pulumi.Output<string>;
  readonly stateBucket: pulumi.Output<string>;
  readonly exportBucket: pulumi.Output<string>;
  readonly recoveryBucket: pulumi.Output<string>;

  constructor(name: string, args: StateHomeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:bootstrap:StateHome", name, args, opts);
    const { project, multiRegion } = args;
    const child = { parent: this };
    const kept = { parent: this, protect: true };
    const apis = ["cloudkms", "iam", "iamcredentials", "storage", "sts"].map(
      (api) =>
        new gcp.projects.Service(
          api,
          { project, service: `${api}.googleapis.com`, disableOnDestroy: false },
          child,
        ),
    );
    const ready = { ...kept, dependsOn: apis };
    // A ring's name stays taken for ever, and a key that is gone opens no state any more.
    const ring = new gcp.kms.KeyRing(
      "pulumi",
      { project, name: "pulumi", location: multiRegion },
      ready,
    );
    const key = new gcp.kms.CryptoKey("state", keyInputs(ring.id), kept);
    const state = new gcp.storage.Bucket("state", stateInputs(args), ready);
    const copies = new gcp.storage.Bucket("exports", exportInputs(args), ready);
    const recovery = new gcp.storage.Bucket("recovery", recoveryInputs(args), ready);

    this.backend = pulumi.interpolate`gs://${state.name}`;
    this.key = key.id;
    this.secretsProvider = pulumi.interpolate`gcpkms://${key.id}`;
    this.stateBucket = state.name;
    this.exportBucket = copies.name;
    this.recoveryBucket = recovery.name;
    this.registerOutputs({ backend: this.backend, secretsProvider: this.secretsProvider });
  }
}

function keyInputs(keyRing: pulumi.Output<string>): gcp.kms.CryptoKeyArgs {
  return {
    name: "state",
    keyRing,
    purpose: "ENCRYPT_DECRYPT",
    rotationPeriod: `${90 * DAY}s`,
    destroyScheduledDuration: `${30 * DAY}s`,
  };
}

/**
 * Versions and soft deletion bring an overwritten or deleted state back. No retention period: it
 * would forbid the engine to overwrite its own state.
 */
function stateInputs({ project, multiRegion, regions }: StateHomeArgs): gcp.storage.BucketArgs {
  return {
    ...closed(project, `${project}-standby-state`),
    location: multiRegion.toUpperCase(),
    customPlacementConfig: { dataLocations: regions.map((region) => region.toUpperCase()) },
    rpo: "ASYNC_TURBO",
    versioning: { enabled: true },
    softDeletePolicy: { retentionDurationSeconds: 30 * DAY },
    lifecycleRules: [
      {
        action: { type: "Delete" },
        condition: { daysSinceNoncurrentTime: 90, numNewerVersions: 50 },
      },
    ],
  };
}

/** Copies of the state that nobody can delete or change for a month, a stolen identity neither. */
function exportInputs({ project, multiRegion }: StateHomeArgs): gcp.storage.BucketArgs {
  return {
    ...closed(project, `${project}-standby-exports`),
    location: multiRegion.toUpperCase(),
    retentionPolicy: { retentionPeriod: String(30 * DAY) },
    lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 180 } }],
  };
}

/** The lease is deleted when a recovery ends, so no retention period here either. */
function recoveryInputs({ project, multiRegion, recoveryBucket }: StateHomeArgs) {
  return {
    ...closed(project, recoveryBucket),
    location: multiRegion.toUpperCase(),
    versioning: { enabled: true },
    softDeletePolicy: { retentionDurationSeconds: 30 * DAY },
  };
}

function closed(project: string, name: string) {
  return {
    project,
    name,
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    forceDestroy: false,
  };
}
