import type { Misfit } from "./misfit";

/** What services in clusters need of the rest of the description. */
export const kubernetes: readonly Misfit[] = [
  {
    what: "pods without a cluster",
    edits: [["data:", `${pods()}data:`]],
    problems: [
      'kubernetes:1 is missing; api runs on kubernetes, and the clusters need it: write "kubernetes: { machineType: e2-standard-4 }"',
    ],
  },
  {
    what: "clusters where no region is",
    edits: [
      ["data:", `${pods()}data:`],
      [
        "standby: warm",
        "standby: warm\nkubernetes: { machineType: e2-standard-4, clusters: [us-east1, us-east1], mesh: [us-east9] }",
      ],
    ],
    problems: [
      "kubernetes.clusters:8 lacks the primary, us-central1, where services run; add it, or leave clusters out",
      'kubernetes.clusters[1]:8 "us-east1" is there already as clusters[0]; keep one of the two',
      'kubernetes.mesh[0]:8 "us-east9" is not one of the regions of this description; did you mean "us-east1"?',
    ],
  },
  {
    what: "pods in one zone, and in some",
    edits: [
      [
        "data:",
        `${pods("placement: single-zone, zones: { us-central1: [a] }")}${pods("placement: primary, zones: { us-central1: [a, b] }", "mail")}data:`,
      ],
      ["standby: warm", "standby: warm\nkubernetes: { machineType: e2-standard-4 }"],
    ],
    problems: [
      "services.api.placement:25 is not for kubernetes, whose clusters are regional; use primary, or instances in one zone",
      "services.mail.zones:26 is not for kubernetes: its pods are in all zones of the region; remove it",
    ],
  },
  {
    what: "pods that follow a metric of one's own, and nobody to ask for it",
    edits: [
      [
        "data:",
        `${pods("placement: primary, scaling: { on: custom.googleapis.com/orders, target: 5 }")}data:`,
      ],
      ["standby: warm", "standby: warm\nkubernetes: { machineType: e2-standard-4 }"],
    ],
    problems: [
      'services.api.scaling.on:25 "custom.googleapis.com/orders" is a metric that clusters ask an adapter for; name its image under kubernetes.metricsAdapter, or use "cpu" or "memory"',
    ],
  },
];

/** A service in a cluster that is right but for what a row is about. */
function pods(where = "placement: primary", name = "api"): string {
  const image = `us-docker.pkg.dev/shop/apps/api@sha256:${"0123456789abcdef".repeat(4)}`;
  return `  ${name}: { tier: important, ${where}, load: { peak: 1 rps, perInstance: 1 rps }, health: { liveness: /l, readiness: /r }, runs: { on: kubernetes, image: "${image}", port: 80, bootTime: 5 seconds, cpu: 500m, memory: 1Gi } }\n`;
}
