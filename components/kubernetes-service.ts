import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KubernetesRuntime, Service } from "../system/schema/service";
import { isOfMachine } from "../system/relations/scaling";
import { TRAFFIC_CHECK } from "../topology/health";
import type { Canary, Group, Topology } from "../topology/model";
import { clusterName, namespaceName, trialName } from "../topology/naming";
import { CPU_TARGET } from "../topology/scaling";
import { PORT_NAME } from "./instance-service";
import { callersOf, meshRules } from "./mesh-rules";
import { childOf } from "./options";
import { peakInputs, peakName } from "./peak-pods";
import { type PodArgs, podsOf, podTemplate, selectorOf } from "./pod-template";

export interface KubernetesServiceArgs {
  readonly topology: Topology;
  /** What this region runs of it: size, zones and scaling are decided by the topology. */
  readonly pods: Group;
  readonly service: Service;
  readonly runs: KubernetesRuntime;
  /** Whether the mesh's own kinds exist in the cluster. */
  readonly mesh: boolean;
  /** Address of the service's account, which its pods act as. */
  readonly account: pulumi.Input<string>;
  readonly env: Readonly<Record<string, string>>;
}

/** Port of the service inside the cluster; the pods' own is described. */
const SERVICE_PORT = 80;

/**
 * A service in pods in one region's cluster: spread evenly over zones, scaled by load, reached from
 * the same load balancers as services on instances.
 *
 * Survives the loss of a pod, a node and a zone: it is sized so that what is left carries the peak.
 * In cold standby it costs nothing, in warm a pod for each zone, in hot all. Doesn't cover data: a
 * pod's files go with it. The loss of the region is the other cluster's to carry.
 *
 * The load balancers' endpoint groups are made by GKE under the name given here. A pod counts as
 * ready only once it is in its group (GKE's readiness gate), so a deployment that has come up says
 * that the groups are there.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * const service = topology.services.reviews.spec;
 * const account = shared.account("reviews");
 * new KubernetesService("reviews-us-central1", {
 *   ...{ topology, pods: region.cluster.pods["reviews"], service, runs: service.runs },
 *   ...{ mesh: region.cluster.mesh, account, env: {} },
 * });
 * // registers k8s.ServiceAccount, k8s.Service, k8s.PodDisruptionBudget, k8s.NetworkPolicy,
 * // k8s.Deployment, k8s.HorizontalPodAutoscaler
 */
export class KubernetesService extends pulumi.ComponentResource {
  /** The deployment's name, known once all of its pods are in the endpoint groups. */
  readonly ready: pulumi.Output<string>;

  constructor(name: string, args: KubernetesServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:KubernetesService", name, {}, opts);
    const { topology, pods, service, mesh } = args;
    const child = childOf(this, opts);
    const account = new k8s.core.v1.ServiceAccount(name, accountInputs(args), child);
    new k8s.networking.v1.NetworkPolicy(name, networkInputs(args), child);
    // First, because only pods that come after it get the readiness gate of its endpoint groups.
    const front = new k8s.core.v1.Service(name, serviceInputs(args), child);
    const deployment = new k8s.apps.v1.Deployment(name, deploymentInputs(args), {
      parent: this,
      dependsOn: [account, front],
      // Nodes may have to come up first.
      customTimeouts: { create: "30m", update: "30m" },
    });
    this.ready = deployment.metadata.name;
    if (pods.canary) {
      const trial = trialInputs(args, pods.canary);
      new k8s.apps.v1.Deployment(`${name}-next`, trial, { parent: this, dependsOn: [deployment] });
    }
    for (const peak of service.schedules) {
      new k8s.batch.v1.CronJob(
        `${name}-${peak.name}`,
        {
          metadata: { ...named(args), name: peakName(pods.service, peak) },
          spec: peakInputs(peak, pods, podArgs(args)),
        },
        { parent: this, dependsOn: [account, front] },
      );
    }
    new k8s.policy.v1.PodDisruptionBudget(name, budgetInputs(args), child);
    new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, scalingInputs(args), {
      parent: this,
      dependsOn: [deployment],
    });
    if (mesh) meshRules(name, { topology, name: pods.service, service, runs: args.runs }, child);
    this.registerOutputs({ ready: this.ready });
  }
}

function named({ topology, pods }: KubernetesServiceArgs) {
  return {
    name: pods.service,
    namespace: namespaceName(topology.naming),
    labels: {
      ...selectorOf(pods.service),
      ...podsOf(pods.service),
      system: topology.naming.system,
    },
  };
}

function accountInputs(args: KubernetesServiceArgs): k8s.core.v1.ServiceAccountArgs {
  return {
    metadata: {
      ...named(args),
      annotations: { "iam.gke.io/gcp-service-account": args.account },
    },
    automountServiceAccountToken: false,
  };
}

/** In come the load balancers and the pods of the same system; nobody else in the cluster. */
function networkInputs(args: KubernetesServiceArgs): k8s.networking.v1.NetworkPolicyArgs {
  const { topology, pods, runs } = args;
  return {
    metadata: named(args),
    spec: {
      podSelector: { matchLabels: podsOf(pods.service) },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            ...callersOf(topology).map((cidr) => ({ ipBlock: { cidr } })),
            { podSelector: { matchLabels: { system: topology.naming.system } } },
          ],
          ports: [{ protocol: "TCP", port: runs.port }],
        },
      ],
    },
  };
}

