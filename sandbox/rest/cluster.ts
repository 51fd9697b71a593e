import { type Cloud, idOf } from "../cloud";
import { CloudError } from "../error";
import { at, isObject, type JsonObject } from "../json";
import { type Machine, staying, stateOf } from "../kinds/compute/machine";
import { DEPLOYMENT, podTemplateOf } from "../kinds/kubernetes/deployment";
import type { CloudResource } from "../model";
import { ASKED } from "./fetch";
import { documentOf, type Matched, partOf, type RestAnswer, type Route } from "./route";

const SCALER =
  "/apis/autoscaling/v2/namespaces/{namespace}/horizontalpodautoscalers/{name}" as const;

/** GKE, and of a cluster's own API the autoscalers of pods. */
export const clusterRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/projects/{project}/locations/{place}/clusters/{name}",
    answer: (request, cloud) => shownCluster(request, cloud),
  },
  { method: "GET", path: SCALER, answer: (request, cloud) => shownScaler(request, cloud) },
  { method: "PATCH", path: SCALER, answer: change },
  {
    method: "GET",
    path: "/apis/apps/v1/namespaces/{namespace}/deployments/{name}",
    answer: (request, cloud) => shownDeployment(request, cloud),
  },
];

function shownCluster({ at }: Matched, cloud: Cloud): RestAnswer {
  const { project = "", place = "", name = "" } = at;
  const cluster = cloud.get({ kind: "container.Cluster", project, location: place, name });
  const dnsEndpointConfig = { endpoint: endpointOf(cluster), allowExternalTraffic: true };
  const status = "RUNNING";
  return {
    body: { name, location: place, status, controlPlaneEndpointsConfig: { dnsEndpointConfig } },
  };
}

/** The name that Google answers at for a cluster. */
function endpointOf({ name, project, location }: CloudResource): string {
  return `gke-${name}-${project}.${location}.gke.goog`;
}

function shownScaler(request: Matched, cloud: Cloud): RestAnswer {
  const { project, location, name, properties } = cloud.get(addressOf(request, cloud));
  const id = idOf({ kind: DEPLOYMENT, project, location, name });
  const currentReplicas = staying(stateOf(cloud, id)).filter(isUp).length;
  return { body: { ...properties, status: { currentReplicas } } };
}

const isUp = ({ state, powered }: Machine) => state === "running" && powered;

/** Where a new version never gets healthy the old pods stay. */
function shownDeployment(request: Matched, cloud: Cloud): RestAnswer {
  const deployment = cloud.get(addressOf(request, cloud, "apps.Deployment"));
  const { properties } = deployment;
  const pods = staying(stateOf(cloud, deployment.id));
  const newest = podTemplateOf(deployment);
  const status = {
    observedGeneration: 1,
    replicas: pods.length,
    updatedReplicas: pods.filter(({ template }) => template === newest).length,
    availableReplicas: pods.filter((pod) => isUp(pod) && pod.answers).length,
  };
  const metadata = at(properties, "metadata");
  const known = isObject(metadata) ? metadata : {};
  return { body: { ...properties, metadata: { ...known, generation: 1 }, status } };
}

function change(request: Matched, cloud: Cloud): RestAnswer {
  const address = addressOf(request, cloud);
  cloud.update(address, patched(cloud.get(address).properties, documentOf(request)));
  return shownScaler(request, cloud);
}

/** RFC 7396: maps are merged, all else is put in its place. */
function patched(before: JsonObject, patch: JsonObject): JsonObject {
  const entries = Object.entries(patch).map(([key, value]) => {
    const old = before[key];
    return [key, isObject(value) ? patched(isObject(old) ? old : {}, value) : value] as const;
  });
  return { ...before, ...Object.fromEntries(entries) };
}

/** Whose API it is, the host says that the request was for. */
function addressOf(request: Matched, cloud: Cloud, kind = "autoscaling.HorizontalPodAutoscaler") {
  const host = request.headers.get(ASKED);
  const cluster = [...cloud.all("container.Cluster")].find((one) => endpointOf(one) === host);
  if (!cluster) throw new CloudError(404, "notFound", `no cluster answers at ${host ?? "nothing"}`);
  const { project, location } = cluster;
  const name = [cluster.name, partOf(request, "namespace"), partOf(request, "name")].join("/");
  return { kind: `kubernetes:${kind}`, project, location, name };
}
