import { clusterName, namespaceName, trialName } from "../../topology/naming";
import type { Topology } from "../../topology/model";
import type { Scale } from "./call-compute";
import type { Context } from "./context";
import type { Known } from "../observed";
import { known, type Looking, ONCE } from "./looking";
import { type Asked, type Document, numberAt, textAt } from "./rest";

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

/** How many pods there may not be fewer than, how many there are, and whether all are on one version. */
export async function podsSeen(
  looking: Looking,
  { naming, regions }: Topology,
  service: string,
  region: string,
): Promise<{
  readonly least: number;
  readonly running: number;
  readonly current: Known<boolean>;
}> {
  const { rest, hosts } = looking;
  const endpoint = await endpointOf(looking, naming, region, ONCE);
  const namespace = namespaceName(naming);
  const deployed = (name: string) =>
    rest.ask("GET", hosts.deployment(endpoint, namespace, name), ONCE);
  const isTried = regions[region]?.cluster?.pods[service]?.canary !== undefined;
  const [scaler, current] = await Promise.all([
    rest.ask("GET", hosts.podScaler(endpoint, namespace, service), ONCE),
    known(async () => {
      if (!isRolledOut(await deployed(service))) return false;
      return !isTried || isUp(await deployed(trialName(service)));
    }),
  ]);
  return {
    least: numberAt(scaler, "spec.minReplicas"),
    running: numberAt(scaler, "status.currentReplicas"),
    current,
  };
}

/**
 * Whether no pod of another version is left. New ones that don't get ready keep the old ones there; what
 * was asked for last may not have been looked at yet. Numbers that are 0 are left out of the answer.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status
 */
function isRolledOut(deployment: Document): boolean {
  const seen = numberAt(deployment, "status.observedGeneration");
  const updated = numberAt(deployment, "status.updatedReplicas");
  return (
    seen >= numberAt(deployment, "metadata.generation") &&
    updated >= numberAt(deployment, "status.replicas")
  );
}

/** Whether all pods of a version on trial are up: it has no old ones that would stay. */
function isUp(deployment: Document): boolean {
  const available = numberAt(deployment, "status.availableReplicas");
  return isRolledOut(deployment) && available >= numberAt(deployment, "spec.replicas");
}

async function scalerOf(
  calls: Calls,
  { naming }: Topology,
  service: string,
  region: string,
): Promise<string> {
  const endpoint = await endpointOf(calls, naming, region);
  return calls.hosts.podScaler(endpoint, namespaceName(naming), service);
}

async function endpointOf(
  { rest, hosts }: Calls,
  naming: Topology["naming"],
  region: string,
  asked: Asked = {},
): Promise<string> {
  const cluster = await rest.ask("GET", hosts.cluster(region, clusterName(naming, region)), asked);
  const endpoint = textAt(cluster, "controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint");
  if (endpoint === "") throw new Error(`the cluster in ${region} has no DNS endpoint`);
  return endpoint;
}