function serviceInputs(args: KubernetesServiceArgs): k8s.core.v1.ServiceArgs {
  const { pods } = args;
  const groups = { exposed_ports: { [String(SERVICE_PORT)]: { name: pods.name } } };
  return {
    metadata: {
      ...named(args),
      annotations: {
        "cloud.google.com/neg": JSON.stringify(groups),
        // Pulumi would wait for pods, and the pods come after it.
        "pulumi.com/skipAwait": "true",
      },
    },
    spec: {
      type: "ClusterIP",
      selector: podsOf(pods.service),
      ports: [{ name: PORT_NAME, port: SERVICE_PORT, targetPort: PORT_NAME, protocol: "TCP" }],
    },
  };
}

function deploymentInputs(args: KubernetesServiceArgs): k8s.apps.v1.DeploymentArgs {
  return { metadata: named(args), spec: deploymentSpec(args) };
}

function deploymentSpec(args: KubernetesServiceArgs) {
  const { pods } = args;
  return {
    // The autoscaler's, but for where it waits: with no pod it does nothing, whatever its limits.
    ...(pods.scaling === "off" ? { replicas: 0 } : {}),
    selector: { matchLabels: selectorOf(pods.service) },
    minReadySeconds: TRAFFIC_CHECK.interval * TRAFFIC_CHECK.healthy,
    revisionHistoryLimit: 10,
    strategy: {
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: pods.zones.length, maxUnavailable: 0 },
    },
    template: podTemplate(podArgs(args)),
  };
}

function podArgs({ topology, pods, service, runs, env, mesh }: KubernetesServiceArgs): PodArgs {
  const { system } = topology.naming;
  return { name: pods.service, app: pods.service, system, service, runs, env, mesh };
}

/**
 * A version on trial: pods of its own behind the same service, which get their share of requests by
 * their number. Nothing scales them; they come on top of the others.
 */
function trialInputs(args: KubernetesServiceArgs, canary: Canary): k8s.apps.v1.DeploymentArgs {
  const app = trialName(args.pods.service);
  const [metadata, spec] = [named(args), deploymentSpec(args)];
  const runs = { ...args.runs, image: canary.image };
  return {
    metadata: { ...metadata, name: app, labels: { ...metadata.labels, ...selectorOf(app) } },
    spec: {
      ...spec,
      replicas: canary.pods,
      selector: { matchLabels: selectorOf(app) },
      template: podTemplate({ ...podArgs(args), app, runs }),
    },
  };
}

/** Of those that carry the peak one at a time, which is what the size allows for; a pod that is broken anyway doesn't hold up a node. */
function budgetInputs(args: KubernetesServiceArgs): k8s.policy.v1.PodDisruptionBudgetArgs {
  return {
    metadata: named(args),
    spec: {
      selector: { matchLabels: selectorOf(args.pods.service) },
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}

function scalingInputs(
  args: KubernetesServiceArgs,
): k8s.autoscaling.v2.HorizontalPodAutoscalerArgs {
  const { pods, service } = args;
  return {
    metadata: named(args),
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: pods.service },
      minReplicas: pods.least,
      maxReplicas: pods.most,
      metrics: [
        ...signals(service).map((signal) => ofContainer(pods.service, signal)),
        ...ofOnesOwn(args),
      ],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 600,
          policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
        },
      },
    },
  };
}

/** What the number of pods follows; beside anything else the CPU stays, and the larger number counts. */
function signals({ scaling }: Service): readonly (readonly [string, number])[] {
  const { on = "cpu", target = CPU_TARGET } = scaling ?? {};
  if (on === "cpu") return [["cpu", target]];
  return on === "memory"
    ? [
        ["cpu", CPU_TARGET],
        ["memory", target],
      ]
    : [["cpu", CPU_TARGET]];
}

function ofContainer(container: string, [name, share]: readonly [string, number]) {
  return {
    type: "ContainerResource",
    // The service's own container: the mesh's proxy beside it would blur what it works at.
    containerResource: {
      container,
      name,
      target: { type: "Utilization", averageUtilization: Math.round(share * 100) },
    },
  };
}

/** A metric that the service writes itself, as far as this cluster's pods write it, for each of them. */
function ofOnesOwn({ topology, pods, service }: KubernetesServiceArgs) {
  const { on = "cpu", target = 0 } = service.scaling ?? {};
  if (isOfMachine(on)) return [];
  const isPrometheus = on.startsWith("prometheus.googleapis.com/");
  const cluster = `resource.labels.${isPrometheus ? "cluster" : "cluster_name"}`;
  return [
    {
      type: "External",
      external: {
        metric: {
          // Kubernetes takes no slashes in the names of metrics; the adapter puts them back.
          name: on.replaceAll("/", "|"),
          selector: { matchLabels: { [cluster]: clusterName(topology.naming, pods.region) } },
        },
        target: { type: "AverageValue", averageValue: String(target) },
      },
    },
  ];
}
