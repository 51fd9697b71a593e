import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { KIND_NAMES, type KindName } from "../system/kinds/kinds";
import { isContainer } from "../system/schema/service";
import type { ServicePart, Topology } from "../topology/model";
import { attachRoleId, serviceAccountEmail, serviceAccountId } from "../topology/naming";
import { isOwnImage } from "../topology/registry";
import { storesUsed } from "../topology/services";
import type { Grant } from "./keeping";
import { keptAs } from "./kinds";
import { childOf } from "./options";

export interface IdentitiesArgs {
  readonly topology: Topology;
}

/**
 * One service account for each service, with no more rights than what the service is described to
 * use. They are global: the same identity runs in every region, so it survives the loss of one and
 * no right changes.
 *
 * Costs nothing, in standby either. Rights on a bucket are granted beside the bucket. No keys are
 * made, ever. Doesn't cover fencing: an identity that a lost region misuses is the one that the
 * survivors need, so what keeps that region away is the network's fence.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new Identities("online-bank", { topology });
 * // registers serviceaccount.Account, projects.IAMMember
 */
export class Identities extends pulumi.ComponentResource {
  private readonly accounts: ReadonlyMap<string, gcp.serviceaccount.Account>;

  constructor(name: string, { topology }: IdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Identities", name, {}, opts);
    const child = childOf(this, opts);
    const { naming } = topology;
    this.accounts = new Map(
      Object.values(topology.services).map((service) => [
        service.name,
        new gcp.serviceaccount.Account(
          service.name,
          {
            accountId: serviceAccountId(naming, service.name),
            displayName: `${naming.system} ${service.name}`,
          },
          child,
        ),
      ]),
    );
    for (const service of Object.values(topology.services)) {
      for (const [grant, inputs] of Object.entries(projectGrants(topology, service))) {
        new gcp.projects.IAMMember(
          `${service.name}-${grant}`,
          { ...inputs, project: naming.project, member: this.member(topology, service.name) },
          { parent: this },
        );
      }
    }
    this.letAttach(topology, child);
    this.registerOutputs({});
  }

  /** Services that have a disk may attach it to their own instances, and nothing else to anything. */
  private letAttach(topology: Topology, child: pulumi.CustomResourceOptions): void {
    const { naming } = topology;
    const holders = Object.values(topology.services).filter(
      ({ spec }) => disksUsed(topology, spec).length > 0,
    );
    if (holders.length === 0) return;
    const role = new gcp.projects.IAMCustomRole(
      "attach-disk",
      {
        project: naming.project,
        roleId: attachRoleId(naming),
        title: `${naming.system}: attach a disk`,
        permissions: ["compute.disks.use", "compute.instances.attachDisk"],
      },
      child,
    );
    for (const { name, spec } of holders) {
      new gcp.projects.IAMMember(
        `${name}-attach`,
        {
          project: naming.project,
          role: role.name,
          member: this.member(topology, name),
          condition: ownDisks(topology, name, disksUsed(topology, spec)),
        },
        child,
      );
    }
  }

  /** A service's account, as IAM names a member. */
  member(topology: Topology, service: string): pulumi.Output<string> {
    const literal = `serviceAccount:${serviceAccountEmail(topology.naming, service)}`;
    const account = this.accounts.get(service);
    return account ? account.accountId.apply(() => literal) : pulumi.output(literal);
  }

  /** A service's account, by its address. */
  email(topology: Topology, service: string): pulumi.Output<string> {
    return this.member(topology, service).apply((member) => member.replace("serviceAccount:", ""));
  }
}

function disksUsed({ system }: Topology, spec: ServicePart["spec"]): readonly string[] {
  return storesUsed(spec).filter((store) => system.data[store]?.kind === "disk");
}

/** Disks and instances are told by how their names begin; both are in the request. */
function ownDisks({ naming }: Topology, service: string, stores: readonly string[]) {
  const begins = (kind: string, thing: string) =>
    `resource.name.extract("/${kind}/{name}").startsWith("${naming.system}-${thing}-")`;
  const own = [begins("instances", service), ...stores.map((store) => begins("disks", store))];
  return { title: "own-disks", expression: own.join(" || ") };
}

/** Rights that can only be given on the project, by what they are for. */
function projectGrants(topology: Topology, { spec }: ServicePart): Readonly<Record<string, Grant>> {
  const elsewhere = isContainer(spec.runs.image) && !isOwnImage(topology, spec.runs.image);
  return {
    logs: { role: "roles/logging.logWriter" },
    metrics: { role: "roles/monitoring.metricWriter" },
    // The system's own registry grants its readers itself.
    ...(elsewhere ? { images: { role: "roles/artifactregistry.reader" } } : {}),
    ...Object.assign({}, ...KIND_NAMES.map((kind) => grantsOf(topology, spec, kind))),
  };
}

/** What the stores of one kind ask for that a service uses. */
function grantsOf(topology: Topology, spec: ServicePart["spec"], kind: KindName) {
  const used = storesUsed(spec).filter((store) => topology.system.data[store]?.kind === kind);
  return used.length === 0 ? {} : keptAs(kind).grants?.(topology.naming, used);
}
