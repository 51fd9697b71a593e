import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { METRICS, METRICS_NAMESPACE, type Naming, serviceAccountEmail } from "../topology/naming";

export interface MetricsAdapterArgs {
  readonly naming: Naming;
  /** Image of Google's adapter, by its digest. */
  readonly image: string;
}

const LABELS = { app: METRICS };
/** What the control plane may always reach on private nodes. */
const PORT = 443;
/** What autoscalers ask; the answer comes from Cloud Monitoring. */
const VERSION = { group: "external.metrics.k8s.io", version: "v1beta1" };

/**
 * Answers a cluster's autoscalers when they ask for a metric of one's own, from Cloud Monitoring.
 *
 * Two pods in two zones, so it survives the loss of one. While it can't answer, autoscalers go by the
 * CPU, which always stands beside the metric. Acts as an account that may read metrics and nothing
 * else. Costs two small pods, in standby too where a cluster has nodes. Doesn't cover a metric that
 * nobody writes, nor one of another project.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * const image = `us-docker.pkg.dev/p/apps/adapter@sha256:${"0".repeat(64)}`;
 * new MetricsAdapter("metrics-us-central1", { naming: topology.naming, image });
 * // registers k8s.Namespace, k8s.ServiceAccount, k8s.ClusterRoleBinding, k8s.RoleBinding,
 * // k8s.ClusterRole, k8s.Deployment, k8s.Service, k8s.APIService
 */
export class MetricsAdapter extends pulumi.ComponentResource {
  constructor(name: string, args: MetricsAdapterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:MetricsAdapter", name, {}, opts);
    const child = { parent: this };
    const metadata = { name: METRICS, namespace: METRICS_NAMESPACE, labels: LABELS };
    const namespace = new k8s.core.v1.Namespace(
      `${name}-metrics`,
      { metadata: { name: METRICS_NAMESPACE, labels: RESTRICTED } },
      child,
    );
    const inside = { ...child, dependsOn: [namespace] };
    const account = serviceAccountEmail(args.naming, METRICS);
    new k8s.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, annotations: { "iam.gke.io/gcp-service-account": account } } },
      inside,
    );
    this.grant(name, inside);
    new k8s.apps.v1.Deployment(name, deploymentInputs(args), inside);
    const service = new k8s.core.v1.Service(
      name,
      {
        // Nothing waits for its pods: their right to read comes after the cluster.
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: { selector: LABELS, ports: [{ name: "https", port: PORT, targetPort: "https" }] },
      },
      inside,
    );
    new k8s.apiregistration.v1.APIService(
      name,
      {
        metadata: { name: `${VERSION.version}.${VERSION.group}` },
        spec: {
          ...VERSION,
          service: { name: METRICS, namespace: METRICS_NAMESPACE, port: PORT },
          // The adapter makes its certificate itself; the way there is inside the cluster.
          insecureSkipTLSVerify: true,
          groupPriorityMinimum: 100,
          versionPriority: 100,
        },
      },
      { ...child, dependsOn: [service] },
    );
    this.registerOutputs({});
  }

  /** It asks the control plane who is calling; autoscalers may ask it for metrics. */
  private grant(name: string, inside: pulumi.CustomResourceOptions): void {
    const subjects = [{ kind: "ServiceAccount", name: METRICS, namespace: METRICS_NAMESPACE }];
    const apiGroup = "rbac.authorization.k8s.io";
    new k8s.rbac.v1.ClusterRoleBinding(
      `${name}-callers`,
      {
        metadata: { name: `${METRICS}-callers`, labels: LABELS },
        roleRef: { apiGroup, kind: "ClusterRole", name: "system:auth-delegator" },
        subjects,
      },
      inside,
    );
    new k8s.rbac.v1.RoleBinding(
      `${name}-callers`,
      {
        metadata: { name: `${METRICS}-callers`, namespace: "kube-system", labels: LABELS },
        roleRef: { apiGroup, kind: "Role", name: "extension-apiserver-authentication-reader" },
        subjects,
      },
      inside,
    );
    const reading = { name: `${METRICS}-reader`, labels: LABELS };
    const role = new k8s.rbac.v1.ClusterRole(
      `${name}-reader`,
      {
        metadata: reading,
        rules: [{ apiGroups: [VERSION.group], resources: ["*"], verbs: ["get", "list"] }],
      },
      inside,
    );
    new k8s.rbac.v1.ClusterRoleBinding(
      `${name}-reader`,
      {
        metadata: reading,
        roleRef: { apiGroup, kind: "ClusterRole", name: reading.name },
        subjects: [
          { kind: "ServiceAccount", name: "horizontal-pod-autoscaler", namespace: "kube-system" },
        ],
      },
      { ...inside, dependsOn: [role] },
    );
  }
}

const RESTRICTED = { ...LABELS, "pod-security.kubernetes.io/enforce": "baseline" };

function deploymentInputs({ image }: MetricsAdapterArgs): k8s.apps.v1.DeploymentArgs {
  const spread = { maxSkew: 1, labelSelector: { matchLabels: LABELS } };
  return {
    metadata: {
      ...{ name: METRICS, namespace: METRICS_NAMESPACE, labels: LABELS },
      annotations: { "pulumi.com/skipAwait": "true" },
    },
    spec: {
      replicas: 2,
      selector: { matchLabels: LABELS },
      minReadySeconds: 10,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: METRICS,
          topologySpreadConstraints: [
            {
              ...spread,
              topologyKey: "topology.kubernetes.io/zone",
              whenUnsatisfiable: "DoNotSchedule",
              nodeTaintsPolicy: "Honor",
            },
          ],
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65_532,
            seccompProfile: { type: "RuntimeDefault" },
            // It serves on a low port without being root.
            sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
          },
          containers: [container(image)],
          volumes: [{ name: "tmp", emptyDir: { sizeLimit: "16Mi" } }],
        },
      },
    },
  };
}

function container(image: string): k8s.types.input.core.v1.Container {
  return {
    name: METRICS,
    image,
    command: [
      "/adapter",
      "--use-new-resource-model=true",
      "--v=2",
      `--secure-port=${PORT}`,
      "--cert-dir=/tmp",
    ],
    ports: [{ name: "https", containerPort: PORT, protocol: "TCP" }],
    resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { memory: "200Mi" } },
    readinessProbe: { tcpSocket: { port: "https" }, periodSeconds: 10 },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
  };
}
