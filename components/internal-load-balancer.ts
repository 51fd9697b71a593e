import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { ServicePart, Topology } from "../topology/model";
import {
  internalProxyLink,
  internalProxyName,
  serviceDomain,
  serviceHost,
} from "../topology/naming";
import { internalServices } from "../topology/services";
import { type OwnGroups, backendService } from "./backend";
import { Certificate } from "./certificate";
import { childOf, named } from "./options";

export interface InternalLoadBalancerArgs {
  readonly topology: Topology;
  /** Groups of this stack's region, by link. */
  readonly groups: OwnGroups;
  /** Name of the public zone, which proves that the domain is ours. */
  readonly zone: pulumi.Input<string>;
}

/**
 * The way between services: a cross-region internal Application Load Balancer.
 *
 * Survives the loss of a region: every standing region has an address of its own (in its own
 * stack), and whichever is asked sends requests to a region that serves. Costs its proxies by the
 * hour, in standby for each region, and what they pass by the gigabyte. TLS only, under names that
 * Google certifies. Doesn't cover a mistake in its own configuration, which is one for all regions.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { publicZone: zone } = shared;
 * new InternalLoadBalancer("online-bank-internal", { topology, groups: {}, zone });
 * // registers Certificate, compute.HealthCheck, compute.BackendService, compute.URLMap,
 * // compute.TargetHttpsProxy
 */
export class InternalLoadBalancer extends pulumi.ComponentResource {
  /** Link of the proxy that each region's address sends to. */
  readonly proxy: pulumi.Input<string>;

  constructor(
    name: string,
    args: InternalLoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("standby:index:InternalLoadBalancer", name, {}, opts);
    const { topology, groups, zone } = args;
    const { naming, system } = topology;
    const child = childOf(this, opts);
    const backends = internalServices(topology).map((service) => ({
      service,
      backend: backendService({ service, naming, own: groups, scheme: "INTERNAL_MANAGED" }, child),
    }));
    const urls = new gcp.compute.URLMap(name, urlMapInputs(system.domain, backends), {
      parent: this,
    });
    const certificate = new Certificate(
      name,
      { domain: serviceDomain(system.domain), zone, scope: "internal" },
      child,
    );
    const proxy = new gcp.compute.TargetHttpsProxy(
      name,
      {
        name: internalProxyName(naming),
        urlMap: urls.id,
        certificateManagerCertificates: [certificate.id],
      },
      { parent: this },
    );
    this.proxy = named(internalProxyLink(naming), proxy);
    this.registerOutputs({ proxy: this.proxy });
  }
}

interface Route {
  readonly service: ServicePart;
  readonly backend: gcp.compute.BackendService;
}

/** Each service answers to its own name; a map must have a default, so that is the first of them. */
function urlMapInputs(domain: string, routes: readonly Route[]): gcp.compute.URLMapArgs {
  return {
    defaultService: routes[0]?.backend.id ?? "",
    hostRules: routes.map(({ service }) => ({
      hosts: [serviceHost(domain, service.name)],
      pathMatcher: service.name,
    })),
    pathMatchers: routes.map(({ service, backend }) => ({
      name: service.name,
      defaultService: backend.id,
    })),
  };
}
