import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import {
  IMAGES,
  imageRoleId,
  type Naming,
  serviceAccountEmail,
  serviceAccountId,
} from "../topology/naming";
import { childOf } from "./options";

export interface ImageAccountArgs {
  readonly naming: Naming;
}

/** What it takes to image a machine, to see that it is done, and to let old images go. */
const PERMISSIONS = [
  "compute.disks.createSnapshot",
  "compute.disks.get",
  "compute.globalOperations.get",
  "compute.instances.useReadOnly",
  "compute.machineImages.create",
  "compute.machineImages.delete",
  "compute.machineImages.get",
  "compute.machineImages.list",
];

/**
 * Who images machines, in every region. It may read disks into images and delete images; it may
 * change no machine and no disk.
 *
 * Global, so its rights survive the loss of any region. Costs nothing, in standby neither. Doesn't
 * cover booting from an image: that is a person's right.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * new ImageAccount("images", { naming: topology.naming });
 * // registers serviceaccount.Account, projects.IAMCustomRole, projects.IAMMember
 */
export class ImageAccount extends pulumi.ComponentResource {
  /** Address of the account. */
  readonly email: pulumi.Output<string>;

  constructor(name: string, { naming }: ImageAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:ImageAccount", name, {}, opts);
    const child = childOf(this, opts);
    const { project } = naming;
    const account = new gcp.serviceaccount.Account(
      name,
      {
        accountId: serviceAccountId(naming, IMAGES),
        displayName: `${naming.system} machine images`,
      },
      child,
    );
    this.email = account.accountId.apply(() => serviceAccountEmail(naming, IMAGES));
    const role = new gcp.projects.IAMCustomRole(
      name,
      {
        project,
        roleId: imageRoleId(naming),
        title: `${naming.system}: image machines`,
        permissions: PERMISSIONS,
      },
      child,
    );
    const member = this.email.apply((email) => `serviceAccount:${email}`);
    const roles = {
      make: role.name,
      start: "roles/workflows.invoker",
      log: "roles/logging.logWriter",
    };
    for (const [grant, given] of Object.entries(roles)) {
      new gcp.projects.IAMMember(
        `${name}-${grant}`,
        { project, role: given, member },
        { parent: this },
      );
    }
    this.registerOutputs({ email: this.email });
  }
}
