import { regionOf } from "../address";
import type { Cloud } from "../cloud";
import type { JsonObject } from "../json";
import { timingOf } from "../kinds/compute/check";
import { lostSince } from "../kinds/dns/record-set";
import { blocksAt, byLink, lastPart, numberAt, textAt, textsAt } from "../kinds/lookup";
import { distance } from "./distance";
import { frontends } from "./front-end";
import type { Client } from "./client";

/** What a record with a routing policy answers: failover, by place, or by weight. */
export function byPolicy(cloud: Cloud, client: Client, policy: JsonObject): string | undefined {
  const failover = blocksAt(policy, "primaryBackup")[0];
  if (failover) return firstHealthy(cloud, client, failover);
  const places = blocksAt(policy, "geos");
  if (places.length > 0) return nearest(cloud, client, places);
  return weighted(cloud, client, blocksAt(policy, "wrrs"));
}

/** The first of the primary's addresses that is healthy, else a backup's; all dead: the primary's. */
function firstHealthy(cloud: Cloud, client: Client, failover: JsonObject): string | undefined {
  const primary = blocksAt(failover, "primary")[0];
  const addresses = endpointsOf(primary);
  const healthy = addresses.find((address) => isHealthy(cloud, address));
  return healthy ?? nearest(cloud, client, blocksAt(failover, "backupGeos")) ?? addresses[0];
}

/** The healthy address that is nearest to the client. */
function nearest(
  cloud: Cloud,
  { region }: Client,
  items: readonly JsonObject[],
): string | undefined {
  const far = (item: JsonObject) => distance(region, textAt(item, "location") ?? "");
  for (const item of [...items].sort((a, b) => far(a) - far(b))) {
    const found = healthyOf(cloud, item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function weighted(cloud: Cloud, client: Client, items: readonly JsonObject[]): string | undefined {
  const open = items.flatMap((item) => {
    const address = healthyOf(cloud, item);
    return address === undefined ? [] : [{ address, weight: numberAt(item, "weight") ?? 0 }];
  });
  const total = open.reduce((sum, { weight }) => sum + weight, 0);
  let left = cloud.chance("dns", client.id, cloud.now) * total;
  return open.find(({ weight }) => (left -= weight) < 0)?.address;
}

function healthyOf(cloud: Cloud, item: JsonObject): string | undefined {
  const targets = endpointsOf(blocksAt(item, "healthCheckedTargets")[0]);
  return [...textsAt(item, "rrdatas"), ...targets.filter((one) => isHealthy(cloud, one))][0];
}

/** Addresses that are checked: internal load balancers', and those that the internet sees. */
function endpointsOf(targets: JsonObject | undefined): readonly string[] {
  const internal = blocksAt(targets, "internalLoadBalancers").flatMap(
    (target) => textAt(target, "ipAddress") ?? [],
  );
  return [...internal, ...textsAt(targets, "externalEndpoints")];
}

/**
 * Whether a load balancer's address answers as far as DNS knows. An internal one's proxies go with
 * their region, and that is noticed after as many failed checks as its own backends are given; a
 * global one answers wherever its backends are.
 */
function isHealthy(cloud: Cloud, address: string): boolean {
  const [rule] = frontends(cloud, address);
  if (!rule) return false;
  const region = regionOfSubnet(textAt(rule.properties, "subnetwork") ?? "");
  const since = lostSince(cloud, region);
  return since === undefined || cloud.now < since + noticed(cloud);
}

function regionOfSubnet(link: string): string {
  return regionOf(/\/regions\/([^/]+)\//.exec(link)?.[1] ?? lastPart(link));
}

/** How long it takes to see that an internal address is dead, in milliseconds. */
function noticed(cloud: Cloud): number {
  for (const service of cloud.all("compute.BackendService")) {
    if (service.properties["loadBalancingScheme"] !== "INTERNAL_MANAGED") continue;
    const check = byLink(cloud, textsAt(service.properties, "healthChecks")[0]);
    if (!check) continue;
    const { interval, unhealthy, timeout } = timingOf(check);
    return (unhealthy - 1) * interval + timeout;
  }
  return 0;
}
