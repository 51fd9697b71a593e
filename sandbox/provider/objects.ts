import { ProviderError } from "../../engine/embedded/provider";
import type { Properties } from "../../engine/embedded/wire";
import type { Address, Cloud } from "../cloud";
import { idOf } from "../cloud";
import { at, isObject, type Json, type JsonObject } from "../json";
import { addressFor, partsOf } from "../kinds/identity";
import type { CloudResource } from "../model";
import { kindOf } from "./kind-of";

/** Kinds that stand in no namespace. */
const CLUSTER_WIDE = new Set([
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "IngressClass",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "StorageClass",
]);

/** Namespaces that every cluster comes with. */
const ALWAYS_THERE = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

/** Groups of kinds that only the mesh brings, and the feature of the fleet that is the mesh. */
const MESH_GROUP = /(^|\.)istio\.io$/;
const MESH = "servicemesh";

/** An object's name in its cluster, as Pulumi's ids write it: `namespace/name`, or `name` alone. */
export function objectId(object: JsonObject): string {
  const name = text(object, "metadata.name");
  return isClusterWide(object) ? name : `${namespaceOf(object)}/${name}`;
}

/** The object with the namespace that it stands in, if it stands in one. */
export function placed(object: JsonObject): JsonObject {
  if (isClusterWide(object)) return object;
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  return { ...object, metadata: { ...metadata, namespace: namespaceOf(object) } };
}

/** Where the cloud keeps an object: with its cluster, so that it is lost with the cluster's region. */
export function objectAddress(urn: string, id: string, cluster: CloudResource): Address {
  const { project, location, name } = cluster;
  return { kind: kindOf(urn), project, location, name: `${name}/${id}` };
}

/** The cluster that a provider is for: by its link, or by the one that its configuration names. */
export function clusterOf(config: Properties, cloud: Cloud): CloudResource {
  const link = config["clusterIdentifier"];
  const wanted = typeof link === "string" ? link : "";
  const parts = partsOf("container.Cluster", wanted);
  const named = parts && addressFor("container.Cluster", parts, () => undefined);
  const current = parts ? "" : contextIn(config["kubeconfig"]);
  const cluster = named
    ? cloud.find(idOf(named))
    : [...cloud.all("container.Cluster")].find(({ name }) => name === current);
  if (cluster) return cluster;
  throw new ProviderError(
    `configured Kubernetes cluster is unreachable: there is no cluster "${wanted || current}" in the sandbox`,
  );
}

/** @throws ProviderError if the cluster's API doesn't know the kind, or the namespace isn't there. */
export function refuseObject(object: JsonObject, cluster: CloudResource, cloud: Cloud): void {
  const [group = "", version] = text(object, "apiVersion").split("/");
  const kind = text(object, "kind");
  if (version !== undefined && MESH_GROUP.test(group) && !hasMesh(cluster, cloud)) {
    throw new ProviderError(`no matches for kind "${kind}" in version "${group}/${version}"`);
  }
  if (isClusterWide(object)) return;
  const namespace = namespaceOf(object);
  const { project, location, name } = cluster;
  const address = { kind: "kubernetes:core.Namespace", project, location };
  if (ALWAYS_THERE.has(namespace)) return;
  if (cloud.find(idOf({ ...address, name: `${name}/${namespace}` }))) return;
  throw new ProviderError(`namespaces "${namespace}" not found`);
}

/** What a controller says of an object that has come up. */
export function statusOf(object: JsonObject): JsonObject {
  const replicas = at(object, "spec.replicas") ?? 1;
  switch (text(object, "kind")) {
    case "Deployment":
    case "StatefulSet":
      return { status: { replicas, readyReplicas: replicas, availableReplicas: replicas } };
    case "Namespace":
      return { status: { phase: "Active" } };
    default:
      return {};
  }
}

/** The mesh is a feature of the project's fleet; a cluster gets its kinds with it. */
function hasMesh({ project }: CloudResource, cloud: Cloud): boolean {
  return [...cloud.all("gkehub.Feature")].some(
    (feature) => feature.project === project && feature.name === MESH,
  );
}

function isClusterWide(object: JsonObject): boolean {
  return CLUSTER_WIDE.has(text(object, "kind"));
}

function namespaceOf(object: JsonObject): string {
  return text(object, "metadata.namespace") || "default";
}

function contextIn(kubeconfig: Json | undefined): string {
  if (typeof kubeconfig !== "string") return "";
  try {
    const config: Json = JSON.parse(kubeconfig);
    return isObject(config) ? text(config, "current-context") : "";
  } catch {
    return "";
  }
}

function text(object: JsonObject, path: string): string {
  const value = at(object, path);
  return typeof value === "string" ? value : "";
}
