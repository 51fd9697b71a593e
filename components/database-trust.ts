import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { trustSecretLink, trustSecretName } from "../topology/naming";
import { storesUsed } from "../topology/services";
import { childOf } from "./options";
import { secretInputs } from "./secret";

export interface DatabaseTrustArgs {
  readonly topology: Topology;
  /** Key of secrets, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
  /** Accounts of the services, as IAM members, by service. */
  readonly member: (service: string) => pulumi.Input<string>;
}

/**
 * Whom the clients of databases trust: one secret, to which each region adds its authority's
 * certificate as a version. Clients take all versions when they start, so after a failover they
 * trust the new writer's server without anybody's doing.
 *
 * A secret because it is kept in many regions, so it survives the loss of one and is readable where
 * the home region is gone; there is nothing secret in it. Costs its versions by the month, in
 * standby one for each region. Doesn't cover clients that have been running since before an
 * authority was added.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const member = (service) => `serviceAccount:${service}@example-project.iam.gserviceaccount.com`;
 * new DatabaseTrust("database-ca", { topology, member });
 * // registers secretmanager.Secret, secretmanager.SecretIamMember
 */
export class DatabaseTrust extends pulumi.ComponentResource {
  /** Full name of the secret. */
  readonly secret: pulumi.Output<string>;

  constructor(name: string, args: DatabaseTrustArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:DatabaseTrust", name, {}, opts);
    const { topology, member, key } = args;
    const { naming } = topology;
    const secret = new gcp.secretmanager.Secret(name, secretInputs(trustSecretName(naming), key), {
      ...childOf(this, opts),
      protect: true,
    });
    this.secret = secret.secretId.apply(() => trustSecretLink(naming));
    for (const service of clients(topology)) {
      for (const [grant, role] of Object.entries(ROLES)) {
        new gcp.secretmanager.SecretIamMember(
          `${service}-database-ca-${grant}`,
          { secretId: this.secret, role, member: member(service) },
          { parent: this },
        );
      }
    }
    this.registerOutputs({ secret: this.secret });
  }
}

/** Listing the versions takes one role, reading them another. */
const ROLES = { list: "roles/secretmanager.viewer", read: "roles/secretmanager.secretAccessor" };

/** Services that use a database. */
function clients({ services, databases }: Topology): readonly string[] {
  return Object.values(services)
    .filter(({ spec }) => storesUsed(spec).some((store) => store in databases))
    .map(({ name }) => name);
}
