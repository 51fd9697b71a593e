import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { isContainer } from "../system/schema/service";
import type { Naming } from "../topology/naming";
import { containerUnit, envLines } from "./cloud-init";
import { BACKEND_TAG } from "./network";

/** What instances of a service boot with, in one region. */
export interface TemplateArgs {
  readonly service: string;
  readonly region: string;
  readonly naming: Naming;
  readonly runs: {
    readonly machineType: string;
    readonly image: string;
    /** In GB. */
    readonly diskSize?: number;
    /** Left out by those that nobody sends requests to. */
    readonly port?: number;
  };
  /** Link of the region's subnet. */
  readonly subnet: pulumi.Input<string>;
  /** Address of the service's account. */
  readonly account: pulumi.Input<string>;
  readonly env: Readonly<Record<string, string>>;
  /** Container-Optimized OS that boots a container. */
  readonly hostImage?: string | undefined;
  /** Links of the disks that one of the instances has, by store. */
  readonly disks: Readonly<Record<string, string>>;
  /** Schedule that the boot disks are snapshotted by. */
  readonly snapshots?: pulumi.Input<string> | undefined;
  /** Key of boot disks, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
}

/** What Container-Optimized OS and a few images fit on, in GB. */
const SMALLEST_DISK = 20;

/** Shielded, without a public address, with an image that never changes under a template. */
export function templateInputs(args: TemplateArgs): gcp.compute.RegionInstanceTemplateArgs {
  const { service, region, runs, subnet, account, snapshots, key } = args;
  return {
    // A prefix, not a name: the new template has to stand before the old one can go.
    namePrefix: `${`${service}-${region}`.slice(0, 36)}-`,
    region,
    machineType: runs.machineType,
    tags: [BACKEND_TAG, region],
    labels: { system: args.naming.system, service },
    disks: [
      {
        boot: true,
        autoDelete: true,
        sourceImage: bootImage(args),
        diskSizeGb: runs.diskSize ?? SMALLEST_DISK,
        diskType: "pd-balanced",
        ...(snapshots === undefined ? {} : { resourcePolicies: snapshots }),
        ...(key === undefined ? {} : { diskEncryptionKey: { kmsKeySelfLink: key } }),
      },
    ],
    networkInterfaces: [{ subnetwork: subnet }],
    serviceAccount: { email: account, scopes: ["cloud-platform"] },
    scheduling: {
      provisioningModel: "STANDARD",
      automaticRestart: true,
      onHostMaintenance: "MIGRATE",
    },
    shieldedInstanceConfig: {
      enableSecureBoot: true,
      enableVtpm: true,
      enableIntegrityMonitoring: true,
    },
    metadata: metadata(args),
  };
}

function bootImage({ runs, hostImage }: TemplateArgs): string {
  return isContainer(runs.image) ? (hostImage ?? "") : runs.image;
}

function metadata({ runs, service, env, disks }: TemplateArgs): Record<string, string> {
  const shared = {
    "enable-oslogin": "TRUE",
    "block-project-ssh-keys": "TRUE",
    "google-logging-enabled": "true",
    "google-monitoring-enabled": "true",
  };
  if (!isContainer(runs.image)) return { ...shared, environment: envLines(env).join("\n") };
  const unit = { name: service, image: runs.image, port: runs.port, env, disks };
  // Updates would make instances of one template differ; a new host image is a new template.
  return { ...shared, "cos-update-strategy": "update_disabled", "user-data": containerUnit(unit) };
}
