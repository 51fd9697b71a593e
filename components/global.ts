import * as pulumi from "@pulumi/pulumi";
import { isContainer } from "../system/schema/service";
import type { Topology } from "../topology/model";
import { backupsKey, isUnderOwnKey, SECRETS_KEY, usesKeys } from "../topology/keys";
import { IMAGES, internalProxyLink, METRICS, NODES, SHARED_KEYS } from "../topology/naming";
import { metricsAdapter, onKubernetes } from "../topology/clusters";
import { hasImages } from "../topology/disks";
import { registryLocation } from "../topology/registry";
import { fallbackPages, flagged, internalServices, publicServices } from "../topology/services";
import { BackupStore } from "./backup-store";
import { DatabaseTrust } from "./database-trust";
import { Dns } from "./dns";
import { Flags } from "./flags";
import { Fleet } from "./fleet";
import { keepData } from "./global-data";
import { Identities } from "./identities";
import { ImageAccount } from "./image-account";
import { InternalLoadBalancer } from "./internal-load-balancer";
import { KEY_APIS, Keys } from "./keys";
import { LoadBalancer } from "./load-balancer";
import { MetricsAccount } from "./metrics-account";
import { Monitoring } from "./monitoring";
import { Network } from "./network";
import type { PagerKeys } from "./notification";
import { type Api, Project } from "./project";
import type { Region } from "./region";
import { Registry } from "./registry";
import { type Shared, sharedByName } from "./shared";
import { WatchAccount } from "./watch-account";
import { WorkloadIdentity } from "./workload-identity";

export interface GlobalArgs {
  readonly topology: Topology;
  /** Keys of the paging service, from the stack's configuration. */
  readonly pagers: PagerKeys;
}

/** APIs of the ways in. */
const APIS = ["compute", "certificatemanager", "dns"] as const satisfies readonly Api[];

/**
 * Everything that has no region: owned by the home region's stack, working while that region is
 * gone. What hangs on a region's groups (load balancers) is put under it as soon as those exist.
 *
 * Survives the loss of any region, the home region too: what it holds is global or in several. In
 * standby it costs the same as always, since there is one of it and not one for each region.
 * Doesn't cover the loss of the project, nor a change of its own while the home region's state
 * can't be read.
 *
 * Whatever is to change without touching a region is found under it.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const global = new Global("online-bank", { topology, pagers: {} });
 * global.open(new Region("us-central1", { topology, region, shared: global }));
 * // registers Project, Dns, InternalLoadBalancer, LoadBalancer, Identities, WatchAccount,
 * // Registry, Monitoring, DatabaseTrust, Network, ObjectStore, BackupStore, Documents
 */
export class Global extends pulumi.ComponentResource implements Shared {
  readonly network: pulumi.Input<string>;
  readonly privateZone: pulumi.Input<string>;
  readonly backups: pulumi.Input<string>;
  readonly backupAccount: pulumi.Input<string>;
  readonly databaseTrust: pulumi.Input<string>;
  readonly imageAccount: pulumi.Input<string>;
  readonly watchAccount: pulumi.Input<string>;
  readonly secretsKey: pulumi.Input<string> | undefined;
  readonly privateServices: readonly pulumi.Resource[];
  readonly nodeAccount: pulumi.Input<string>;
  /** Name of the public zone. */
  readonly publicZone: pulumi.Input<string>;
  /** Where the domain's registrar has to point. */
  readonly nameServers: pulumi.Output<string[]>;
  /** What the names of images in the system's own registry are led by. */
  readonly repository: pulumi.Output<string>;
  private readonly topology: Topology;
  private readonly project: Project;
  private readonly keys: Keys | undefined;
  private readonly identities: Identities;
  private readonly fleet: Fleet | undefined;

  constructor(
    name: string,
    { topology, pagers }: GlobalArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("standby:index:Global", name, {}, opts);
    this.topology = topology;
    this.project = new Project(
      name,
      {
        project: topology.naming.project,
        clusters: onKubernetes(topology.system).length > 0,
        flags: flagged(topology).length > 0,
        keys: usesKeys(topology),
        kinds: new Set(Object.values(topology.system.data).map(({ kind }) => kind)),
      },
      { parent: this },
    );
    const network = new Network(name, { topology }, this.after("compute", "servicenetworking"));
    const dns = new Dns(name, { topology, network: network.link }, this.after("dns"));
    this.keys =
      topology.keys.length > 0
        ? new Keys(
            SHARED_KEYS,
            { topology, keys: topology.keys },
            this.after("cloudkms", ...KEY_APIS),
          )
        : undefined;
    const backups =
      topology.exports.length > 0
        ? new BackupStore(
            "backup",
            { topology, key: this.keys?.at(backupsKey(topology.system)) },
            this.after("storage", "iam"),
          )
        : sharedByName(topology);
    this.identities = new Identities(name, { topology }, this.after("iam"));
    this.fleet =
      onKubernetes(topology.system).length > 0
        ? new Fleet(name, { topology }, this.after("gkehub", "mesh", "iam"))
        : undefined;
    this.nodeAccount = this.fleet?.nodeAccount ?? sharedByName(topology).nodeAccount;
    this.network = network.link;
    this.privateServices = [network.privateServices];
    this.publicZone = dns.publicZone;
    this.privateZone = dns.privateZone;
    this.nameServers = dns.nameServers;
    this.backups = backups.backups;
    this.backupAccount = backups.backupAccount;
    this.secretsKey = this.ownKey(SECRETS_KEY);
    this.databaseTrust = this.trust(topology);
    this.imageAccount = hasImages(topology.system)
      ? new ImageAccount(IMAGES, { naming: topology.naming }, this.after("iam")).email
      : sharedByName(topology).imageAccount;
    this.repository = this.images(topology);
    this.switchable(topology);
    keepData({
      topology,
      backups: this.backups,
      member: (service) => this.identities.member(topology, service),
      agent: (api) => this.project.agent(api),
      keyAt: (location) => this.keys?.at(location),
      after: (...apis) => this.after(...apis),
    });
    const watching = this.after("monitoring", "logging");
    new Monitoring(name, { topology, pagers }, watching);
    this.watchAccount = new WatchAccount(
      "watch",
      { topology, backups: this.backups },
      this.after("iam"),
    ).email;
    this.registerOutputs({ nameServers: this.nameServers });
  }

