import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesRuntime, Service } from "../system/schema/service";
import type { Topology } from "../topology/model";
import { meshHost, type Naming, namespaceName } from "../topology/naming";
import { GOOGLE_PROBES } from "./network";
import { podsOf } from "./pod-template";

export interface MeshRulesArgs {
  readonly topology: Topology;
  readonly name: string;
  readonly service: Service;
  readonly runs: KubernetesRuntime;
}

const NETWORKING = "networking.istio.io/v1";
const SECURITY = "security.istio.io/v1";

/** Where load balancers and their checks come from: outside the mesh, so without its certificates. */
export function callersOf({ regions }: Topology): readonly string[] {
  const standing = Object.values(regions).filter(({ state }) => state !== "lost");
  return [...GOOGLE_PROBES, ...standing.map(({ ranges }) => ranges.proxies)];
}

/** Pods of the namespace take nothing but mutual TLS, unless a rule of their own says more. */
export function strictMesh(name: string, naming: Naming, opts: pulumi.CustomResourceOptions): void {
  const rule = new Rules(naming, opts);
  rule.add(`${name}-strict`, SECURITY, "PeerAuthentication", "default", {
    mtls: { mode: "STRICT" },
  });
}

/**
 * What the mesh does for one service: it breaks the circuit to pods that fail, limits what is under
 * way, gives each attempt its time and repeats what surely did nothing. Callers inside the mesh have
 * to show a certificate; the load balancers, which have none, are let in by their addresses.
 */
export function meshRules(
  name: string,
  args: MeshRulesArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { topology, name: service, runs } = args;
  const rule = new Rules(topology.naming, opts);
  const host = meshHost(topology.naming, service);
  rule.add(name, NETWORKING, "DestinationRule", service, {
    host,
    trafficPolicy: { connectionPool: connectionPool(args.service), outlierDetection: OUTLIERS },
  });
  rule.add(name, NETWORKING, "VirtualService", service, {
    hosts: [host],
    http: [{ route: [{ destination: { host } }], ...patience(args.service) }],
  });
  const selector = { matchLabels: podsOf(service) };
  rule.add(name, SECURITY, "PeerAuthentication", service, {
    selector,
    mtls: { mode: "STRICT" },
    portLevelMtls: { [String(runs.port)]: { mode: "PERMISSIVE" } },
  });
  rule.add(name, SECURITY, "AuthorizationPolicy", service, {
    selector,
    action: "DENY",
    rules: [
      {
        from: [{ source: { notPrincipals: ["*"], notIpBlocks: [...callersOf(topology)] } }],
        to: [{ operation: { ports: [String(runs.port)] } }],
      },
    ],
  });
}

/** Mesh rules of one namespace; the kind is part of the name, since all bear the service's. */
class Rules {
  constructor(
    private readonly naming: Naming,
    private readonly opts: pulumi.CustomResourceOptions,
  ) {}

  add(logical: string, apiVersion: string, kind: string, name: string, spec: object): void {
    new k8s.apiextensions.CustomResource(
      `${logical}-${KINDS[kind] ?? kind}`,
      { apiVersion, kind, metadata: { name, namespace: namespaceName(this.naming) }, spec },
      this.opts,
    );
  }
}

const KINDS: Readonly<Record<string, string>> = {
  DestinationRule: "breaker",
  VirtualService: "retries",
  PeerAuthentication: "mtls",
  AuthorizationPolicy: "callers",
};

/** A pod that fails while its probe passes is left out for a while; never more than half of them. */
const OUTLIERS = {
  consecutive5xxErrors: 5,
  consecutiveGatewayErrors: 5,
  interval: "10s",
  baseEjectionTime: "30s",
  maxEjectionPercent: 50,
};

/**
 * At the peak, requests that take a second each keep as many under way as come in a second. What is
 * slower than that gets no more of them: callers are refused at once instead of waiting with it.
 * Retries are limited to their described share of those.
 */
function connectionPool({ load, retries }: Service) {
  const underWay = Math.ceil(load?.peak ?? 1);
  return {
    tcp: { maxConnections: underWay, connectTimeout: "3s" },
    http: {
      http1MaxPendingRequests: Math.ceil(load?.perInstance ?? 1),
      http2MaxRequests: underWay,
      maxRetries: Math.max(1, Math.floor(underWay * (retries?.budget ?? 0.1))),
    },
  };
}

/** Without described retries nothing is repeated: Istio alone would do so twice. */
function patience({ retries }: Service) {
  if (!retries) return { retries: { attempts: 0 } };
  const { attempts, timeout } = retries;
  return {
    timeout: seconds(timeout * attempts),
    retries: {
      attempts: attempts - 1,
      perTryTimeout: seconds(timeout),
      // Only what the service can't have begun: anything else may write twice.
      retryOn: "connect-failure,refused-stream",
    },
  };
}

function seconds(time: number): string {
  return Number.isInteger(time) ? `${time}s` : `${Math.round(time * 1000)}ms`;
}
