import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { publicServices } from "../topology/services";
import { type OwnGroups, backendService } from "./backend";
import { openGlobally } from "./entrance";
import { Firewall } from "./firewall";
import { childOf } from "./options";

export interface BypassArgs {
  readonly topology: Topology;
  /** Groups of this stack's region, by link. */
  readonly groups: OwnGroups;
  /** Link of the certificate map, and of the TLS policy, that the front has too. */
  readonly certificateMap: pulumi.Input<string>;
  readonly tls: pulumi.Input<string>;
}

/**
 * The way past CDN and inspection: a global address of its own, and before the same groups backends
 * that cache nothing and ask only how fast a client comes.
 *
 * For the day when the cache holds something wrong, or a rule against attacks refuses users: it
 * survives both, and the loss of a region, as the front does. Still TLS only and limited by client.
 * Costs its rules by the hour and a policy by the month, used or not; nothing in the standby
 * region. Doesn't cover the loss of the global load balancer, which it shares with the front; the
 * backup load balancers do.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * const front = { certificateMap: "certificate-map", tls: "tls-policy" };
 * new Bypass("api-platform-bypass", { topology, groups: {}, ...front });
 * // registers Firewall, compute.GlobalAddress, compute.URLMap, compute.HealthCheck,
 * // compute.TargetHttpProxy, compute.GlobalForwardingRule, compute.BackendService,
 * // compute.TargetHttpsProxy
 */
export class Bypass extends pulumi.ComponentResource {
  /** The public address. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: BypassArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Bypass", name, {}, opts);
    const { topology, groups, certificateMap, tls } = args;
    const child = childOf(this, opts);
    const address = new gcp.compute.GlobalAddress(name, {}, { ...child, protect: true });
    const { policy } = new Firewall(name, { inspects: false }, child);
    const shared = { naming: topology.naming, own: groups, securityPolicy: policy };
    const backends = new Map(
      publicServices(topology).map((service) => [
        service.name,
        backendService({ ...shared, service, scheme: "EXTERNAL_MANAGED", past: true }, child),
      ]),
    );
    openGlobally(name, { topology, address: address.id, backends, certificateMap, tls }, child);
    this.address = address.address;
    this.registerOutputs({ address: this.address });
  }
}
