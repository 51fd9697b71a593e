import { onceFor } from "../../../system/once";
import type { Cloud } from "../../cloud";
import { idOf } from "../../cloud";
import { at, isObject, type Json, type JsonObject } from "../../json";
import type { Kind } from "../../kind";
import type { CloudResource } from "../../model";

const ANNOTATION = "cloud.google.com/neg";

/**
 * A Service whose annotation names endpoint groups: GKE makes one in each zone of the cluster, under
 * the given name, for load balancers to refer to. It leaves groups that are in use when the Service goes.
 * https://docs.cloud.google.com/kubernetes-engine/docs/how-to/standalone-neg
 */
export const kubernetesService: Kind = {
  kind: "kubernetes:core.Service",
  begun: (service, _before, cloud) => {
    const cluster = clusterOf(service, cloud);
    for (const name of groupsOf(service.properties)) {
      for (const zone of zonesOf(cluster, cloud)) makeGroup({ name, zone }, cluster, cloud);
    }
  },
};

function makeGroup(
  { name, zone }: { readonly name: string; readonly zone: string },
  cluster: CloudResource | undefined,
  cloud: Cloud,
): void {
  const { project = "", properties = {} } = cluster ?? {};
  const address = { kind: "compute.NetworkEndpointGroup", project, location: zone, name };
  if (cloud.find(idOf(address))) return;
  const network = properties["network"] ?? "default";
  const networkEndpointType = "GCE_VM_IP_PORT";
  cloud.create(address, { name, project, zone, network, networkEndpointType });
}

/** Names of its endpoint groups: `{"exposed_ports": {"80": {"name": "web"}}}` */
export const groupsOf = onceFor((properties: JsonObject): readonly string[] => {
  const annotations = at(properties, "metadata.annotations");
  const text = isObject(annotations) ? annotations[ANNOTATION] : undefined;
  const ports = typeof text === "string" ? at(parsed(text), "exposed_ports") : undefined;
  return Object.values(isObject(ports) ? ports : {}).flatMap((port) => {
    const name = at(port, "name");
    return typeof name === "string" ? [name] : [];
  });
});

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON is what it says
  } catch {
    return null;
  }
}

/** Objects are named after their cluster first. */
export function clusterOf({ project, location, name }: CloudResource, cloud: Cloud) {
  const [cluster = ""] = name.split("/");
  return cloud.find(idOf({ kind: "container.Cluster", project, location, name: cluster }));
}

export function zonesOf(cluster: CloudResource | undefined, cloud: Cloud): string[] {
  if (!cluster) return [];
  const pools = [...cloud.all("container.NodePool")].filter(
    ({ project, location, name }) =>
      project === cluster.project &&
      location === cluster.location &&
      name.startsWith(`${cluster.name}/`),
  );
  const lists = [cluster, ...pools].map(({ properties }) => properties["nodeLocations"]);
  const zones = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  return [...new Set(zones.filter((zone) => typeof zone === "string"))].sort();
}
