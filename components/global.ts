import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { internalProxyLink } from "../topology/naming";
import { internalServices, publicServices } from "../topology/services";
import { BackupStore } from "./backup-store";
import { DatabaseAccess } from "./database-access";
import { DatabaseTrust } from "./database-trust";
import { Dns } from "./dns";
import { keepData } from "./global-data";
import { Identities } from "./identities";
import { InternalLoadBalancer } from "./internal-load-balancer";
import { LoadBalancer } from "./load-balancer";
import { Network } from "./network";
import { type Api, Project } from "./project";
import type { Region } from "./region";
import { type Shared, sharedByName } from "./shared";

export interface GlobalArgs {
  readonly topology: Topology;
}

/**
 * Everything that has no region: owned by the home region's stack, working while that region is
 * gone. What hangs on a region's groups or instances (load balancers, logins) is put under it as
 * soon as those exist.
 *
 * Whatever is to change without touching a region is found under it.
 */
export class Global extends pulumi.ComponentResource implements Shared {
  readonly network: pulumi.Input<string>;
  readonly privateZone: pulumi.Input<string>;
  readonly backups: pulumi.Input<string>;
  readonly backupAccount: pulumi.Input<string>;
  readonly databaseTrust: pulumi.Input<string>;
  readonly privateServices: readonly pulumi.Resource[];
  /** Name of the public zone. */
  readonly publicZone: pulumi.Input<string>;
  /** Where the domain's registrar has to point. */
  readonly nameServers: pulumi.Output<string[]>;
  private readonly topology: Topology;
  private readonly project: Project;
  private readonly identities: Identities;

  constructor(name: string, { topology }: GlobalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Global", name, {}, opts);
    this.topology = topology;
    this.project = new Project(
      name,
      {
        project: topology.naming.project,
        kinds: new Set(Object.values(topology.system.data).map(({ kind }) => kind)),
      },
      { parent: this },
    );
    const network = new Network(name, { topology }, this.after("compute", "servicenetworking"));
    const dns = new Dns(name, { topology, network: network.link }, this.after("dns"));
    const backups =
      topology.exports.length > 0
        ? new BackupStore("backup", { topology }, this.after("storage", "iam"))
        : sharedByName(topology);
    this.identities = new Identities(name, { topology }, this.after("iam"));
    this.network = network.link;
    this.privateServices = [network.privateServices];
    this.publicZone = dns.publicZone;
    this.privateZone = dns.privateZone;
    this.nameServers = dns.nameServers;
    this.backups = backups.backups;
    this.backupAccount = backups.backupAccount;
    this.databaseTrust = this.trust(topology);
    keepData({
      topology,
      backups: this.backups,
      member: (service) => this.identities.member(topology, service),
      agent: (api) => this.project.agent(api),
      after: (...apis) => this.after(...apis),
    });
    this.registerOutputs({ nameServers: this.nameServers });
  }

  account(service: string): pulumi.Input<string> {
    return this.identities.email(this.topology, service);
  }

  enabled(...apis: readonly Api[]): pulumi.Resource[] {
    return this.project.enabled(...apis);
  }

  /** Puts the way in, the way between services and the logins before what a region runs. */
  open(region: Region): {
    readonly address?: pulumi.Output<string>;
    readonly proxy: pulumi.Input<string>;
  } {
    const { topology } = this;
    const { naming } = topology;
    const serving = { topology, region: region.name, groups: region.groups, zone: this.publicZone };
    const backup = region.backupAddress;
    const after = this.after("compute", "certificatemanager", "dns");
    for (const database of Object.values(topology.databases)) {
      const instance = region.databases[database.name]?.instanceName ?? database.homeInstance;
      new DatabaseAccess(
        database.name,
        { database, topology, instance },
        this.after("sqladmin", "secretmanager"),
      );
    }
    const proxy =
      internalServices(topology).length > 0
        ? new InternalLoadBalancer(`${naming.system}-internal`, serving, after).proxy
        : internalProxyLink(naming);
    if (publicServices(topology).length === 0) return { proxy };
    return {
      proxy,
      address: new LoadBalancer(naming.system, { ...serving, backup }, after).address,
    };
  }

  /** Options of what stands under this, once these APIs are enabled. */
  private after(...apis: readonly Api[]): pulumi.ComponentResourceOptions {
    return { parent: this, dependsOn: this.enabled(...apis) };
  }

  private trust(topology: Topology): pulumi.Input<string> {
    if (Object.keys(topology.databases).length === 0) return sharedByName(topology).databaseTrust;
    const member = (service: string) => this.identities.member(topology, service);
    return new DatabaseTrust("database-ca", { topology, member }, this.after("secretmanager"))
      .secret;
  }
}
