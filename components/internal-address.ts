import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { RegionPart } from "../topology/model";
import { internalAddressName, type Naming } from "../topology/naming";
import { childOf } from "./options";

export interface InternalAddressArgs {
  readonly region: RegionPart;
  readonly naming: Naming;
  readonly network: pulumi.Input<string>;
  readonly subnet: pulumi.Input<string>;
  /** Subnet that the region's proxies take their addresses from. */
  readonly proxies: pulumi.Resource;
  /** Link of the proxy that the home region's stack owns. */
  readonly proxy: pulumi.Input<string>;
}

/**
 * Where a region's clients find the internal services: an address that the plan reserves, so that
 * the record over all regions is right before this region stands.
 *
 * Survives the loss of a zone. In standby it costs its forwarding rule by the hour. Doesn't cover
 * the loss of its region, with which it goes; the record then answers with another's.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { naming } = topology;
 * const { network } = shared;
 * const within = new RegionNetwork("us-central1", { region, naming, network, pods: false });
 * const { subnet, proxies } = within;
 * const args = { region, naming, network, subnet, proxies, proxy: "proxy-link" };
 * new InternalAddress("internal-us-central1", args);
 * // registers compute.Address, compute.GlobalForwardingRule
 */
export class InternalAddress extends pulumi.ComponentResource {
  /** The address inside the network. */
  readonly address: string;

  constructor(name: string, args: InternalAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:InternalAddress", name, {}, opts);
    const { region, naming, network, subnet, proxies, proxy } = args;
    const child = childOf(this, opts);
    this.address = region.ranges.loadBalancer;
    const reserved = new gcp.compute.Address(
      name,
      {
        name: internalAddressName(naming, region.name),
        region: region.name,
        addressType: "INTERNAL",
        purpose: "GCE_ENDPOINT",
        subnetwork: subnet,
        address: this.address,
      },
      child,
    );
    new gcp.compute.GlobalForwardingRule(
      name,
      {
        name: internalAddressName(naming, region.name),
        loadBalancingScheme: "INTERNAL_MANAGED",
        ipProtocol: "TCP",
        portRange: "443",
        ipAddress: reserved.name.apply(() => this.address),
        network,
        subnetwork: subnet,
        target: proxy,
      },
      { parent: this, dependsOn: [proxies] },
    );
    this.registerOutputs({ address: this.address });
  }
}
