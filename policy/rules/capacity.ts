import type { Resource } from "../../inventory/model";
import { numberAt, textAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf, trusted } from "../context";
import { broken, type PolicyRule } from "../rule";
import { AUTOSCALERS, GROUPS, groupOf, serviceOf, zonesOf } from "./instance-group";
import { POOLS } from "./node-pool";
import { fewAtMost, fewPods, SCALERS } from "./pod-capacity";
import { full, lost } from "./sums";

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
      ...scaled(context).flatMap(({ autoscaler, needed, zones, isReady }) => {
        const least = numberAt(autoscaler.inputs, MIN);
        if (least === undefined) return [];
        const left = least - lost(least, zones) - 1;
        const few = Math.min(zones, full(needed, zones));
        const isOff = textAt(autoscaler.inputs, MODE, "ON") === "OFF";
        if (!isReady && context.situation.standby === "cold") return [];
        return [
          ...broken(isOff, autoscaler, MODE, '"OFF" adds no instance when a zone is lost; use ON'),
          ...broken(
            isReady && left < needed,
            autoscaler,
            MIN,
            `"${least}" leaves ${Math.max(0, left)} with one of ${zones} zones lost and one instance out, and the peak needs ${needed}; use ${full(needed, zones)}`,
          ),
          ...broken(
            !isReady && least < few,
            autoscaler,
            MIN,
            `"${least}" leaves a zone of the standby region empty; use ${few}`,
          ),
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
      ...scaled(context).flatMap(({ autoscaler, needed, zones }) => {
        const most = numberAt(autoscaler.inputs, MAX);
        const left = most === undefined ? needed : most - lost(most, zones);
        return broken(
          left < needed,
          autoscaler,
          MAX,
          `"${most}" leaves ${left} with one of ${zones} zones lost, and the whole peak needs ${needed}; raise it`,
        );
      }),
    ],
  },
];

interface Scaled {
  readonly autoscaler: Resource;
  readonly needed: number;
  readonly zones: number;
  /** Whether the region has to carry the peak as it is. */
  readonly isReady: boolean;
}

/** The autoscalers of services whose load is described. */
function scaled(context: PolicyContext): Scaled[] {
  const { primary, standby } = context.situation;
  return trusted(context, AUTOSCALERS).flatMap((autoscaler) => {
    const group = groupOf(context, autoscaler);
    const needed = serviceOf(context, autoscaler)?.needed;
    if (group === undefined || needed === undefined) return [];
    const isReady = regionOf(autoscaler) === primary || standby === "hot";
    return [{ autoscaler, needed, zones: zonesOf(group), isReady }];
  });
}
