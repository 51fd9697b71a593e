import * as gcp from "@pulumi/gcp";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { metricsAdapter, SHARED } from "../topology/clusters";
import { environmentOf } from "../topology/environment";
import type { Cluster as ClusterPart, Topology } from "../topology/model";
import { clusterLink, endpointsLink, METRICS, namespaceName } from "../topology/naming";
import type { OwnGroups } from "./backend";
import { ClusterBackup } from "./cluster-backup";
import { clusterInputs, poolInputs } from "./cluster-inputs";
import { KubernetesService } from "./kubernetes-service";
import { strictMesh } from "./mesh-rules";
import { MetricsAdapter } from "./metrics-adapter";
import { childOf } from "./options";

export interface ClusterArgs {
  readonly topology: Topology;
  /** What stands in this region: pools, pods and the mesh are decided by the topology. */
  readonly cluster: ClusterPart;
  /** Link of the network. */
  readonly network: pulumi.Input<string>;
  /** Link of the region's subnet, with ranges for pods and services in it. */
  readonly subnet: pulumi.Input<string>;
  /** Address of the account that nodes run as. */
  readonly nodeAccount: pulumi.Input<string>;
  /** Key of a location, if it is the system's own. */
  readonly keyAt?: (location: string) => pulumi.Input<string> | undefined;
  /** Address of a service's account. */
  readonly account: (service: string) => pulumi.Input<string>;
}

/**
 * A regional GKE cluster and the services in it.
 *
 * Survives the loss of a zone: control plane, nodes and pods are in all zones of the region, and
 * what is left carries the peak. In standby it costs the cluster's hourly fee and its nodes: none
 * in cold, one for each zone or a few more in warm, all in hot. Holds no data of the services; what
 * else is in it Backup for GKE keeps in another region. Doesn't cover the loss of its region, for
 * which the other region's cluster is there. Protected, so a mode that needs no cluster here
 * doesn't take it away by itself.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * const { network, nodeAccount, account } = shared;
 * const args = { topology, cluster: region.cluster, network, nodeAccount, account };
 * new Cluster("us-central1", { ...args, subnet: "subnet-link" });
 * // registers ClusterBackup, container.Cluster, container.NodePool, k8s.Provider, k8s.Namespace,
 * // KubernetesService
 */
export class Cluster extends pulumi.ComponentResource {
  /** The endpoint groups of all services, by link; each is known once its pods are ready. */
  readonly endpoints: OwnGroups;
  /** The cluster itself, without what is in it or beside it: with the first comes the project's pool of identities. */
  readonly itself: pulumi.Resource;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Cluster", name, {}, opts);
    const { topology, cluster } = args;
    const { naming } = topology;
    const key = args.keyAt?.(cluster.region);
    const gke = new gcp.container.Cluster(name, clusterInputs({ ...args, naming, key }), {
      ...childOf(this, opts),
      protect: true,
      // Only the pool that is taken away at once was made of it.
      ignoreChanges: ["nodeConfig", "initialNodeCount"],
    });
    this.itself = gke;
    const pools = Object.entries(cluster.pools).map(
      ([poolName, pool]) =>
        new gcp.container.NodePool(
          `${poolName}-${name}`,
          {
            ...poolInputs({ ...args, naming, key, name: poolName, pool, own: poolName !== SHARED }),
            cluster: gke.id,
            location: cluster.region,
          },
          { parent: this },
        ),
    );
    new ClusterBackup(
      name,
      { cluster, naming, id: gke.id, key: args.keyAt?.(cluster.backupLocation) },
      { parent: this },
    );
    const provider = new k8s.Provider(
      name,
      {
        kubeconfig: kubeconfig(gke),
        // Literal, so that nothing else about the cluster ever looks like another cluster.
        clusterIdentifier: clusterLink(naming, cluster.region),
        enableServerSideApply: true,
      },
      { parent: this, dependsOn: pools },
    );
    const adapter = metricsAdapter(topology.system);
    if (adapter !== undefined) {
      new MetricsAdapter(
        `${METRICS}-${name}`,
        { naming, image: adapter },
        { parent: this, provider },
      );
    }
    const inside = this.namespace(name, args, provider);
    this.endpoints = this.runServices(args, provider, inside);
    this.registerOutputs({});
  }

  private namespace(
    name: string,
    { topology, cluster }: ClusterArgs,
    provider: k8s.Provider,
  ): pulumi.Resource {
    const namespace = new k8s.core.v1.Namespace(
      name,
      { metadata: { name: namespaceName(topology.naming), labels: NAMESPACE_LABELS } },
      { parent: this, provider },
    );
    if (cluster.mesh) strictMesh(name, topology.naming, { parent: namespace, provider });
    return namespace;
  }

  private runServices(
    { topology, cluster, account }: ClusterArgs,
    provider: k8s.Provider,
    namespace: pulumi.Resource,
  ): OwnGroups {
    const { naming, services } = topology;
    const links = Object.values(cluster.pods).flatMap((pods) => {
      const service = services[pods.service]?.spec;
      if (service?.runs.on !== "kubernetes") return [];
      const running = new KubernetesService(
        `${pods.service}-${cluster.region}`,
        {
          topology,
          pods,
          service,
          runs: service.runs,
          mesh: cluster.mesh,
          account: account(pods.service),
          env: environmentOf(topology, pods.service),
        },
        { parent: this, provider, dependsOn: [namespace] },
      );
      return pods.zones.map((zone) => {
        const link = endpointsLink(naming, pods.service, cluster.region, zone);
        return [link, running.ready.apply(() => link)] as const;
      });
    });
    return Object.fromEntries(links);
  }
}

/**
 * The mesh's proxy goes into pods that ask for it. What a restricted pod may not do is refused where
 * it is dangerous, and reported where it is not: the proxy's own start container breaks a rule in
 * clusters that don't have the mesh's network plug-in.
 */
const NAMESPACE_LABELS = {
  "istio-injection": "enabled",
  "pod-security.kubernetes.io/enforce": "baseline",
  "pod-security.kubernetes.io/warn": "restricted",
  "pod-security.kubernetes.io/audit": "restricted",
};

/** Names no secret: whoever runs `pulumi` brings their own credentials through Google's plug-in. */
function kubeconfig({ name, controlPlaneEndpointsConfig }: gcp.container.Cluster) {
  return pulumi.secret(
    pulumi.all([name, controlPlaneEndpointsConfig]).apply(([cluster, endpoints]) =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": cluster,
        contexts: [{ name: cluster, context: { cluster, user: cluster } }],
        // The name has a certificate of Google's, so no authority of the cluster's is needed.
        clusters: [
          {
            name: cluster,
            cluster: { server: `https://${endpoints.dnsEndpointConfig?.endpoint ?? ""}` },
          },
        ],
        users: [{ name: cluster, user: { exec: CREDENTIALS } }],
      }),
    ),
  );
}

const CREDENTIALS = {
  apiVersion: "client.authentication.k8s.io/v1beta1",
  command: "gke-gcloud-auth-plugin",
  interactiveMode: "Never",
  provideClusterInfo: true,
};
