import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { BYPASS, FALLBACK } from "../topology/naming";
import { fallbackPages, publicServices } from "../topology/services";
import { type OwnGroups, backendService } from "./backend";
import { Bypass } from "./bypass";
import { Certificate } from "./certificate";
import { EdgeRecord } from "./edge-record";
import { openGlobally } from "./entrance";
import { Fallback } from "./fallback";
import { Firewall } from "./firewall";
import { childOf } from "./options";

export interface LoadBalancerArgs {
  readonly topology: Topology;
  /** Groups of this stack's region, by link. */
  readonly groups: OwnGroups;
  /** Name of the public zone, which proves that the domain is ours and holds its address. */
  readonly zone: pulumi.Input<string>;
  /** Public address of this region's backup load balancer, where one is described. */
  readonly backup?: pulumi.Input<string> | undefined;
}

/**
 * The way in for users: a global external Application Load Balancer in front of all public
 * services.
 *
 * Survives the loss of a region: one address, announced everywhere, sends each request to the
 * nearest region that serves and has room. Costs its rules by the hour, nothing more in standby,
 * and what it passes by the gigabyte. TLS only; plain HTTP is answered with a redirect. The
 * certificate is authorised by DNS, so it is there before the first user and does not hang on any
 * region. Doesn't cover a mistake in its own configuration, which is global: for that a system
 * describes an `edge`.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { publicZone: zone } = shared;
 * new LoadBalancer("online-bank", { topology, groups: {}, zone });
 * // registers Firewall, compute.GlobalAddress, compute.URLMap, compute.SSLPolicy, Certificate,
 * // compute.HealthCheck, compute.TargetHttpProxy, dns.RecordSet, compute.GlobalForwardingRule,
 * // compute.BackendService, compute.TargetHttpsProxy
 */
export class LoadBalancer extends pulumi.ComponentResource {
  /** The public address. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:LoadBalancer", name, {}, opts);
    const { topology, zone } = args;
    const { domain } = topology.system;
    const child = childOf(this, opts);
    const address = new gcp.compute.GlobalAddress(name, {}, { ...child, protect: true });
    const firewall = new Firewall(name, { inspects: true }, child);
    const backends = this.backends(args, firewall.policy, child);
    const certificate = new Certificate(
      name,
      { domain, zone, scope: "public", ...(topology.edge ? { nameless: true } : {}) },
      child,
    );
    const tls = new gcp.compute.SSLPolicy(
      name,
      { profile: "RESTRICTED", minTlsVersion: "TLS_1_2" },
      child,
    );
    const shared = { topology, certificateMap: certificate.map, tls: tls.id };
    const errors =
      fallbackPages(topology).length > 0
        ? new Fallback(FALLBACK, { topology }, child).service
        : undefined;
    openGlobally(name, { ...shared, address: address.id, backends, errors }, child);
    this.point(name, args, { address: address.address, ...shared }, child);
    this.address = address.address;
    this.registerOutputs({ address: this.address });
  }

  private backends(
    { topology, groups }: LoadBalancerArgs,
    securityPolicy: pulumi.Input<string>,
    child: pulumi.CustomResourceOptions,
  ): ReadonlyMap<string, gcp.compute.BackendService> {
    const shared = { naming: topology.naming, own: groups, securityPolicy };
    return new Map(
      publicServices(topology).map((service) => [
        service.name,
        backendService({ ...shared, service, scheme: "EXTERNAL_MANAGED" }, child),
      ]),
    );
  }

  /** The domain's record: to the one address there is, or to the way that is described. */
  private point(
    name: string,
    { topology, groups, zone, backup }: LoadBalancerArgs,
    front: {
      readonly address: pulumi.Output<string>;
      readonly certificateMap: pulumi.Output<string>;
      readonly tls: pulumi.Output<string>;
    },
    child: ReturnType<typeof childOf>,
  ): void {
    const { edge } = topology;
    if (!edge) {
      const { domain } = topology.system;
      const rrdatas = [front.address];
      new gcp.dns.RecordSet(
        name,
        { managedZone: zone, name: `${domain}.`, type: "A", ttl: 300, rrdatas },
        child,
      );
      return;
    }
    const { certificateMap, tls } = front;
    const bypass = new Bypass(
      `${name}-${BYPASS}`,
      { topology, groups, certificateMap, tls },
      child,
    );
    const addresses = {
      front: front.address,
      bypass: bypass.address,
      // The home region's own, which is there as soon as an edge is described.
      backup: backup ?? front.address,
    };
    new EdgeRecord(name, { topology, edge, zone, addresses }, child);
  }
}
