import type { Cloud } from "../cloud";
import type { JsonObject } from "../json";
import { effective } from "../kinds/effective";
import { blocksAt, byLink, lastPart, textAt, textsAt } from "../kinds/lookup";
import type { CloudResource } from "../model";

/** Why a request gets no further than the way in. */
export type NoRoute = "no-name" | "no-front-end" | "region-lost" | "no-certificate" | "no-service";

/** The backend service that answers, or why there is none. */
export type Route = { readonly service: CloudResource } | { readonly fails: NoRoute };

/** The forwarding rules of an address that take TLS. */
export function frontends(cloud: Cloud, address: string): readonly CloudResource[] {
  const found: CloudResource[] = [];
  for (const rule of cloud.all("compute.GlobalForwardingRule")) {
    if (rule.readyAt > cloud.now && rule.revision === 1) continue;
    if (textAt(rule.properties, "portRange")?.split("-")[0] !== "443") continue;
    const given = rule.properties["ipAddress"];
    const named = byLink(cloud, given)?.properties["address"] ?? given;
    if (named === address) found.push(rule);
  }
  return found;
}

/** Follows an address to the service that answers a host and a path. */
export function routeTo(cloud: Cloud, address: string, host: string, path: string): Route {
  const [rule] = frontends(cloud, address);
  const proxy = rule && byLink(cloud, rule.properties["target"]);
  if (!rule || !proxy) return { fails: "no-front-end" };
  const subnet = byLink(cloud, rule.properties["subnetwork"]);
  if (subnet && cloud.faults.isLost(subnet.location)) return { fails: "region-lost" };
  if (!isCertified(cloud, proxy, host)) return { fails: "no-certificate" };
  const map = byLink(cloud, proxy.properties["urlMap"]);
  const service = map && byLink(cloud, serviceFor(effective(map) ?? {}, host, path));
  return service ? { service } : { fails: "no-service" };
}

/** What a URL map says to a host and a path: the longest path that fits, else the default. */
function serviceFor(map: JsonObject, host: string, path: string) {
  const rule = blocksAt(map, "hostRules").find(({ hosts }) =>
    textsAt({ hosts: hosts ?? null }, "hosts").some((pattern) => covers(pattern, host)),
  );
  const matcher = blocksAt(map, "pathMatchers").find(({ name }) => name === rule?.["pathMatcher"]);
  if (!rule || !matcher) return map["defaultService"];
  let best = { length: -1, service: matcher["defaultService"] };
  for (const { paths = null, service } of blocksAt(matcher, "pathRules")) {
    for (const pattern of textsAt({ paths }, "paths")) {
      if (pattern.length > best.length && fits(pattern, path)) {
        best = { length: pattern.length, service };
      }
    }
  }
  return best.service;
}

/** `/a/*` fits `/a` too. */
function fits(pattern: string, path: string): boolean {
  if (!pattern.endsWith("/*")) return pattern === path;
  const lead = pattern.slice(0, -2);
  return path === lead || path.startsWith(`${lead}/`);
}

/** `*.example.com` covers one label, as certificates do. */
function covers(pattern: string, host: string): boolean {
  if (pattern === "*" || pattern === host) return true;
  const dot = host.indexOf(".");
  return dot > 0 && pattern === `*${host.slice(dot)}`;
}

/** Whether a proxy has a certificate for a host that is issued. */
function isCertified(cloud: Cloud, proxy: CloudResource, host: string): boolean {
  return cloud.referredTo(proxy).some((own) => {
    if (own.kind === "certificatemanager.CertificateMap") return hasEntry(cloud, own, host);
    return isFor(own, host, cloud.now);
  });
}

function hasEntry(cloud: Cloud, map: CloudResource, host: string): boolean {
  for (const entry of cloud.all("certificatemanager.CertificateMapEntry")) {
    const { properties } = entry;
    if (lastPart(textAt(properties, "map") ?? "") !== map.name.split("/").at(-1)) continue;
    const name = textAt(properties, "hostname") ?? "*";
    if (!covers(name, host)) continue;
    if (cloud.referredTo(entry).some((own) => isFor(own, host, cloud.now))) return true;
  }
  return false;
}

const CERTIFICATES = [
  "certificatemanager.Certificate",
  "compute.ManagedSslCertificate",
  "compute.SSLCertificate",
];

/** One whose names aren't declared covers whatever its owner says. */
function isFor({ kind, properties, readyAt }: CloudResource, host: string, now: number): boolean {
  if (!CERTIFICATES.includes(kind) || readyAt > now) return false;
  const domains = textsAt(blocksAt(properties, "managed")[0], "domains");
  return domains.length === 0 || domains.some((name) => covers(name, host));
}
