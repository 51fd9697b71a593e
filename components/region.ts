import * as pulumi from "@pulumi/pulumi";
import type { Store } from "../system/kinds/kinds";
import { isUnderOwnKey, keyAround } from "../topology/keys";
import type { Disk as DiskPart, RegionPart, Topology } from "../topology/model";
import { onKubernetes } from "../topology/clusters";
import { environmentOf } from "../topology/environment";
import { groupLink } from "../topology/naming";
import { attachedTo } from "../topology/disks";
import { internalServices } from "../topology/services";
import type { OwnGroups } from "./backend";
import { BackupLoadBalancer } from "./backup-load-balancer";
import { Backups } from "./backups";
import { CertificateAuthority } from "./certificate-authority";
import { Cluster } from "./cluster";
import { Database } from "./database";
import { DatabaseAccess } from "./database-access";
import { Disk } from "./disk";
import { InstanceService } from "./instance-service";
import { InternalAddress } from "./internal-address";
import { Keys } from "./keys";
import { MachineImages } from "./machine-images";
import { RegionNetwork } from "./region-network";
import type { Shared } from "./shared";
import { Watch } from "./watch";
import { WorkerService } from "./worker-service";

/** Of what a region encrypts, the APIs whose identities have to be there. */
const KEY_APIS = ["secretmanager", "sqladmin", "gkebackup", "container", "compute"] as const;

export interface RegionArgs {
  readonly topology: Topology;
  readonly region: RegionPart;
  readonly shared: Shared;
}

/**
 * Everything that stands in one region, owned by that region's stack: what goes with the region,
 * and what has to be there before it can take over. Which of it runs, and as what, the topology
 * says; what exists does not depend on it.
 *
 * Survives the loss of a zone, and of every other region, the home region too: it knows what that
 * owns by its names. In standby it costs what the mode keeps there: data and no compute in cold, a
 * small floor in warm, everything in hot. Doesn't cover its own loss: that the other regions do.
 *
 * @example
 * // systems/online-bank.yaml, us-east1
 * new Region("us-east1", { topology, region, shared });
 * // registers RegionNetwork, Backups, Watch, InstanceService, Database, CertificateAuthority
 */
export class Region extends pulumi.ComponentResource {
  readonly name: string;
  /** Links of the groups of instances, by service. */
  readonly groups: Readonly<Record<string, pulumi.Input<string>>>;
  /** What this region's backends are, by link. */
  readonly own: OwnGroups;
  /** What services on Kubernetes run in, if it stands here. */
  readonly cluster: Cluster | undefined;
  /** By data store. */
  readonly databases: Readonly<Record<string, Database>>;
  /** What applications connect to, by store. */
  readonly databaseHosts: Readonly<Record<string, string>>;
  /** How the connectors reach each database, by store. */
  readonly connectionNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Public address of this region's backup load balancer, where one is described. */
  readonly backupAddress: pulumi.Output<string> | undefined;
  private readonly network: RegionNetwork;
  private readonly keys: Keys | undefined;
  private readonly args: RegionArgs;

  constructor(name: string, args: RegionArgs, opts?: pulumi.ComponentResourceOptions) {
    const { topology, region, shared } = args;
    // Not the state: standing up a region would then change its own stack once more, for nothing.
    super("standby:index:Region", name, { role: region.role }, opts);
    this.name = name;
    this.args = args;
    const after = { parent: this, dependsOn: shared.enabled("compute") };
    this.network = new RegionNetwork(
      name,
      {
        region,
        naming: topology.naming,
        network: shared.network,
        pods: onKubernetes(topology.system).length > 0,
      },
      after,
    );
    this.keys =
      region.keys.length > 0
        ? new Keys(
            name,
            { topology, keys: region.keys },
            { parent: this, dependsOn: shared.enabled("cloudkms", ...KEY_APIS) },
          )
        : undefined;
    const backups = new Backups(
      name,
      { topology, region, bucket: shared.backups, account: shared.backupAccount },
      { parent: this, dependsOn: shared.enabled("workflows", "cloudscheduler", "compute") },
    );
    new Watch(
      `watch-${name}`,
      { topology, region, account: shared.watchAccount },
      { parent: this, dependsOn: shared.enabled("workflows", "cloudscheduler") },
    );
    this.groups = this.runServices(backups, after);
    this.runWorkers(after);
    this.cluster = this.standCluster();
    this.own = { ...this.instanceGroups(), ...this.cluster?.endpoints };
    this.backupAddress = this.standByForUsers();
    this.databases = this.holdDatabases();
    if (region.name === topology.home) this.giveAccess();
    this.holdDisks(after);
    this.databaseHosts = Object.fromEntries(
      Object.values(topology.databases).map(({ name: store, host }) => [store, host]),
    );
    this.connectionNames = Object.fromEntries(
      Object.entries(this.databases).map(([store, { connectionName }]) => [store, connectionName]),
    );
    this.registerOutputs({});
  }

  /** Makes the internal services reachable here; their load balancer is the home region's stack's. */
  openInternally(proxy: pulumi.Input<string>): void {
    const { topology, region, shared } = this.args;
    if (internalServices(topology).length === 0) return;
    const { subnet, proxies } = this.network;
    new InternalAddress(
      `internal-${region.name}`,
      { region, naming: topology.naming, network: shared.network, subnet, proxies, proxy },
      { parent: this, dependsOn: shared.enabled("compute") },
    );
  }

