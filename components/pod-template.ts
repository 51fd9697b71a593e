import type * as k8s from "@pulumi/kubernetes";
import type { KubernetesRuntime, Service } from "../system/schema/service";
import { poolNameOf, SHARED } from "../topology/clusters";
import { AUTOHEALING_CHECK, type HealthTiming, TRAFFIC_CHECK } from "../topology/health";
import { POOL_LABEL } from "./cluster-inputs";
import { PORT_NAME } from "./instance-service";

/** What every pod of a service is made from. */
export interface PodArgs {
  /** The service's name. */
  readonly name: string;
  /** By what their own controller finds them; of several, each has its own. */
  readonly app: string;
  readonly system: string;
  readonly service: Service;
  readonly runs: KubernetesRuntime;
  readonly env: Readonly<Record<string, string>>;
  /** Whether the mesh can put its proxy beside it. */
  readonly mesh: boolean;
}

/**
 * By what a deployment and its autoscaler find their own pods, and no others: it would count those
 * of a version on trial as its own. It never changes, because a deployment's can't.
 */
export const selectorOf = (app: string) => ({ app });
/** By what everything else finds all pods of a service. */
export const podsOf = (service: string) => ({ service });

/** Seconds that a pod goes on serving after it was told to end: load balancers hear of it meanwhile. */
const FAREWELL = TRAFFIC_CHECK.interval * TRAFFIC_CHECK.unhealthy + 5;
/** Seconds for the requests that are under way then. */
const FINISH = 30;

export function podTemplate(args: PodArgs) {
  const { name, app, system, runs, mesh } = args;
  const pool = poolNameOf(name, runs);
  return {
    metadata: {
      labels: {
        ...selectorOf(app),
        ...podsOf(name),
        system,
        // A change of this label makes new pods: that is how they get their proxy once there is one.
        "sidecar.istio.io/inject": mesh ? "true" : "false",
      },
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      nodeSelector: { [POOL_LABEL]: pool },
      ...(pool === SHARED
        ? {}
        : {
            tolerations: [
              { key: POOL_LABEL, operator: "Equal", value: pool, effect: "NoSchedule" },
            ],
          }),
      topologySpreadConstraints: spread(app),
      terminationGracePeriodSeconds: FAREWELL + FINISH,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [container(args)],
      volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
    },
  };
}

/** Evenly over the zones for sure, and over nodes where that can be. */
function spread(app: string): k8s.types.input.core.v1.TopologySpreadConstraint[] {
  const shared = {
    maxSkew: 1,
    labelSelector: { matchLabels: selectorOf(app) },
    // Each version by itself, so that an update ends as even as it began.
    matchLabelKeys: ["pod-template-hash"],
  };
  return [
    {
      ...shared,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      // The nodes of a lost zone carry a taint; counted, they would keep new pods out of the others.
      nodeTaintsPolicy: "Honor",
    },
    {
      ...shared,
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "ScheduleAnyway",
    },
  ];
}

function container({ name, service, runs, env }: PodArgs): k8s.types.input.core.v1.Container {
  const { liveness = "/", readiness = "/" } = service.health ?? {};
  return {
    name,
    image: runs.image,
    ports: [{ name: PORT_NAME, containerPort: runs.port, protocol: "TCP" }],
    env: Object.keys(env)
      .sort()
      .map((key) => ({ name: key, value: env[key] ?? "" })),
    resources: {
      requests: { cpu: runs.cpu, memory: runs.memory },
      // Memory that isn't there can't be lent; processors can.
      limits: { memory: runs.memory },
    },
    startupProbe: { ...probe(liveness, STARTING), failureThreshold: startTries(runs.bootTime) },
    readinessProbe: probe(readiness, TRAFFIC_CHECK),
    livenessProbe: probe(liveness, AUTOHEALING_CHECK),
    lifecycle: { preStop: { sleep: { seconds: FAREWELL } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
  };
}

/** Asked often, because a pod that is up serves that much sooner. */
const STARTING: HealthTiming = { interval: 5, timeout: 3, healthy: 1, unhealthy: 1 };

/** Half again the boot time, as autohealing of instances waits. */
function startTries(bootTime: number): number {
  return Math.ceil((bootTime * 1.5) / STARTING.interval);
}

function probe(path: string, timing: HealthTiming): k8s.types.input.core.v1.Probe {
  return {
    httpGet: { path, port: PORT_NAME },
    periodSeconds: timing.interval,
    timeoutSeconds: timing.timeout,
    failureThreshold: timing.unhealthy,
  };
}
