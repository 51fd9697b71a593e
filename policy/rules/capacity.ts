import { numberAt, textAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf, trusted } from "../context";
import { broken, type PolicyRule } from "../rule";
import { type Scaled, tooFewAtLeast, tooFewAtMost } from "./enough";
import { AUTOSCALERS, GROUPS, groupOf, serviceOf, zonesOf } from "./instance-group";
import { POOLS } from "./node-pool";
import { fewAtMost, fewPods, SCALERS } from "./pod-capacity";

const MIN = "autoscalingPolicy.minReplicas";
const MAX = "autoscalingPolicy.maxReplicas";
const MODE = "autoscalingPolicy.mode";

const anyCapacity = {
  to: "a group of instances, pods or nodes",
  when: (context: PolicyContext) => every(context, [...GROUPS, ...SCALERS, ...POOLS]).length > 0,
};

/**
 * The sums are done here a second time, from the described load and what is registered: a mistake in
 * the topology's own would show.
 */
export const capacityRules: readonly PolicyRule[] = [
  {
    id: "R11",
    title: "What stays with one zone lost and one instance out carries the peak",
    severity: "error",
    source:
      "Google's page on regional groups: when a zone is lost no new instances come unless an autoscaler adds them. The peak is counted in requests for each instance, so the target of the CPU isn't held against it. A standby region has one instance for each zone in warm, none in cold",
    fix: "raise minReplicas, and leave the autoscaler on where the service is ready to serve",
    scope: "stack",
    applies: anyCapacity,
    breaches: (context) => [
      ...fewPods(context),
      ...scaled(context).flatMap((one) => {
        const { scaler, isReady } = one;
        const least = numberAt(scaler.inputs, MIN);
        if (least === undefined) return [];
        const isOff = textAt(scaler.inputs, MODE, "ON") === "OFF";
        if (!isReady && context.situation.standby === "cold") return [];
        return [
          ...broken(isOff, scaler, MODE, '"OFF" adds no instance when a zone is lost; use ON'),
          ...tooFewAtLeast(one, MIN, least, "instance"),
        ];
      }),
    ],
  },
  {
    id: "R12",
    title: "Every region can grow to the whole peak, one zone lost",
    severity: "error",
    source:
      "Google's Well-Architected Framework: when a region is lost, the other takes all of its load. Whether the quota is there no offline check can see",
    fix: "raise maxReplicas, and ask for the quota",
    scope: "stack",
    applies: anyCapacity,
    breaches: (context) => [
      ...fewAtMost(context),
      ...scaled(context).flatMap((one) => tooFewAtMost(one, MAX, numberAt(one.scaler.inputs, MAX))),
    ],
  },
];

/** The autoscalers of services whose load is described. */
function scaled(context: PolicyContext): Scaled[] {
  const { primary, standby } = context.situation;
  return trusted(context, AUTOSCALERS).flatMap((scaler) => {
    const group = groupOf(context, scaler);
    const needed = serviceOf(context, scaler)?.needed;
    if (group === undefined || needed === undefined) return [];
    const isReady = regionOf(scaler) === primary || standby === "hot";
    return [{ scaler, needed, zones: zonesOf(group), isReady }];
  });
}
