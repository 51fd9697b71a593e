import { clusterName, namespaceName } from "../../topology/naming";
import type { Topology } from "../../topology/model";
import type { Scale } from "./call-compute";
import type { Context } from "./context";
import { type Looking, ONCE } from "./looking";
import { type Asked, numberAt, textAt } from "./rest";

type Calls = Pick<Looking, "rest" | "hosts">;

/** What the API server takes a change of a few fields as. */
const MERGE = "application/merge-patch+json";

/**
 * Gives the pods' autoscaler other limits, at the cluster's own address: a DNS name of Google's that
 * lets in whom IAM does. https://docs.cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
 */
export async function scalePods(
  { service, region, least, most }: Scale,
  context: Pick<Context, "rest" | "hosts" | "then">,
): Promise<void> {
  const url = await scalerOf(context, context.then, service, region);
  const body = { spec: { minReplicas: least, maxReplicas: most } };
  await context.rest.ask("PATCH", url, { body, type: MERGE });
}

/** How many pods there may not be fewer than, and how many there are. */
export async function podsSeen(
  looking: Looking,
  topology: Topology,
  service: string,
  region: string,
): Promise<{ readonly least: number; readonly running: number }> {
  const url = await scalerOf(looking, topology, service, region, ONCE);
  const scaler = await looking.rest.ask("GET", url, ONCE);
  return {
    least: numberAt(scaler, "spec.minReplicas"),
    running: numberAt(scaler, "status.currentReplicas"),
  };
}

async function scalerOf(
  { rest, hosts }: Calls,
  { naming }: Topology,
  service: string,
  region: string,
  asked: Asked = {},
): Promise<string> {
  const cluster = await rest.ask("GET", hosts.cluster(region, clusterName(naming, region)), asked);
  const endpoint = textAt(cluster, "controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint");
  if (endpoint === "") throw new Error(`the cluster in ${region} has no DNS endpoint`);
  return hosts.podScaler(endpoint, namespaceName(naming), service);
}
