import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { namespaceName, serviceAccountEmail } from "../topology/naming";
import { childOf } from "./options";

export interface WorkloadIdentityArgs {
  readonly topology: Topology;
  readonly service: string;
  /** The service's account, as IAM names a member: known once the account is there. */
  readonly account: pulumi.Input<string>;
}

/**
 * Lets a service's pods act as the service's account, in the clusters of all regions.
 *
 * Global, like the account: the pool of identities is the project's, and pods of every cluster have
 * the same name in it. So it survives the loss of a region, which changes no right. Costs nothing,
 * in standby either. No key is made. Doesn't cover a project without any cluster: the pool comes
 * with the first.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * const account = `serviceAccount:${shared.account("reviews")}`;
 * new WorkloadIdentity("reviews", { topology, service: "reviews", account });
 * // registers serviceaccount.IAMMember
 */
export class WorkloadIdentity extends pulumi.ComponentResource {
  constructor(name: string, args: WorkloadIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:WorkloadIdentity", name, {}, opts);
    const { topology, service, account } = args;
    const { naming } = topology;
    const email = serviceAccountEmail(naming, service);
    new gcp.serviceaccount.IAMMember(
      `${name}-pods`,
      {
        serviceAccountId: pulumi
          .output(account)
          .apply(() => `projects/${naming.project}/serviceAccounts/${email}`),
        role: "roles/iam.workloadIdentityUser",
        member: `serviceAccount:${naming.project}.svc.id.goog[${namespaceName(naming)}/${service}]`,
      },
      childOf(this, opts),
    );
    this.registerOutputs({});
  }
}
