import { kindName } from "../fields/rules";
import type { Inventory, Resource } from "../model";
import { isBlock, isLate, listAt, numberAt, quoted, textAt, valueAt, type Block } from "../values";
import { ofKinds } from "./references";
import { isOver, when, type ApiRule, type Breach } from "./rule";

const DEPLOYMENTS = ["kubernetes:apps.Deployment"];
const SERVICES = ["kubernetes:core.Service"];
const SCALERS = ["kubernetes:autoscaling.HorizontalPodAutoscaler"];
const BUDGETS = ["kubernetes:policy.PodDisruptionBudget"];
const POLICIES = ["kubernetes:networking.k8s.io.NetworkPolicy"];
/** Where each kind says which pods it is about. */
const SELECTORS: Readonly<Record<string, string>> = {
  "kubernetes:core.Service": "spec.selector",
  "kubernetes:policy.PodDisruptionBudget": "spec.selector.matchLabels",
  "kubernetes:networking.k8s.io.NetworkPolicy": "spec.podSelector.matchLabels",
};

/** What Kubernetes refuses, or takes and does nothing with; no schema says it. */
export const manifestRules: readonly ApiRule[] = [
  {
    id: "manifest/name",
    severity: "error",
    source: "docs",
    kinds: [...DEPLOYMENTS, ...SERVICES, ...SCALERS, ...BUDGETS, ...POLICIES],
    breaches: ({ inputs }) =>
      when(
        valueAt(inputs, "metadata.name") === undefined,
        "metadata.name",
        "is missing, and Pulumi would make one up, which nothing else knows; give one",
      ),
  },
  {
    id: "manifest/selector",
    severity: "error",
    source: "docs",
    kinds: DEPLOYMENTS,
    breaches: ({ inputs }) => {
      const wanted = blockAt(inputs, "spec.selector.matchLabels");
      const labels = blockAt(inputs, "spec.template.metadata.labels");
      return when(
        wanted !== undefined && labels !== undefined && !carries(labels, wanted),
        "spec.selector.matchLabels",
        `${quoted(wanted)} isn't among the labels of its own pods, ${quoted(labels)}; make them equal`,
      );
    },
  },
  {
    id: "manifest/selects-nothing",
    severity: "error",
    source: "docs",
    kinds: Object.keys(SELECTORS),
    breaches: (resource, inventory) => {
      const path = SELECTORS[kindName(resource.type)] ?? "";
      const wanted = blockAt(resource.inputs, path);
      return when(
        wanted !== undefined && selected(resource, inventory, wanted).length === 0,
        path,
        `${quoted(wanted)} is what no pod of its namespace carries; use the labels of a deployment's pods`,
      );
    },
  },
  {
    id: "manifest/target-port",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: (service, inventory) => {
      const pods = selected(service, inventory, blockAt(service.inputs, "spec.selector") ?? {});
      const named = pods.flatMap(portNames);
      return listAt(service.inputs, "spec.ports").flatMap((port, index) => {
        const target = textAt(port, "targetPort");
        return when(
          pods.length > 0 && target !== undefined && !named.includes(target),
          `spec.ports[${index}].targetPort`,
          `"${target}" is no port that the pods name; use ${named.join(", ") || "a number"}`,
        );
      });
    },
  },
  {
    id: "manifest/no-room-to-update",
    severity: "error",
    source: "docs",
    kinds: DEPLOYMENTS,
    breaches: ({ inputs }) => {
      const at = "spec.strategy.rollingUpdate";
      return when(
        [0, "0%"].includes(limit(inputs, `${at}.maxSurge`)) &&
          [0, "0%"].includes(limit(inputs, `${at}.maxUnavailable`)),
        at,
        "has maxSurge and maxUnavailable both 0, so no pod could ever be replaced; set maxSurge to 1",
      );
    },
  },
  {
    id: "pod-scaling/limits",
    severity: "error",
    source: "docs",
    kinds: SCALERS,
    breaches: ({ inputs }) => {
      const [least, most] = [
        numberAt(inputs, "spec.minReplicas", 1),
        numberAt(inputs, "spec.maxReplicas"),
      ];
      return when(
        isOver(least, most),
        "spec.minReplicas",
        `"${least}" is above maxReplicas "${most}"; lower it, or raise maxReplicas`,
      );
    },
  },
  {
    id: "pod-scaling/target",
    severity: "error",
    source: "docs",
    kinds: SCALERS,
    breaches: (scaler, inventory) => {
      const name = textAt(scaler.inputs, "spec.scaleTargetRef.name");
      const kind = textAt(scaler.inputs, "spec.scaleTargetRef.kind");
      return when(
        kind === "Deployment" && name !== undefined && !targetOf(scaler, inventory),
        "spec.scaleTargetRef.name",
        `"${name}" is no deployment of its namespace; name one`,
      );
    },
  },
  {
    id: "pod-scaling/replicas-given",
    severity: "warning",
    source: "docs",
    kinds: SCALERS,
    breaches: (scaler, inventory) => {
      const target = targetOf(scaler, inventory);
      const replicas = numberAt(target?.inputs, "spec.replicas");
      // With none, the autoscaler rests: that is how a standby waits.
      const fights = replicas !== undefined && replicas > 0;
      return when(
        fights && !target?.ignoreChanges.some((path) => path.startsWith("spec")),
        "spec.scaleTargetRef.name",
        `"${target?.name}" gives replicas "${replicas}", which fights the autoscaler on every deployment; leave them out`,
      );
    },
  },
  {
    id: "pod-budget/one-limit",
    severity: "error",
    source: "docs",
    kinds: BUDGETS,
    breaches: ({ inputs }) => {
      const given = ["minAvailable", "maxUnavailable"].filter(
        (key) => valueAt(inputs, `spec.${key}`) !== undefined,
      );
      return when(
        given.length !== 1,
        "spec",
        given.length === 2
          ? "has minAvailable and maxUnavailable, and takes one of them; keep maxUnavailable"
          : "has neither minAvailable nor maxUnavailable, so it protects nothing; set maxUnavailable to 1",
      );
    },
  },
  {
    id: "pod-budget/never",
    severity: "warning",
    source: "docs",
    kinds: BUDGETS,
    breaches: ({ inputs }) =>
      ["maxUnavailable", "minAvailable"].flatMap((key): Breach[] => {
        const value = limit(inputs, `spec.${key}`);
        const none = key === "maxUnavailable" ? [0, "0%"] : ["100%"];
        return when(
          none.includes(value),
          `spec.${key}`,
          `"${value}" never lets a pod go, so no node could be upgraded; allow one`,
        );
      }),
  },
];