  /** A store's key where that is the system's own; without a store, that of what belongs to none. */
  private keyOf(location: string, store?: Pick<Store, "encryption">) {
    return isUnderOwnKey(this.args.topology.system, store) ? this.keys?.at(location) : undefined;
  }

  /** A way in of this region's own, beside the global one. */
  private standByForUsers(): pulumi.Output<string> | undefined {
    const { topology, region, shared } = this.args;
    if (!topology.edge) return undefined;
    const { network, publicZone: zone } = shared;
    return new BackupLoadBalancer(
      `backup-${region.name}`,
      { topology, region, network, zone, groups: this.own },
      { parent: this, dependsOn: shared.enabled("compute", "certificatemanager", "dns") },
    ).address;
  }

  private runServices(
    backups: Backups,
    after: pulumi.ComponentResourceOptions,
  ): Readonly<Record<string, pulumi.Input<string>>> {
    const { topology, region } = this.args;
    const links = Object.values(region.groups).flatMap((group) => {
      const service = topology.services[group.service]?.spec;
      if (service?.runs.on !== "instances") return [];
      const running = new InstanceService(
        `${group.service}-${region.name}`,
        {
          group,
          service,
          runs: service.runs,
          ...this.booted(group.service),
          snapshots: backups.snapshots(group.service),
        },
        after,
      );
      return [[group.service, running.link] as const];
    });
    return Object.fromEntries(links);
  }

  private instanceGroups(): OwnGroups {
    const { topology, region } = this.args;
    return Object.fromEntries(
      Object.entries(this.groups).map(([service, link]) => [
        groupLink(topology.naming, service, region.name),
        link,
      ]),
    );
  }

  private standCluster(): Cluster | undefined {
    const { topology, region, shared } = this.args;
    if (!region.cluster) return undefined;
    return new Cluster(
      region.name,
      {
        topology,
        cluster: region.cluster,
        network: shared.network,
        subnet: this.network.subnet,
        nodeAccount: shared.nodeAccount,
        keyAt: (location) => this.keyOf(location),
        account: (service) => shared.account(service),
      },
      { parent: this, dependsOn: shared.enabled("container", "gkebackup", "gkehub") },
    );
  }

  private runWorkers(after: pulumi.ComponentResourceOptions): void {
    const { topology, region } = this.args;
    for (const workers of Object.values(region.workers)) {
      const runs = topology.services[workers.service]?.spec.runs;
      if (runs?.on !== "workers") continue;
      new WorkerService(
        `${workers.service}-${region.name}`,
        { workers, runs, ...this.booted(workers.service) },
        after,
      );
    }
  }

  /** What all instances of a service boot with here. */
  private booted(service: string) {
    const { topology, region, shared } = this.args;
    return {
      disks: attachedTo(topology, region.name, service),
      naming: topology.naming,
      subnet: this.network.subnet,
      account: shared.account(service),
      env: environmentOf(topology, service),
      key: this.keyOf(keyAround(region.name)),
      hostImage: topology.system.hostImage,
    };
  }

  private holdDisks(after: pulumi.ComponentResourceOptions): void {
    const { topology, region, shared } = this.args;
    const { naming } = topology;
    const keyOf = ({ spec }: DiskPart) => this.keyOf(keyAround(region.name), spec);
    const disks = Object.values(region.disks);
    for (const disk of disks) {
      new Disk(`${disk.store}-${region.name}`, { disk, naming, key: keyOf(disk) }, after);
    }
    const imaged = disks.filter(({ spec }) => spec.machineImages);
    if (imaged.length === 0) return;
    new MachineImages(
      `images-${region.name}`,
      { naming, region, disks: imaged, account: shared.imageAccount, keyOf },
      { parent: this, dependsOn: shared.enabled("workflows", "cloudscheduler", "compute") },
    );
  }

  /**
   * Databases and logins, declared once. They stand on this region's instance, so they go under it:
   * while it doesn't answer, nobody can ask about them.
   */
  private giveAccess(): void {
    const { topology, shared } = this.args;
    for (const database of Object.values(topology.databases)) {
      const instance = this.databases[database.name]?.instanceName ?? database.homeInstance;
      new DatabaseAccess(
        database.name,
        { database, topology, instance, key: shared.secretsKey },
        { parent: this, dependsOn: shared.enabled("sqladmin", "secretmanager") },
      );
    }
  }

  private holdDatabases(): Readonly<Record<string, Database>> {
    const { topology, region, shared } = this.args;
    const { naming, system, databases, exports } = topology;
    if (Object.keys(databases).length === 0) return {};
    const after = { parent: this, dependsOn: shared.enabled("sqladmin", "privateca") };
    const authority = new CertificateAuthority(
      region.name,
      { naming, region: region.name, trust: shared.databaseTrust },
      after,
    );
    const held = Object.values(region.instances).flatMap((instance) => {
      const database = databases[instance.store];
      if (!database) return [];
      const dumped = exports.some((copy) => copy.store === instance.store);
      const made = new Database(
        `${instance.store}-${region.name}`,
        {
          instance,
          database,
          naming,
          maintenance: system.maintenance,
          network: shared.network,
          zone: shared.privateZone,
          privateServices: shared.privateServices,
          authority: authority.pool,
          key: this.keyOf(region.name, database.spec),
          dumps: dumped ? shared.backups : undefined,
        },
        after,
      );
      return [[instance.store, made] as const];
    });
    return Object.fromEntries(held);
  }
}
