import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { WEEKDAYS } from "../system/schema/system";
import type { Cluster, NodePool, Window } from "../topology/model";
import type { Naming } from "../topology/naming";
import { BACKEND_TAG } from "./network";
import { POD_RANGE, SERVICE_RANGE } from "./region-network";

export interface ClusterInputs {
  readonly cluster: Cluster;
  readonly naming: Naming;
  readonly network: pulumi.Input<string>;
  readonly subnet: pulumi.Input<string>;
  readonly nodeAccount: pulumi.Input<string>;
  /** Key of the cluster's own region, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
}

/** Regional, private, and reached by people and pipelines through its DNS name with IAM alone. */
export function clusterInputs(args: ClusterInputs): gcp.container.ClusterArgs {
  const { cluster, naming, network, subnet, nodeAccount, key } = args;
  return {
    name: cluster.name,
    location: cluster.region,
    nodeLocations: [...cluster.zones],
    network,
    subnetwork: subnet,
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: {
      clusterSecondaryRangeName: POD_RANGE,
      servicesSecondaryRangeName: SERVICE_RANGE,
    },
    // The pools stand beside it; the first one goes as soon as it is there.
    initialNodeCount: 1,
    removeDefaultNodePool: true,
    nodeConfig: { serviceAccount: nodeAccount, shieldedInstanceConfig: SHIELDED, ...underKey(key) },
    // Without it only Google's own layer is over what Kubernetes keeps, secrets among it.
    ...(key === undefined ? {} : { databaseEncryption: { state: "ENCRYPTED", keyName: key } }),
    deletionProtection: true,
    resourceLabels: { system: naming.system },
    fleet: { project: naming.project },
    workloadIdentityConfig: { workloadPool: `${naming.project}.svc.id.goog` },
    releaseChannel: { channel: "REGULAR" },
    maintenancePolicy: { recurringWindow: recurringWindow(cluster.window) },
    ...CONTROL_PLANE,
    ...OPERATION,
  };
}

/** The disks of nodes are under the key of their cluster. */
function underKey(key: pulumi.Input<string> | undefined) {
  return key === undefined ? {} : { bootDiskKmsKey: key };
}

const SHIELDED = { enableSecureBoot: true, enableIntegrityMonitoring: true };

/** No address at all: Google's DNS name answers whom IAM lets in, from wherever `pulumi` runs. */
const CONTROL_PLANE = {
  privateClusterConfig: { enablePrivateNodes: true },
  controlPlaneEndpointsConfig: {
    dnsEndpointConfig: { allowExternalTraffic: true },
    ipEndpointsConfig: { enabled: false },
  },
  masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
  enableShieldedNodes: true,
  datapathProvider: "ADVANCED_DATAPATH",
  securityPostureConfig: { mode: "BASIC" },
} satisfies Partial<gcp.container.ClusterArgs>;

const OPERATION = {
  addonsConfig: {
    gkeBackupAgentConfig: { enabled: true },
    dnsCacheConfig: { enabled: true },
    httpLoadBalancing: { disabled: false },
  },
  loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS"] },
  monitoringConfig: {
    enableComponents: ["SYSTEM_COMPONENTS", "DEPLOYMENT", "HPA", "POD"],
    managedPrometheus: { enabled: true },
  },
  costManagementConfig: { enabled: true },
} satisfies Partial<gcp.container.ClusterArgs>;

/** GKE asks for 48 hours of windows in 32 days, and 32 days have no more than four weeks for sure. */
const WINDOW_HOURS = 12;

/** The weekly window in the words of RFC 5545, from the first such day of 2024, which began on a Monday. */
function recurringWindow({ day, hour }: Window) {
  const date = WEEKDAYS.indexOf(day) + 1;
  const end = hour + WINDOW_HOURS;
  return {
    startTime: at(date, hour),
    endTime: at(date + Math.floor(end / 24), end % 24),
    recurrence: `FREQ=WEEKLY;BYDAY=${day.slice(0, 2).toUpperCase()}`,
  };
}

function at(date: number, hour: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `2024-01-${two(date)}T${two(hour)}:00:00Z`;
}

/** Label of nodes and name of the taint that keeps other services' pods away. */
export const POOL_LABEL = "pool";

export interface PoolInputs extends Pick<
  ClusterInputs,
  "cluster" | "naming" | "nodeAccount" | "key"
> {
  readonly name: string;
  readonly pool: NodePool;
  /** Whether the nodes are one service's alone. */
  readonly own: boolean;
}

/** Nodes in all zones, whose number follows what the pods ask for. */
export function poolInputs(
  args: PoolInputs,
): Omit<gcp.container.NodePoolArgs, "cluster" | "location"> {
  const { cluster, naming, nodeAccount, name, pool, own, key } = args;
  return {
    // Google appends 26 characters and takes 40: a new pool has to stand before the old one goes.
    namePrefix: `${name.slice(0, 12).replace(/-$/, "")}-`,
    nodeLocations: [...cluster.zones],
    autoscaling: {
      totalMinNodeCount: pool.least,
      totalMaxNodeCount: pool.most,
      locationPolicy: "BALANCED",
    },
    management: { autoRepair: true, autoUpgrade: true },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    nodeConfig: {
      machineType: cluster.machineType,
      imageType: "COS_CONTAINERD",
      diskType: "pd-balanced",
      diskSizeGb: 50,
      ...underKey(key),
      serviceAccount: nodeAccount,
      oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
      // Pods are behind their node's tags: the load balancers' rules and the fence hold for them.
      tags: [BACKEND_TAG, cluster.region],
      labels: { [POOL_LABEL]: name },
      ...(own ? { taints: [{ key: POOL_LABEL, value: name, effect: "NO_SCHEDULE" }] } : {}),
      resourceLabels: { system: naming.system },
      metadata: { "disable-legacy-endpoints": "true", "block-project-ssh-keys": "TRUE" },
      shieldedInstanceConfig: SHIELDED,
      workloadMetadataConfig: { mode: "GKE_METADATA" },
    },
  };
}
