import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { serviceAccountEmail, serviceAccountId, WATCH } from "../topology/naming";
import { storesOf } from "../topology/stores";
import { childOf } from "./options";

export interface WatchAccountArgs {
  readonly topology: Topology;
  /** Name of the bucket that exports go to. */
  readonly backups: pulumi.Input<string>;
}

/**
 * Who measures what Google doesn't. It may look at states and lists, and read no data.
 *
 * Global, so it survives the loss of a region and measures in the others. Costs nothing, in standby
 * either. Doesn't cover the measuring itself, which each region's `Watch` does.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new WatchAccount("watch", { topology, backups: shared.backups });
 * // registers serviceaccount.Account, storage.BucketIAMMember, projects.IAMMember
 */
export class WatchAccount extends pulumi.ComponentResource {
  /** Address of the account. */
  readonly email: pulumi.Output<string>;

  constructor(name: string, args: WatchAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:WatchAccount", name, {}, opts);
    const { topology, backups } = args;
    const { naming } = topology;
    const account = new gcp.serviceaccount.Account(
      name,
      { accountId: serviceAccountId(naming, WATCH), displayName: `${naming.system} watch` },
      childOf(this, opts),
    );
    this.email = account.accountId.apply(() => serviceAccountEmail(naming, WATCH));
    const member = this.email.apply((email) => `serviceAccount:${email}`);
    for (const [grant, role] of Object.entries(roles(topology))) {
      new gcp.projects.IAMMember(
        `${name}-${grant}`,
        { project: naming.project, role, member },
        { parent: this },
      );
    }
    if (topology.exports.length > 0) {
      new gcp.storage.BucketIAMMember(
        `${name}-exports`,
        { bucket: backups, role: "roles/storage.objectViewer", member },
        { parent: this },
      );
    }
    this.registerOutputs({ email: this.email });
  }
}

function roles(topology: Topology): Readonly<Record<string, string>> {
  const { system, databases, documents } = topology;
  const has = (entries: object) => Object.keys(entries).length > 0;
  return {
    start: "roles/workflows.invoker",
    log: "roles/logging.logWriter",
    measure: "roles/monitoring.metricWriter",
    health: "roles/compute.viewer",
    ...(has(databases) ? { "cloud-sql": "roles/cloudsql.viewer" } : {}),
    ...(has(documents) ? { firestore: "roles/datastore.backupsViewer" } : {}),
    ...(has(storesOf(system, "spanner")) ? { spanner: "roles/spanner.viewer" } : {}),
  };
}
