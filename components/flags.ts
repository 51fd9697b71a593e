import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Service } from "../system/schema/service";
import { flagsVersion } from "../topology/flags";
import { flagsId, type Naming } from "../topology/naming";
import { childOf } from "./options";

export interface FlagsArgs {
  readonly naming: Naming;
  readonly service: string;
  /** By name. */
  readonly flags: Service["flags"];
  /** The service's account, as IAM names a member. */
  readonly member: pulumi.Input<string>;
}

/**
 * What a service can switch while it runs: a parameter in Parameter Manager, in JSON.
 *
 * Global, so it survives the loss of a region, and a change of it touches no instance and no pod: a
 * service asks for the newest version every few seconds, and keeps what it has while nobody
 * answers. A version is made before the one before goes, so there is always one. Costs next to
 * nothing, in standby as well. Doesn't cover a switch that is wrong: the version before comes back
 * with the edit undone.
 *
 * Only the service's own account may read it. Parameters have no policy of their own, so the right
 * is the project's, narrowed by a condition to this one's name.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * const { naming, services } = topology;
 * const { flags } = services.checkout.spec;
 * const member = `serviceAccount:${shared.account("checkout")}`;
 * new Flags("checkout", { naming, service: "checkout", flags, member });
 * // registers parametermanager.Parameter, projects.IAMMember, parametermanager.ParameterVersion
 */
export class Flags extends pulumi.ComponentResource {
  constructor(name: string, args: FlagsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Flags", name, {}, opts);
    const { naming, service, flags, member } = args;
    const child = childOf(this, opts);
    const parameterId = flagsId(naming, service);
    const parameter = new gcp.parametermanager.Parameter(
      name,
      { parameterId, format: "JSON", labels: { system: naming.system, service } },
      child,
    );
    new gcp.parametermanager.ParameterVersion(
      name,
      {
        parameter: parameter.id,
        // Another content is another version: nobody ever finds none.
        parameterVersionId: flagsVersion(flags),
        parameterData: JSON.stringify(flags),
      },
      { parent: this },
    );
    new gcp.projects.IAMMember(
      `${service}-flags`,
      {
        project: naming.project,
        role: "roles/parametermanager.parameterViewer",
        member,
        condition: { title: parameterId, expression: itsOwn(parameterId) },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** The parameter and its versions, whether Google names the project by its id or its number. */
function itsOwn(parameterId: string): string {
  return [
    `resource.name.endsWith("/parameters/${parameterId}")`,
    `resource.name.extract("/parameters/{parameter}/versions/") == "${parameterId}"`,
  ].join(" || ");
}
