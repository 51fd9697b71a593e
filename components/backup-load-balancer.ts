import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { backendLinks } from "../topology/backend-links";
import type { RegionPart, ServicePart, Topology } from "../topology/model";
import { publicServices } from "../topology/services";
import { backendInput, type OwnGroups, readyInputs, requestInputs } from "./backend";
import { Certificate } from "./certificate";
import { limitOnly } from "./firewall";
import { childOf } from "./options";
import { REDIRECT, routes } from "./url-map";

export interface BackupLoadBalancerArgs {
  readonly topology: Topology;
  readonly region: RegionPart;
  /** Link of the network. */
  readonly network: pulumi.Input<string>;
  /** Name of the public zone, for the certificate's proof. */
  readonly zone: pulumi.Input<string>;
  /** Groups of this region, by link. */
  readonly groups: OwnGroups;
}

type Child = ReturnType<typeof childOf>;

/**
 * A way in of one region's own: a regional external Application Load Balancer before the groups of
 * this region alone, with an address, certificate and limits of its own.
 *
 * Regional ones share nothing with the global one, so it survives that one's loss, a mistake in its
 * configuration, and the loss of the home region. In standby it costs its rules and proxies by the
 * hour, as everywhere, used or not. Doesn't cover the loss of its own region, with which it goes,
 * nor attacks: no CDN, and requests are limited by client, not inspected. It can't be closed by
 * capacity: users come only while the domain's record names it.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * const { network, publicZone: zone } = shared;
 * const at = "https://www.googleapis.com/compute/v1/projects/example-project/regions/us-central1";
 * const link = `${at}/instanceGroups/${region.groups.api.name}`;
 * const args = { topology, region, network, zone, groups: { [link]: link } };
 * new BackupLoadBalancer("backup-us-central1", args);
 * // registers compute.RegionUrlMap, compute.RegionSslPolicy, compute.Address, Certificate,
 * // compute.Subnetwork, compute.RegionSecurityPolicy, compute.RegionTargetHttpProxy,
 * // compute.ForwardingRule, compute.RegionTargetHttpsProxy, compute.RegionHealthCheck,
 * // compute.RegionBackendService
 */
export class BackupLoadBalancer extends pulumi.ComponentResource {
  /** The public address. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: BackupLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:BackupLoadBalancer", name, {}, opts);
    const { topology, region, zone } = args;
    const child = childOf(this, opts);
    const { domain } = topology.system;
    const place = { region: region.name };
    const address = new gcp.compute.Address(
      name,
      { ...place, addressType: "EXTERNAL", networkTier: "PREMIUM" },
      { ...child, protect: true },
    );
    const certificate = new Certificate(
      name,
      { domain, zone, scope: "public", region: region.name },
      child,
    );
    const tls = new gcp.compute.RegionSslPolicy(
      name,
      { ...place, profile: "RESTRICTED", minTlsVersion: "TLS_1_2" },
      child,
    );
    const urls = new gcp.compute.RegionUrlMap(
      name,
      { ...place, ...routes(topology, this.backends(name, args, child)) },
      { parent: this },
    );
    const proxy = new gcp.compute.RegionTargetHttpsProxy(
      name,
      {
        ...place,
        urlMap: urls.id,
        certificateManagerCertificates: [certificate.id],
        sslPolicy: tls.id,
      },
      { parent: this },
    );
    this.open(name, args, { proxy: proxy.id, address: address.id }, child);
    this.address = address.address;
    this.registerOutputs({ address: this.address });
  }

  private backends(
    name: string,
    { topology, region, groups }: BackupLoadBalancerArgs,
    child: Child,
  ): ReadonlyMap<string, pulumi.Output<string>> {
    const limits = new gcp.compute.RegionSecurityPolicy(
      name,
      { region: region.name, type: "CLOUD_ARMOR", rules: limitOnly() },
      child,
    );
    const backends = publicServices(topology).flatMap((service) => {
      const found = groupsHere(topology, region, service, groups);
      if (found.length === 0) return [];
      const own = `${service.name}-${name}`;
      const inputs = readyInputs(service);
      const ready = new gcp.compute.RegionHealthCheck(
        `${own}-ready`,
        { ...inputs, region: region.name },
        child,
      );
      const backend = new gcp.compute.RegionBackendService(
        own,
        {
          ...backendInputs(service, region.name, found),
          healthChecks: ready.id,
          securityPolicy: limits.selfLink,
        },
        child,
      );
      return [[service.name, backend.id] as const];
    });
    return new Map(backends);
  }

  private open(
    name: string,
    { region, network }: BackupLoadBalancerArgs,
    { proxy, address }: Readonly<Record<"proxy" | "address", pulumi.Input<string>>>,
    child: Child,
  ): void {
    const place = { region: region.name };
    const proxies = new gcp.compute.Subnetwork(
      `${name}-proxies`,
      {
        ...place,
        network,
        ipCidrRange: region.ranges.edgeProxies,
        purpose: "REGIONAL_MANAGED_PROXY",
        role: "ACTIVE",
      },
      child,
    );
    const rule = (portRange: string, target: pulumi.Input<string>) => ({
      ...place,
      network,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      networkTier: "PREMIUM",
      ipProtocol: "TCP",
      portRange,
      ipAddress: address,
      target,
    });
    // Without its proxies' subnet a rule is refused.
    const options = { parent: this, dependsOn: [proxies] };
    new gcp.compute.ForwardingRule(name, rule("443", proxy), options);
    const plain = `${name}-http`;
    const urls = new gcp.compute.RegionUrlMap(plain, { ...place, ...REDIRECT }, child);
    const redirecting = new gcp.compute.RegionTargetHttpProxy(
      plain,
      { ...place, urlMap: urls.id },
      { parent: this },
    );
    new gcp.compute.ForwardingRule(plain, rule("80", redirecting.id), options);
  }
}

/** The service's groups in this region; none where it has none, or no pod runs. */
function groupsHere(
  { naming }: Topology,
  { name, groups, cluster }: RegionPart,
  { name: service }: ServicePart,
  own: OwnGroups,
): readonly pulumi.Input<string>[] {
  const pods = cluster?.pods[service];
  if (groups[service] === undefined && pods === undefined) return [];
  const place = { region: name, ...(pods ? { endpoints: pods.zones } : {}) };
  return backendLinks(naming, service, place).flatMap((link) => own[link] ?? []);
}

function backendInputs(
  service: ServicePart,
  region: string,
  groups: readonly pulumi.Input<string>[],
): gcp.compute.RegionBackendServiceArgs {
  return {
    ...requestInputs(service),
    region,
    loadBalancingScheme: "EXTERNAL_MANAGED",
    backends: groups.map((group) => ({ ...backendInput(service, group), capacityScaler: 1 })),
  };
}
