import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { publicServices } from "../topology/services";
import { type OwnGroups, backendService } from "./backend";
import { Certificate } from "./certificate";
import { Firewall } from "./firewall";
import { childOf } from "./options";

export interface LoadBalancerArgs {
  readonly topology: Topology;
  readonly region: string;
  /** Groups of this stack's region, by service. */
  readonly groups: OwnGroups;
  /** Name of the public zone, which proves that the domain is ours and holds its address. */
  readonly zone: pulumi.Input<string>;
}

/**
 * The way in for users: a global external Application Load Balancer in front of all public services.
 *
 * Survives the loss of a region: one address, announced everywhere, sends each request to the
 * nearest region that serves and has room. Costs its rules by the hour, and what it passes by the
 * gigabyte. TLS only; plain HTTP is answered with a redirect. The certificate is authorised by DNS,
 * so it is there before the first user and does not hang on any region. Does not protect against a
 * mistake in its own configuration, which is global.
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
    const firewall = new Firewall(name, {}, child);
    const backends = this.backends(args, firewall.policy, child);
    const urls = new gcp.compute.URLMap(name, urlMapInputs(topology, backends), {
      parent: this,
    });
    const certificate = new Certificate(name, { domain, zone, scope: "public" }, child);
    const tls = new gcp.compute.SSLPolicy(
      name,
      { profile: "RESTRICTED", minTlsVersion: "TLS_1_2" },
      child,
    );
    const proxy = new gcp.compute.TargetHttpsProxy(
      name,
      {
        urlMap: urls.id,
        certificateMap: certificate.map,
        sslPolicy: tls.id,
        quicOverride: "ENABLE",
      },
      { parent: this },
    );
    this.rule(name, "443", proxy.id, address.id);
    this.redirect(`${name}-http`, address.id, child);
    new gcp.dns.RecordSet(
      name,
      { managedZone: zone, name: `${domain}.`, type: "A", ttl: 300, rrdatas: [address.address] },
      child,
    );
    this.address = address.address;
    this.registerOutputs({ address: this.address });
  }

  private backends(
    { topology, region, groups }: LoadBalancerArgs,
    securityPolicy: pulumi.Input<string>,
    child: pulumi.CustomResourceOptions,
  ): ReadonlyMap<string, gcp.compute.BackendService> {
    const shared = { naming: topology.naming, region, own: groups, securityPolicy };
    return new Map(
      publicServices(topology).map((service) => [
        service.name,
        backendService({ ...shared, service, scheme: "EXTERNAL_MANAGED" }, child),
      ]),
    );
  }

  private rule(
    name: string,
    port: "80" | "443",
    target: pulumi.Input<string>,
    ipAddress: pulumi.Input<string>,
  ): void {
    new gcp.compute.GlobalForwardingRule(
      name,
      {
        loadBalancingScheme: "EXTERNAL_MANAGED",
        ipProtocol: "TCP",
        portRange: port,
        ipAddress,
        target,
      },
      { parent: this },
    );
  }

  private redirect(
    name: string,
    address: pulumi.Input<string>,
    child: pulumi.CustomResourceOptions,
  ): void {
    const urls = new gcp.compute.URLMap(
      name,
      {
        defaultUrlRedirect: {
          httpsRedirect: true,
          stripQuery: false,
          redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT",
        },
      },
      child,
    );
    const proxy = new gcp.compute.TargetHttpProxy(name, { urlMap: urls.id }, { parent: this });
    this.rule(name, "80", proxy.id, address);
  }
}

const CATCH_ALL = "/*";

/** Requests go to the service that names their path; the one that names `/*` gets the rest. */
function urlMapInputs(
  topology: Topology,
  backends: ReadonlyMap<string, gcp.compute.BackendService>,
): gcp.compute.URLMapArgs {
  const services = publicServices(topology);
  const rest = services.find(({ spec }) => spec.public?.paths.includes(CATCH_ALL));
  const defaultService = backends.get(rest?.name ?? "")?.id ?? "";
  const pathRules = services.flatMap(({ name, spec }) => {
    const paths = spec.public?.paths.filter((path) => path !== CATCH_ALL) ?? [];
    const service = backends.get(name)?.id;
    return paths.length > 0 && service ? [{ paths, service }] : [];
  });
  if (pathRules.length === 0) return { defaultService };
  const matcher = "paths";
  return {
    defaultService,
    hostRules: [{ hosts: [topology.system.domain], pathMatcher: matcher }],
    pathMatchers: [{ name: matcher, defaultService, pathRules }],
  };
}
