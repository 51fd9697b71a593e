import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import type { childOf } from "./options";
import { REDIRECT, routes } from "./url-map";

export interface EntranceArgs {
  readonly topology: Topology;
  /** Link of the global address. */
  readonly address: pulumi.Input<string>;
  readonly backends: ReadonlyMap<string, gcp.compute.BackendService>;
  /** Link of the certificate map. */
  readonly certificateMap: pulumi.Input<string>;
  /** Link of the backend bucket of pages that stand in for a service. @default none stands in */
  readonly errors?: pulumi.Input<string> | undefined;
  /** Link of the TLS policy. */
  readonly tls: pulumi.Input<string>;
}

type Child = ReturnType<typeof childOf>;

/** What answers on a global address: TLS to the services by their paths, plain HTTP by a redirect. */
export function openGlobally(name: string, args: EntranceArgs, child: Child): void {
  const { topology, address, backends, certificateMap, tls, errors } = args;
  const under = { parent: child.parent };
  const ids = new Map([...backends].map(([service, { id }]) => [service, id]));
  const urls = new gcp.compute.URLMap(name, routes(topology, ids, errors), under);
  const proxy = new gcp.compute.TargetHttpsProxy(
    name,
    { urlMap: urls.id, certificateMap, sslPolicy: tls, quicOverride: "ENABLE" },
    under,
  );
  new gcp.compute.GlobalForwardingRule(name, rule("443", proxy.id, address), under);
  const plain = `${name}-http`;
  const redirect = new gcp.compute.URLMap(plain, REDIRECT, child);
  const redirecting = new gcp.compute.TargetHttpProxy(plain, { urlMap: redirect.id }, under);
  new gcp.compute.GlobalForwardingRule(plain, rule("80", redirecting.id, address), under);
}

function rule(
  portRange: "80" | "443",
  target: pulumi.Input<string>,
  ipAddress: pulumi.Input<string>,
): gcp.compute.GlobalForwardingRuleArgs {
  return {
    loadBalancingScheme: "EXTERNAL_MANAGED",
    ipProtocol: "TCP",
    portRange,
    ipAddress,
    target,
  };
}