  account(service: string): pulumi.Input<string> {
    return this.identities.email(this.topology, service);
  }

  enabled(...apis: readonly Api[]): pulumi.Resource[] {
    const enabled = this.project.enabled(...apis);
    // A cluster joins the mesh when it joins the fleet, if the fleet has it by then.
    return this.fleet && apis.includes("container") ? [...enabled, this.fleet] : enabled;
  }

  /** Puts the way in and the way between services before what a region runs. */
  open(region: Region): {
    readonly address?: pulumi.Output<string>;
    readonly proxy: pulumi.Input<string>;
  } {
    const { topology } = this;
    const { naming } = topology;
    const serving = { topology, groups: region.own, zone: this.publicZone };
    const backup = region.backupAddress;
    const after = this.after(...APIS);
    for (const service of onKubernetes(topology.system)) {
      const account = this.identities.member(topology, service);
      new WorkloadIdentity(service, { topology, service, account }, this.withPool(region));
    }
    if (metricsAdapter(topology.system) !== undefined) {
      new MetricsAccount(METRICS, { naming }, this.withPool(region));
    }
    const proxy =
      internalServices(topology).length > 0
        ? new InternalLoadBalancer(`${naming.system}-internal`, serving, after).proxy
        : internalProxyLink(naming);
    if (publicServices(topology).length === 0) return { proxy };
    // The pages that stand in are in a bucket.
    const front = fallbackPages(topology).length > 0 ? this.after(...APIS, "storage") : after;
    return {
      proxy,
      address: new LoadBalancer(naming.system, { ...serving, backup }, front).address,
    };
  }

  /** The key of what belongs to no store, if the system's are its own. */
  private ownKey(location: string): pulumi.Output<string> | undefined {
    return isUnderOwnKey(this.topology.system) ? this.keys?.at(location) : undefined;
  }

  private images(topology: Topology): pulumi.Output<string> {
    const readers = Object.values(topology.services).flatMap(({ name, spec }) =>
      isContainer(spec.runs.image) && spec.runs.on !== "kubernetes"
        ? [[name, this.identities.member(topology, name)] as const]
        : [],
    );
    const nodes = this.fleet
      ? [[NODES, this.fleet.nodeAccount.apply((email) => `serviceAccount:${email}`)] as const]
      : [];
    return new Registry(
      topology.naming.system,
      {
        topology,
        key: this.ownKey(registryLocation(topology.system)),
        readers: Object.fromEntries([...readers, ...nodes]),
      },
      this.after("artifactregistry", "iam"),
    ).path;
  }

  private switchable(topology: Topology): void {
    for (const { name, spec } of flagged(topology)) {
      new Flags(
        name,
        {
          naming: topology.naming,
          service: name,
          flags: spec.flags,
          member: this.identities.member(topology, name),
        },
        this.after("parametermanager", "iam"),
      );
    }
  }

  /** Options of what needs the project's pool of identities, which comes with its first cluster. */
  private withPool({ cluster }: Region): pulumi.ComponentResourceOptions {
    return {
      parent: this,
      dependsOn: [...this.enabled("iam"), ...(cluster ? [cluster.itself] : [])],
    };
  }

  /** Options of what stands under this, once these APIs are enabled. */
  private after(...apis: readonly Api[]): pulumi.ComponentResourceOptions {
    return { parent: this, dependsOn: this.enabled(...apis) };
  }

  private trust(topology: Topology): pulumi.Input<string> {
    if (Object.keys(topology.databases).length === 0) return sharedByName(topology).databaseTrust;
    const member = (service: string) => this.identities.member(topology, service);
    return new DatabaseTrust(
      "database-ca",
      { topology, member, key: this.secretsKey },
      this.after("secretmanager"),
    ).secret;
  }
}
