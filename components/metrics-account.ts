import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import {
  METRICS,
  METRICS_NAMESPACE,
  type Naming,
  serviceAccountEmail,
  serviceAccountId,
} from "../topology/naming";
import { childOf } from "./options";

export interface MetricsAccountArgs {
  readonly naming: Naming;
}

/**
 * Who reads metrics for the autoscalers of all clusters: an account that may read metrics, and the
 * right of the adapter's pods to act as it.
 *
 * Global, so it survives the loss of a region unchanged. Costs nothing, in standby neither. Doesn't
 * cover writing a metric: that is the service's own account's.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * new MetricsAccount("metrics", { naming: topology.naming });
 * // registers serviceaccount.Account, serviceaccount.IAMMember, projects.IAMMember
 */
export class MetricsAccount extends pulumi.ComponentResource {
  constructor(
    name: string,
    { naming }: MetricsAccountArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("standby:index:MetricsAccount", name, {}, opts);
    const { project } = naming;
    const child = childOf(this, opts);
    const account = new gcp.serviceaccount.Account(
      name,
      { accountId: serviceAccountId(naming, METRICS), displayName: `${naming.system} metrics` },
      child,
    );
    const email = serviceAccountEmail(naming, METRICS);
    const member = account.accountId.apply(() => `serviceAccount:${email}`);
    new gcp.projects.IAMMember(
      `${name}-read`,
      { project, role: "roles/monitoring.viewer", member },
      { parent: this },
    );
    new gcp.serviceaccount.IAMMember(
      `${name}-pods`,
      {
        serviceAccountId: member.apply(() => `projects/${project}/serviceAccounts/${email}`),
        role: "roles/iam.workloadIdentityUser",
        member: `serviceAccount:${project}.svc.id.goog[${METRICS_NAMESPACE}/${METRICS}]`,
      },
      child,
    );
    this.registerOutputs({});
  }
}
