import { kindOf, traitsOf } from "../system/kinds/kinds";
import type { Topology } from "./model";
import { storesUsed } from "./services";
import { flagsLink, meshHost, serviceHost, storeName, topicName, trustSecretName } from "./naming";

/**
 * What a service finds in its environment: what is described, and how it reaches what it uses.
 * Databases are named by the host that follows the writer, never by an instance's address; every
 * version of the secret is the certificate of one region's authority, and all are to be trusted.
 */
export function environmentOf(
  topology: Topology,
  service: string,
): Readonly<Record<string, string>> {
  const spec = topology.services[service]?.spec;
  if (!spec) return {};
  const stores = storesUsed(spec);
  const called = spec.dependsOn.flatMap((dependency) => dependency.service ?? []);
  const { runs } = spec;
  return Object.fromEntries([
    ...(runs.on === "workers"
      ? [[`${variable(runs.queue)}_SUBSCRIPTION`, topicName(topology.naming, runs.queue)]]
      : []),
    ...stores.flatMap((store) => storeEntries(topology, store)),
    ...called.map((name) => [`${variable(name)}_URL`, urlOf(topology, service, name)]),
    ...(Object.keys(spec.flags).length > 0
      ? [["FLAGS_PARAMETER", flagsLink(topology.naming, service)]]
      : []),
    ...Object.entries(spec.env),
  ]);
}

/**
 * Pods call pods that are wherever they are themselves through the mesh, which holds the circuit
 * breakers and encrypts; everything else is called through the load balancers, which know all regions.
 */
function urlOf(topology: Topology, caller: string, service: string): string {
  const [from, to] = [topology.services[caller]?.spec, topology.services[service]?.spec];
  const near =
    from?.runs.on === "kubernetes" &&
    to?.runs.on === "kubernetes" &&
    (to.placement === "multi-region" || to.placement === from.placement);
  return near
    ? `http://${meshHost(topology.naming, service)}`
    : `https://${hostOf(topology, service)}`;
}

/** A public service has no name inside: it is called as users call it. */
function hostOf({ services, system }: Topology, service: string): string {
  return services[service]?.spec.public ? system.domain : serviceHost(system.domain, service);
}

function storeEntries(topology: Topology, store: string): readonly (readonly [string, string])[] {
  const database = topology.databases[store];
  if (database) {
    return [
      [`${variable(store)}_HOST`, database.host],
      ...(database.reading
        ? [[`${variable(store)}_READ_HOST`, database.reading.host] as const]
        : []),
      ["DATABASE_CA_SECRET", trustSecretName(topology.naming)],
    ];
  }
  const key = variable(store);
  const { naming } = topology;
  const spec = topology.system.data[store];
  if (!spec) return [];
  const { named } = kindOf(spec);
  if (named) return [[`${key}_${named.variable}`, storeName(naming, store, named)]];
  const { residence } = traitsOf(spec, store);
  const isDisk = residence.in === "stacks" && residence.as === "disks";
  return isDisk ? [[`${key}_PATH`, mountPath(store)]] : [];
}

/** Where a disk is mounted on the instance that has it, and in its container. */
export function mountPath(store: string): string {
  return `${MOUNTS}/${store}`;
}

/** The one place that Container-Optimized OS lets one mount disks in. */
export const MOUNTS = "/mnt/disks";

function variable(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}
