import { regionIndex } from "./places";

/** Address ranges of one region; none of them overlaps another, in this or any other region. */
export interface RegionRanges {
  /** Instances and nodes. */
  readonly subnet: string;
  /** Address in the subnet that the internal load balancer keeps. */
  readonly loadBalancer: string;
  /** Proxies of the internal load balancer; only a firewall rule and Google use it. */
  readonly proxies: string;
  readonly pods: string;
  readonly services: string;
  readonly controlPlane: string;
  /** Proxies of the backup load balancer. */
  readonly edgeProxies: string;
}

/** Blocks the private range is cut into: one for each region there is or will be, the last for Google's services. */
const BLOCKS = 64;
const BLOCK_BITS = 6;

/** Range that Cloud SQL and other managed services of all regions take their addresses from. */
export function privateServicesRange(base: string): string {
  const block = blockOf(base, BLOCKS - 1);
  return format(block.address, Math.max(block.prefix, 16));
}

/** The address plan of a region: it follows from the region's name alone, so that a new region moves no other. */
export function regionRanges(base: string, region: string): RegionRanges {
  const { address, prefix } = blockOf(base, regionIndex(region));
  const half = 2 ** (32 - prefix - 1);
  const quarter = half / 2;
  const pods = address;
  const subnet = address + half;
  const rest = subnet + quarter;
  const services = rest;
  const proxies = rest + quarter / 2;
  const controlPlane = proxies + 512;
  const edgeProxies = controlPlane + 512;
  return {
    subnet: format(subnet, prefix + 2),
    // The first addresses of a subnet are Google's, low ones are what instances get first.
    loadBalancer: dotted(subnet + quarter - 10),
    proxies: format(proxies, 23),
    pods: format(pods, prefix + 1),
    services: format(services, prefix + 4),
    controlPlane: format(controlPlane, 28),
    edgeProxies: format(edgeProxies, 23),
  };
}

/** First and last address of a range, as numbers. */
export function bounds(range: string): readonly [number, number] {
  const { address, prefix } = parse(range);
  return [address, address + 2 ** (32 - prefix) - 1];
}

function blockOf(base: string, index: number): { address: number; prefix: number } {
  const { address, prefix } = parse(base);
  const block = prefix + BLOCK_BITS;
  return { address: address + index * 2 ** (32 - block), prefix: block };
}

function parse(range: string): { address: number; prefix: number } {
  const [ip = "", prefix = ""] = range.split("/");
  const address = ip.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { address, prefix: Number(prefix) };
}

function format(address: number, prefix: number): string {
  return `${dotted(address)}/${prefix}`;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
