import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import {
  instanceHost,
  privateDomain,
  privateZoneName,
  publicZoneName,
  regionalReadHost,
  serviceDomain,
  serviceHost,
  serviceZoneName,
} from "../topology/naming";
import { internalServices } from "../topology/services";
import { childOf, named } from "./options";

export interface DnsArgs {
  readonly topology: Topology;
  /** Link of the network that resolves the private names. */
  readonly network: pulumi.Input<string>;
}

/** How long clients may hold on to an answer that a recovery changes, in seconds. */
export const ROLE_TTL = 30;

/**
 * The system's names: a public zone for users, a private one for databases, a private one for
 * services.
 *
 * Survives the loss of a region: zones are global. What a recovery changes is one record for each
 * database (its writer) and one for all services (the region that answers), both with a TTL of 30
 * seconds. Where a database has read replicas, each region finds its own under one name. Costs a
 * zone by the month and queries by the million, nothing more in standby. Doesn't cover clients that
 * keep an address longer than its TTL, nor the delegation at the domain's registrar.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new Dns("online-bank", { topology, network: shared.network });
 * // registers dns.ManagedZone, dns.RecordSet
 */
export class Dns extends pulumi.ComponentResource {
  /** Name of the public zone. */
  readonly publicZone: pulumi.Output<string>;
  /** Name of the private zone of databases. */
  readonly privateZone: pulumi.Input<string>;
  /** Where the domain's registrar has to point. */
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: DnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Dns", name, {}, opts);
    const { topology, network } = args;
    const { naming, system } = topology;
    const kept = { ...childOf(this, opts), protect: true };
    const open = new gcp.dns.ManagedZone(
      `${name}-public`,
      {
        name: publicZoneName(naming),
        dnsName: `${system.domain}.`,
        visibility: "public",
        dnssecConfig: { state: "on" },
        cloudLoggingConfig: { enableLogging: true },
      },
      kept,
    );
    const closed = (zone: string, domain: string) => ({
      name: zone,
      dnsName: `${domain}.`,
      visibility: "private",
      privateVisibilityConfig: { networks: [{ networkUrl: network }] },
    });
    const databases = new gcp.dns.ManagedZone(
      `${name}-private`,
      closed(privateZoneName(naming), privateDomain(naming)),
      kept,
    );
    const services = new gcp.dns.ManagedZone(
      `${name}-services`,
      closed(serviceZoneName(naming), serviceDomain(system.domain)),
      kept,
    );
    this.publicZone = open.name;
    this.privateZone = named(privateZoneName(naming), databases);
    this.nameServers = open.nameServers;
    this.nameWriters(topology, databases.name);
    this.nameReaders(topology, databases.name);
    this.nameServices(topology, services.name, network);
    this.registerOutputs({ nameServers: this.nameServers });
  }

  /** One name for each database, pointing to the instance of the primary region. */
  private nameWriters({ naming, databases }: Topology, zone: pulumi.Input<string>): void {
    for (const { name, host, writer } of Object.values(databases)) {
      new gcp.dns.RecordSet(
        `${name}-writer`,
        {
          managedZone: zone,
          name: `${host}.`,
          type: "CNAME",
          ttl: ROLE_TTL,
          rrdatas: [`${instanceHost(naming, name, writer)}.`],
        },
        { parent: this },
      );
    }
  }

  /** One name to read from, where that takes load off the writer. No role is in it. */
  private nameReaders({ naming, databases }: Topology, zone: pulumi.Input<string>): void {
    for (const { name, host, reading } of Object.values(databases)) {
      if (!reading) continue;
      const geos = reading.regions.map((region) => ({
        location: region,
        rrdatas: [`${regionalReadHost(naming, name, region)}.`],
      }));
      new gcp.dns.RecordSet(
        `${name}-read`,
        {
          managedZone: zone,
          name: `${reading.host}.`,
          type: "CNAME",
          ttl: ROLE_TTL,
          ...(geos.length > 0 ? { routingPolicy: { geos } } : { rrdatas: [`${host}.`] }),
        },
        { parent: this },
      );
    }
  }

  /** One record over all regions, and a name for each service that points to it. */
  private nameServices(
    topology: Topology,
    zone: pulumi.Input<string>,
    network: pulumi.Input<string>,
  ): void {
    const { domain } = topology.system;
    const services = internalServices(topology);
    if (services.length === 0) return;
    new gcp.dns.RecordSet(
      "services",
      {
        managedZone: zone,
        name: `${serviceDomain(domain)}.`,
        type: "A",
        ttl: ROLE_TTL,
        ...addresses(topology, network),
      },
      { parent: this },
    );
    for (const service of services) {
      new gcp.dns.RecordSet(
        service.name,
        {
          managedZone: zone,
          name: `${serviceHost(domain, service.name)}.`,
          type: "CNAME",
          ttl: 300,
          rrdatas: [`${serviceDomain(domain)}.`],
        },
        { parent: this },
      );
    }
  }
}

/** The primary region's address while it is healthy, else another's. */
function addresses(
  topology: Topology,
  network: pulumi.Input<string>,
): Pick<gcp.dns.RecordSetArgs, "rrdatas" | "routingPolicy"> {
  const { regions, primary, naming } = topology;
  const standing = Object.values(regions).filter(({ state }) => state === "standing");
  const first = standing.find(({ name }) => name === primary);
  const others = standing.filter(({ name }) => name !== primary);
  if (!first) throw new Error(`the primary region ${primary} is standing`);
  if (others.length === 0) return { rrdatas: [first.ranges.loadBalancer] };
  const target = ({ ranges }: (typeof standing)[number]) => ({
    loadBalancerType: "globalL7ilb",
    ipAddress: ranges.loadBalancer,
    port: "443",
    ipProtocol: "tcp",
    networkUrl: network,
    project: naming.project,
  });
  return {
    routingPolicy: {
      primaryBackup: {
        primary: { internalLoadBalancers: [target(first)] },
        backupGeos: others.map((other) => ({
          location: other.name,
          healthCheckedTargets: { internalLoadBalancers: [target(other)] },
        })),
        trickleRatio: 0,
      },
    },
  };
}
