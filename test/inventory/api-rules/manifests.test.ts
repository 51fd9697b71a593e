import { manifestRules } from "../../../inventory/api-rules/manifest";
import { meshRules } from "../../../inventory/api-rules/mesh";
import { resource } from "../scene";
import { check, holdRules } from "./hold";

const metadata = { name: "web", namespace: "shop" };
const labels = { app: "web" };

const deployment = (spec: object = {}) =>
  resource("kubernetes:apps/v1:Deployment", {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata },
    spec: {
      // A copy: a change to the one must not be one to the other.
      selector: { matchLabels: { ...labels } },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 3, maxUnavailable: 0 } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: "web", image: "web", ports: [{ name: "http", containerPort: 80 }] }],
        },
      },
      ...spec,
    },
  });
const front = () =>
  resource("kubernetes:core/v1:Service", {
    ...{ apiVersion: "v1", kind: "Service", metadata },
    spec: { selector: labels, ports: [{ port: 80, targetPort: "http" }] },
  });
const scaler = () =>
  resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", {
    ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      minReplicas: 3,
      maxReplicas: 9,
    },
  });
const budget = () =>
  resource("kubernetes:policy/v1:PodDisruptionBudget", {
    ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata },
    spec: { selector: { matchLabels: labels }, maxUnavailable: 1 },
  });

describe("manifests", () => {
  holdRules(manifestRules, [
    [
      "manifest/name",
      [deployment()],
      { "metadata.name": undefined },
      [
        "metadata.name: is missing, and Pulumi would make one up, which nothing else knows; give one",
      ],
    ],
    [
      "manifest/selector",
      [deployment()],
      { "spec.selector.matchLabels.app": "shop" },
      [
        'spec.selector.matchLabels: {"app":"shop"} isn\'t among the labels of its own pods, {"app":"web"}; make them equal',
      ],
    ],
    [
      "manifest/selects-nothing",
      [budget(), deployment()],
      { "spec.selector.matchLabels.app": "shop" },
      [
        'spec.selector.matchLabels: {"app":"shop"} is what no pod of its namespace carries; use the labels of a deployment\'s pods',
      ],
    ],
    [
      "manifest/target-port",
      [front(), deployment()],
      { "spec.ports.0.targetPort": "htpp" },
      ['spec.ports[0].targetPort: "htpp" is no port that the pods name; use http'],
    ],
    [
      "manifest/no-room-to-update",
      [deployment()],
      { "spec.strategy.rollingUpdate.maxSurge": 0 },
      [
        "spec.strategy.rollingUpdate: has maxSurge and maxUnavailable both 0, so no pod could ever be replaced; set maxSurge to 1",
      ],
    ],
    [
      "pod-scaling/limits",
      [scaler(), deployment()],
      { "spec.minReplicas": 10 },
      ['spec.minReplicas: "10" is above maxReplicas "9"; lower it, or raise maxReplicas'],
    ],
    [
      "pod-scaling/target",
      [scaler(), deployment()],
      { "spec.scaleTargetRef.name": "shop" },
      ['spec.scaleTargetRef.name: "shop" is no deployment of its namespace; name one'],
    ],
    [
      "pod-budget/one-limit",
      [budget(), deployment()],
      { "spec.minAvailable": 2 },
      ["spec: has minAvailable and maxUnavailable, and takes one of them; keep maxUnavailable"],
    ],
    [
      "pod-budget/never",
      [budget(), deployment()],
      { "spec.maxUnavailable": 0 },
      ['spec.maxUnavailable: "0" never lets a pod go, so no node could be upgraded; allow one'],
    ],
    [
      "pod-scaling/replicas-given",
      [deployment(), scaler()],
      { "spec.replicas": 3 },
      [
        'spec.scaleTargetRef.name: "web" gives replicas "3", which fights the autoscaler on every deployment; leave them out',
      ],
    ],
  ]);

  it("lets a standby wait with no pod", () => {
    expect(check([deployment({ replicas: 0 }), scaler()])).toEqual([]);
  });

  it("finds a misspelt key, however deep", () => {
    const probe = { readinesProbe: { httpGet: { path: "/", port: "http" } } };
    const container = { name: "web", image: "web", ...probe };
    const template = { metadata: { labels }, spec: { containers: [container] } };
    expect(check([deployment({ template })])).toEqual([
      'fields/unknown spec.template.spec.containers[0].readinesProbe: "readinesProbe" is not an input of kubernetes:apps.Deployment; did you mean "readinessProbe"?',
    ]);
  });
});

describe("the mesh's kinds", () => {
  const breaker = () =>
    resource("kubernetes:networking.istio.io/v1:DestinationRule", {
      ...{ apiVersion: "networking.istio.io/v1", kind: "DestinationRule", metadata },
      spec: { host: "web", trafficPolicy: { outlierDetection: { interval: "10s" } } },
    });
  const routes = () =>
    resource("kubernetes:networking.istio.io/v1:VirtualService", {
      ...{ apiVersion: "networking.istio.io/v1", kind: "VirtualService", metadata },
      spec: {
        hosts: ["web"],
        http: [{ timeout: "4s", retries: { attempts: 1, perTryTimeout: "2s" } }],
      },
    });
  const peers = () =>
    resource("kubernetes:security.istio.io/v1:PeerAuthentication", {
      ...{ apiVersion: "security.istio.io/v1", kind: "PeerAuthentication", metadata },
      spec: {
        selector: { matchLabels: labels },
        mtls: { mode: "STRICT" },
        portLevelMtls: { "80": { mode: "PERMISSIVE" } },
      },
    });

  holdRules(meshRules, [
    [
      "mesh/duration",
      [breaker()],
      { "spec.trafficPolicy.outlierDetection.interval": "10 seconds" },
      [
        'spec.trafficPolicy.outlierDetection.interval: "10 seconds" is not a length of time of the mesh\'s; write one such as "10s" or "500ms"',
      ],
    ],
    [
      "mesh/host",
      [breaker()],
      { "spec.host": undefined },
      ["spec.host: is missing, and the rule would hold for nothing; name a service"],
    ],
    [
      "mesh/hosts",
      [routes()],
      { "spec.hosts": undefined },
      ["spec.hosts: is missing, and the routes would hold for nothing; name a service"],
    ],
    [
      "mesh/mtls-mode",
      [peers()],
      { "spec.portLevelMtls.80.mode": "OPEN" },
      [
        'spec.portLevelMtls.80.mode: "OPEN" is not one of UNSET, DISABLE, PERMISSIVE, STRICT; use STRICT',
      ],
    ],
    [
      "mesh/port-without-selector",
      [peers()],
      { "spec.selector": undefined },
      ["spec.portLevelMtls: needs a selector, and without one is left aside; name the pods"],
    ],
    [
      "mesh/retries-without-end",
      [routes()],
      { "spec.http.0.retries.perTryTimeout": undefined },
      [
        "spec.http[0].retries: have no perTryTimeout, so the first try takes all the time; give one",
      ],
    ],
  ]);

  it("finds a misspelt key where the SDK has no types", () => {
    const spec = { host: "web", trafficPolicy: { outlierDetecton: { interval: "10s" } } };
    expect(check([{ ...breaker(), inputs: { ...breaker().inputs, spec } }])).toEqual([
      'fields/unknown spec.trafficPolicy.outlierDetecton: "outlierDetecton" is not an input of kubernetes:networking.istio.io.DestinationRule; did you mean "outlierDetection"?',
    ]);
  });
});
