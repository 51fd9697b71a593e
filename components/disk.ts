import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Disk as DiskPart } from "../topology/model";
import { diskLink, type Naming } from "../topology/naming";
import { rhythm } from "../topology/schedule";
import { snapshotInputs } from "./backups";
import { childOf, named } from "./options";

export interface DiskArgs {
  /** What this region holds: generation, copies and snapshots are decided by the topology. */
  readonly disk: DiskPart;
  readonly naming: Naming;
  /** Key of the system's own: of a copy too, whatever its source is under. */
  readonly key?: pulumi.Input<string> | undefined;
}

/**
 * The disk of one region, held in two of its zones at once.
 *
 * Survives the loss of a zone: the other has every byte, and another instance of the service takes
 * it. Survives the loss of the region as the copy in the other region, which lags about a minute
 * (hot, or where `instances` names two regions), or as the last snapshot, which is kept outside the
 * region. In standby it costs the copy's storage and what is replicated, or snapshots alone. One
 * instance at a time can have it. Doesn't cover what is written to it by mistake: for that there
 * are snapshots.
 *
 * A copy that has been written to can't be a copy again: a role that changes back needs a disk of
 * the next generation. The old one stays until it is retired. One that a recovery has made of a
 * snapshot is only read here: what holds data and was made by hand or by API is nobody's to replace.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * const { naming } = topology;
 * new Disk("volume-us-central1", { disk: region.disks["volume"], naming });
 * // registers compute.ResourcePolicy, compute.RegionDisk,
 * // compute.RegionDiskResourcePolicyAttachment
 */
export class Disk extends pulumi.ComponentResource {
  /** Link of the disk. */
  readonly link: pulumi.Input<string>;

  constructor(name: string, args: DiskArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Disk", name, {}, opts);
    const { disk, naming } = args;
    const child = childOf(this, opts);
    const held = disk.restored
      ? gcp.compute.RegionDisk.get(disk.name, diskLink(naming, disk.region, disk.name), {}, child)
      : new gcp.compute.RegionDisk(disk.name, diskInputs(args), {
          ...child,
          protect: true,
          // What it was made from: known when it is made, and gone or forgotten later.
          ignoreChanges: ["asyncPrimaryDisk", "snapshot"],
        });
    this.link = named(diskLink(naming, disk.region, disk.name), held);
    this.snapshot(name, disk, held, child);
    if (disk.copiedTo !== undefined) {
      new gcp.compute.DiskAsyncReplication(
        disk.name,
        { primaryDisk: this.link, secondaryDisk: { disk: disk.copiedTo } },
        { parent: this },
      );
    }
    this.registerOutputs({ link: this.link });
  }

  /** The schedule stands in every region; no copy has it attached. */
  private snapshot(
    name: string,
    { spec, region, snapshots }: DiskPart,
    disk: gcp.compute.RegionDisk,
    child: pulumi.CustomResourceOptions,
  ): void {
    const when = rhythm(spec.snapshots.every);
    if (!when) throw new Error("snapshots have a rhythm");
    const policy = new gcp.compute.ResourcePolicy(
      name,
      snapshotInputs(region, when, spec.snapshots.keep),
      child,
    );
    if (!snapshots) return;
    new gcp.compute.RegionDiskResourcePolicyAttachment(
      name,
      { name: policy.name, disk: disk.name, region },
      { parent: this },
    );
  }
}

function diskInputs({ disk, naming, key }: DiskArgs): gcp.compute.RegionDiskArgs {
  const { spec, copyOf } = disk;
  return {
    name: disk.name,
    region: disk.region,
    replicaZones: [...disk.zones],
    type: spec.type,
    size: spec.size,
    labels: { system: naming.system, store: disk.store },
    // If it is ever deleted on purpose, what was on it is kept all the same.
    createSnapshotBeforeDestroy: true,
    ...(key === undefined ? {} : { diskEncryptionKey: { kmsKeyName: key } }),
    ...(copyOf === undefined ? {} : { asyncPrimaryDisk: { disk: copyOf } }),
  };
}
