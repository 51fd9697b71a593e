import type { Resource } from "../../inventory/model";
import { kindName } from "../../inventory/fields/rules";
import { isLate, listAt, numberAt, quoted, textAt, valueAt } from "../../inventory/values";
import { every, type PolicyContext } from "../context";
import { broken, type PolicyBreach } from "../rule";

export const DEPLOYMENTS = ["kubernetes:apps.Deployment"];
/** Whatever makes pods. */
export const POD_MAKERS = [...DEPLOYMENTS, "kubernetes:batch.CronJob"];

/** Where a kind says what its pods are made from. */
function templateOf({ type }: Resource): string {
  return kindName(type) === "kubernetes:batch.CronJob"
    ? "spec.jobTemplate.spec.template.spec"
    : "spec.template.spec";
}

/** The images of all pods, and where each is written. */
export function podImages(
  context: PolicyContext,
): readonly (readonly [Resource, string, string])[] {
  return every(context, POD_MAKERS).flatMap((maker) => {
    const at = `${templateOf(maker)}.containers`;
    return listAt(maker.inputs, at).flatMap((container, index) => {
      const image = textAt(container, "image");
      return image === undefined ? [] : [[maker, `${at}[${index}].image`, image] as const];
    });
  });
}

/** Pods that may all be put into one zone, as R10 has it of groups. */
export function podsInOneZone(context: PolicyContext): PolicyBreach[] {
  return every(context, POD_MAKERS).flatMap((maker) => {
    const path = `${templateOf(maker)}.topologySpreadConstraints`;
    const spread = listAt(maker.inputs, path).some(
      (constraint) =>
        isLate(constraint) ||
        (textAt(constraint, "topologyKey") === "topology.kubernetes.io/zone" &&
          textAt(constraint, "whenUnsatisfiable", "DoNotSchedule") === "DoNotSchedule"),
    );
    return broken(
      !spread && !isLate(valueAt(maker.inputs, path)),
      maker,
      path,
      "lets all pods be in one zone, and the service goes down with it; spread them over topology.kubernetes.io/zone, DoNotSchedule",
    );
  });
}

/** Pods that an update takes away first, as R13 has it of groups. */
export function podUpdates(context: PolicyContext): PolicyBreach[] {
  return every(context, DEPLOYMENTS).flatMap((deployment) => {
    const { inputs } = deployment;
    const recreated = textAt(inputs, "spec.strategy.type") === "Recreate";
    const path = "spec.strategy.rollingUpdate.maxUnavailable";
    // Left out, Kubernetes takes a quarter of them away.
    const away = valueAt(inputs, path) ?? "25%";
    return [
      ...broken(
        recreated,
        deployment,
        "spec.strategy.type",
        '"Recreate" takes all pods away before new ones serve; use RollingUpdate',
      ),
      ...broken(
        !recreated && !isLate(away) && away !== 0 && away !== "0%",
        deployment,
        path,
        `${quoted(away)} takes pods out of service during an update; use 0`,
      ),
      ...broken(
        (numberAt(inputs, "spec.minReadySeconds", 0) ?? 1) < 1,
        deployment,
        "spec.minReadySeconds",
        "a pod that has just started counts as ready; set it to 10",
      ),
    ];
  });
}
