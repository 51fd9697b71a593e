import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { NODES, serviceAccountEmail, serviceAccountId } from "../topology/naming";
import { childOf } from "./options";

export interface FleetArgs {
  readonly topology: Topology;
}

/** What a node needs of the project, and no more: to say how it is, and to fetch images. */
const NODE_ROLES = {
  nodes: "roles/container.defaultNodeServiceAccount",
  images: "roles/artifactregistry.reader",
} as const;

/**
 * What the clusters of all regions have in common: the account that nodes run as, and Cloud Service
 * Mesh, which Google runs in every cluster that joins the project's fleet.
 *
 * Global, so it survives the loss of a region: each cluster goes on with the configuration it has.
 * The mesh costs nothing for clusters on Google Cloud's own fleet, in standby either; nodes and
 * clusters do. Doesn't cover a fault of the mesh itself, which all clusters would have at once.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * new Fleet("shop-smart", { topology });
 * // registers gkehub.Feature, serviceaccount.Account, projects.IAMMember
 */
export class Fleet extends pulumi.ComponentResource {
  /** Address of the account that nodes run as. */
  readonly nodeAccount: pulumi.Output<string>;

  constructor(name: string, { topology }: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Fleet", name, {}, opts);
    const { naming } = topology;
    const child = childOf(this, opts);
    const account = new gcp.serviceaccount.Account(
      NODES,
      {
        accountId: serviceAccountId(naming, NODES),
        displayName: `${naming.system} nodes of clusters`,
      },
      child,
    );
    const email = serviceAccountEmail(naming, NODES);
    this.nodeAccount = account.accountId.apply(() => email);
    for (const [grant, role] of Object.entries(NODE_ROLES)) {
      new gcp.projects.IAMMember(
        `${NODES}-${grant}`,
        {
          project: naming.project,
          role,
          member: account.accountId.apply(() => `serviceAccount:${email}`),
        },
        { parent: this },
      );
    }
    new gcp.gkehub.Feature(
      `${name}-mesh`,
      {
        // The name says which feature is meant; there is one of each in a project.
        name: "servicemesh",
        location: "global",
        fleetDefaultMemberConfig: { mesh: { management: "MANAGEMENT_AUTOMATIC" } },
      },
      child,
    );
    this.registerOutputs({ nodeAccount: this.nodeAccount });
  }
}