function portNames({ inputs }: Resource): readonly string[] {
  return listAt(inputs, "spec.template.spec.containers").flatMap((container) =>
    listAt(container, "ports").flatMap((port) => textAt(port, "name") ?? []),
  );
}

/** A number, or a percentage as text; an empty text where it is neither. */
function limit(inputs: unknown, path: string): number | string {
  return numberAt(inputs, path) ?? textAt(inputs, path) ?? "";
}

function targetOf(scaler: Resource, inventory: Inventory): Resource | undefined {
  const name = textAt(scaler.inputs, "spec.scaleTargetRef.name");
  return beside(scaler, inventory).find(({ inputs }) => textAt(inputs, "metadata.name") === name);
}

/** The deployments of a resource's namespace whose pods carry what is wanted. */
function selected(resource: Resource, inventory: Inventory, wanted: Block): readonly Resource[] {
  return beside(resource, inventory).filter(({ inputs }) => {
    const labels = valueAt(inputs, "spec.template.metadata.labels");
    return isLate(labels) || (isBlock(labels) && carries(labels, wanted));
  });
}

function beside({ inputs }: Resource, inventory: Inventory): readonly Resource[] {
  const namespace = textAt(inputs, "metadata.namespace", "default");
  return ofKinds(inventory, DEPLOYMENTS).filter(
    (deployment) => textAt(deployment.inputs, "metadata.namespace", "default") === namespace,
  );
}

function blockAt(inputs: unknown, path: string): Block | undefined {
  const value = valueAt(inputs, path);
  return isBlock(value) ? value : undefined;
}

function carries(labels: Block, wanted: Block): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => isLate(value) || isLate(labels[key]) || labels[key] === value,
  );
}
