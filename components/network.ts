import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { RegionPart, Topology } from "../topology/model";
import { fenceName, networkLink, networkName } from "../topology/naming";
import { childOf, named } from "./options";

export interface NetworkArgs {
  readonly topology: Topology;
}

/** Carried by every instance that a load balancer sends to. */
export const BACKEND_TAG = "backend";

/** Google's load balancers and health checks; source: provider, data_source_google_netblock_ip_ranges.go. */
export const GOOGLE_PROBES = ["35.191.0.0/16", "130.211.0.0/22"];
/** Identity-Aware Proxy, the only way to a shell; same source. */
const IAP = ["35.235.240.0/20"];

/** A fence comes before every other rule. */
const FENCE_PRIORITY = 0;

/**
 * The one global network, its firewall and the range that managed services take addresses from.
 *
 * Survives the loss of any region. Costs only what its firewall logs hold, in standby too. In come
 * health checks, load balancers, the internal proxies of every region and, for shells,
 * Identity-Aware Proxy; nothing else. A fence stands ready for each region and is switched on while
 * it is lost: then its instances neither reach anything nor are reached, whatever state they come
 * back in. Doesn't cover a mistake in its own rules, which holds for all regions at once. Subnets
 * belong to each region's own stack.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new Network("online-bank", { topology });
 * // registers compute.Network, compute.GlobalAddress, compute.Firewall,
 * // servicenetworking.Connection
 */
export class Network extends pulumi.ComponentResource {
  /** Link of the network. */
  readonly link: pulumi.Input<string>;
  /** What has to exist before a managed service can have a private address. */
  readonly privateServices: gcp.servicenetworking.Connection;

  constructor(name: string, { topology }: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Network", name, {}, opts);
    const child = childOf(this, opts);
    const network = new gcp.compute.Network(
      name,
      {
        name: networkName(topology.naming),
        autoCreateSubnetworks: false,
        routingMode: "GLOBAL",
      },
      { ...child, protect: true },
    );
    this.link = named(networkLink(topology.naming), network);
    for (const [rule, inputs] of Object.entries(firewall(topology))) {
      new gcp.compute.Firewall(rule, { ...inputs, network: this.link }, { parent: this });
    }
    this.privateServices = this.connect(name, topology);
    this.registerOutputs({ link: this.link });
  }

  private connect(name: string, topology: Topology): gcp.servicenetworking.Connection {
    const [address, prefix] = topology.privateServices.split("/");
    const range = new gcp.compute.GlobalAddress(
      `${name}-private-services`,
      {
        purpose: "VPC_PEERING",
        addressType: "INTERNAL",
        address: address ?? "",
        prefixLength: Number(prefix),
        network: this.link,
      },
      { parent: this, protect: true },
    );
    return new gcp.servicenetworking.Connection(
      name,
      {
        network: this.link,
        service: "servicenetworking.googleapis.com",
        reservedPeeringRanges: [range.name],
        // Google refuses to delete it for days after the last database is gone.
        deletionPolicy: "ABANDON",
      },
      { parent: this, protect: true },
    );
  }
}

type Rule = Omit<gcp.compute.FirewallArgs, "network">;

function firewall(topology: Topology): Readonly<Record<string, Rule>> {
  const { services, regions, naming } = topology;
  const ports = [
    ...new Set(
      Object.values(services).flatMap(({ spec }) => ("port" in spec.runs ? [spec.runs.port] : [])),
    ),
  ].sort((a, b) => a - b);
  const deployed = Object.values(regions).filter(({ state }) => state !== "planned");
  const proxies = deployed.map(({ ranges }) => ranges.proxies);
  // Of all regions, since a planned one's own stack makes them; a lost one's instances are fenced.
  const edgeProxies = Object.values(regions).map(({ ranges }) => ranges.edgeProxies);
  const fences = deployed.flatMap(
    ({ name, state }) =>
      [
        [
          `fence-${name}-in`,
          {
            ...fence(name, state),
            name: fenceName(naming, name, "in"),
            direction: "INGRESS",
            sourceRanges: ["0.0.0.0/0"],
          },
        ],
        [
          `fence-${name}-out`,
          {
            ...fence(name, state),
            name: fenceName(naming, name, "out"),
            direction: "EGRESS",
            destinationRanges: ["0.0.0.0/0"],
          },
        ],
      ] satisfies [string, Rule][],
  );
  return {
    "health-checks": allow("Google's load balancers and health checks", GOOGLE_PROBES, ports),
    "internal-proxies": allow("Proxies of the internal load balancer", proxies, ports),
    ...(topology.edge
      ? { "edge-proxies": allow("Proxies of the backup load balancers", edgeProxies, ports) }
      : {}),
    shell: allow("Shells through Identity-Aware Proxy", IAP, [22]),
    ...Object.fromEntries(fences),
  };
}

function allow(description: string, sourceRanges: string[], ports: readonly number[]): Rule {
  return {
    description,
    direction: "INGRESS",
    sourceRanges,
    targetTags: [BACKEND_TAG],
    allows: [{ protocol: "tcp", ports: ports.map(String) }],
    logConfig: { metadata: "EXCLUDE_ALL_METADATA" },
  };
}

/**
 * Instances carry their region as a tag, so one rule reaches all of them. It stands ready for every
 * region, switched off: to lose one is then a single change in place, which a recovery can make
 * while nothing else works, and which the description agrees with afterwards.
 */
function fence(region: string, state: RegionPart["state"]): Rule {
  return {
    description: `Switched on while ${region} is lost: nothing of it may act`,
    disabled: state !== "lost",
    priority: FENCE_PRIORITY,
    targetTags: [region],
    denies: [{ protocol: "all" }],
    logConfig: { metadata: "EXCLUDE_ALL_METADATA" },
  };
}
