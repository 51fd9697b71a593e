import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { RegionPart } from "../topology/model";
import { type Naming, proxySubnetName, subnetLink, subnetName } from "../topology/naming";
import { childOf, named } from "./options";

export interface RegionNetworkArgs {
  readonly region: RegionPart;
  readonly naming: Naming;
  /** Link of the global network. */
  readonly network: pulumi.Input<string>;
  /** Whether clusters may stand in the region, now or in another mode. */
  readonly pods: boolean;
}

/** Names of the ranges in the subnet that a cluster takes addresses from. */
export const POD_RANGE = "pods";
export const SERVICE_RANGE = "services";

/**
 * A region's subnets and its way out.
 *
 * Survives the loss of a zone: subnets, router and NAT are regional. In standby it costs the NAT's
 * hourly price for each instance that runs. Instances have no public address; they reach Google's
 * APIs privately and everything else through the NAT, whose ports grow with need. Doesn't cover the
 * loss of its region, nor somebody outside who lets in single addresses only: those of a NAT are
 * given out by Google.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { naming } = topology;
 * new RegionNetwork("us-central1", { region, naming, network: shared.network, pods: false });
 * // registers compute.Router, compute.Subnetwork, compute.RouterNat
 */
export class RegionNetwork extends pulumi.ComponentResource {
  /** Link of the subnet that instances stand in. */
  readonly subnet: pulumi.Input<string>;
  /** Subnet of the internal load balancer's proxies, which must exist before its address serves. */
  readonly proxies: gcp.compute.Subnetwork;

  constructor(name: string, args: RegionNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:RegionNetwork", name, {}, opts);
    const { region, naming, network } = args;
    const child = childOf(this, opts);
    const subnet = new gcp.compute.Subnetwork(name, subnetInputs(args), child);
    this.subnet = named(subnetLink(naming, region.name), subnet);
    this.proxies = new gcp.compute.Subnetwork(`proxies-${name}`, proxyInputs(args), child);
    const router = new gcp.compute.Router(name, { region: region.name, network }, child);
    new gcp.compute.RouterNat(
      name,
      { ...natInputs(region.name), router: router.name },
      { parent: this },
    );
    this.registerOutputs({ subnet: this.subnet });
  }
}

function subnetInputs(args: RegionNetworkArgs): gcp.compute.SubnetworkArgs {
  const { region, naming, network, pods } = args;
  return {
    name: subnetName(naming, region.name),
    region: region.name,
    network,
    ipCidrRange: region.ranges.subnet,
    privateIpGoogleAccess: true,
    ...(pods ? { secondaryIpRanges: clusterRanges(region) } : {}),
    // A tenth of the flows in steps of five minutes: enough to see who talks to whom, at a hundredth of the price.
    logConfig: {
      aggregationInterval: "INTERVAL_5_MIN",
      flowSampling: 0.1,
      metadata: "INCLUDE_ALL_METADATA",
    },
  };
}

function clusterRanges({ ranges }: RegionPart) {
  return [
    { rangeName: POD_RANGE, ipCidrRange: ranges.pods },
    { rangeName: SERVICE_RANGE, ipCidrRange: ranges.services },
  ];
}

function proxyInputs({ region, naming, network }: RegionNetworkArgs): gcp.compute.SubnetworkArgs {
  return {
    name: proxySubnetName(naming, region.name),
    region: region.name,
    network,
    ipCidrRange: region.ranges.proxies,
    purpose: "GLOBAL_MANAGED_PROXY",
    role: "ACTIVE",
  };
}

function natInputs(region: string): Omit<gcp.compute.RouterNatArgs, "router"> {
  return {
    region,
    natIpAllocateOption: "AUTO_ONLY",
    sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
    enableDynamicPortAllocation: true,
    enableEndpointIndependentMapping: false,
    minPortsPerVm: 64,
    maxPortsPerVm: 4096,
    logConfig: { enable: true, filter: "ERRORS_ONLY" },
  };
}
