import { referenced, referrers } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { given, listAt, numberAt, textAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf, subjectOf, trusted } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import type { ServiceSituation } from "../situation";
import { nodesInOneZone, nodeUpdates, POOLS } from "./node-pool";
import { POD_MAKERS, podsInOneZone, podUpdates } from "./pods";

const REGIONAL_GROUPS = ["compute.RegionInstanceGroupManager"];
export const GROUPS = [...REGIONAL_GROUPS, "compute.InstanceGroupManager"];
export const AUTOSCALERS = ["compute.RegionAutoscaler", "compute.Autoscaler"];

export const anyGroup = {
  to: "a group of instances",
  when: (context: PolicyContext) => every(context, GROUPS).length > 0,
};

export function serviceOf(
  context: PolicyContext,
  resource: Resource,
): ServiceSituation | undefined {
  return context.situation.services[subjectOf(context, resource) ?? ""];
}

/** How many zones a group is spread over; a zonal one is in one. */
export function zonesOf({ inputs }: Resource): number {
  return Math.max(1, listAt(inputs, "distributionPolicyZones").length);
}

/** Whether it is sent requests; workers fetch their tasks themselves. */
export function isServing({ inputs }: Resource): boolean {
  return given(inputs, "namedPorts");
}

/** The zones of a service's zonal groups in a region; none for a regional group. */
function zonesBeside(context: PolicyContext, group: Resource): readonly string[] {
  const zone = textAt(group.inputs, "zone");
  const service = subjectOf(context, group);
  if (zone === undefined || service === undefined) return zone === undefined ? [] : [zone];
  const beside = every(context, GROUPS).filter(
    (other) => regionOf(other) === regionOf(group) && subjectOf(context, other) === service,
  );
  return [...new Set(beside.flatMap(({ inputs }) => textAt(inputs, "zone") ?? []))];
}

const anyGroupOrPods = {
  to: "a group of instances, pods or nodes",
  when: (context: PolicyContext) => every(context, [...GROUPS, ...POD_MAKERS, ...POOLS]).length > 0,
};

export const instanceGroupRules: readonly PolicyRule[] = [
  {
    id: "R10",
    title: "A group is regional, in two zones at least",
    severity: "error",
    source:
      "Google's page on regional groups recommends three zones; two are enough here, because sizes leave enough with one zone lost. Groups of one zone each count together: workers have them. A service that is described as single-zone is exempt, and R36 holds that zones belong to their region",
    fix: "use a RegionInstanceGroupManager over two zones or more, or describe the service as single-zone",
    scope: "stack",
    applies: anyGroupOrPods,
    breaches: (context) => [
      ...podsInOneZone(context),
      ...nodesInOneZone(context),
      ...trusted(context, GROUPS)
        .filter((group) => serviceOf(context, group)?.placement !== "single-zone")
        .flatMap((group) => {
          const zones = listAt(group.inputs, "distributionPolicyZones");
          const zonal = zonesBeside(context, group);
          return [
            ...broken(
              zones.length === 1,
              group,
              "distributionPolicyZones",
              `"${zones.join(", ")}" is the only zone, and the service goes down with it; name two or more`,
            ),
            ...broken(
              zonal.length === 1,
              group,
              "zone",
              `"${zonal.join(", ")}" is the only zone, and the service goes down with it; use a RegionInstanceGroupManager`,
            ),
          ];
        }),
    ],
  },
  {
    id: "R13",
    title: "An update takes no instance away before another one serves",
    severity: "error",
    source:
      "the API: fixed numbers are 0 or at least the number of zones, percentages need 10 instances, not both may be 0",
    fix: "set maxUnavailableFixed to 0, maxSurgeFixed to the number of zones, and minReadySec",
    scope: "stack",
    applies: anyGroupOrPods,
    breaches: (context) => [
      ...podUpdates(context),
      ...nodeUpdates(context),
      ...trusted(context, GROUPS).flatMap((group) => [
        ...fixedFaults(group),
        ...percentFaults(context, group),
        ...broken(
          isServing(group) && (numberAt(group.inputs, "updatePolicy.minReadySec", 0) ?? 1) < 1,
          group,
          "updatePolicy.minReadySec",
          "an instance that has just started counts as ready; set it to 10",
        ),
      ]),
    ],
  },
];

function fixedFaults(group: Resource): PolicyBreach[] {
  const zones = zonesOf(group);
  const [surge, unavailable] = ["updatePolicy.maxSurgeFixed", "updatePolicy.maxUnavailableFixed"];
  const away = numberAt(group.inputs, unavailable);
  const more = numberAt(group.inputs, surge);
  return [
    ...broken(
      away !== undefined && away > 0,
      group,
      unavailable,
      `"${away}" takes instances out of service during an update; use 0`,
    ),
    ...broken(
      more !== undefined && more > 0 && more < zones,
      group,
      surge,
      `"${more}" is less than one for each of ${zones} zones, which the API refuses; use ${zones}`,
    ),
    ...broken(
      more === 0 && away === 0,
      group,
      surge,
      `"0" leaves no way to update, since none may be unavailable either; use ${zones}`,
    ),
  ];
}

function percentFaults(context: PolicyContext, group: Resource): PolicyBreach[] {
  const [autoscaler] = autoscalersOf(context, group);
  const least = numberAt(autoscaler?.inputs, "autoscalingPolicy.minReplicas", 0) ?? 0;
  return ["updatePolicy.maxSurgePercent", "updatePolicy.maxUnavailablePercent"].flatMap((path) =>
    broken(
      given(group.inputs, path) && least < 10,
      group,
      path,
      `a percentage needs 10 instances, and the group may have "${least}"; use a fixed number`,
    ),
  );
}

function autoscalersOf({ inventory }: PolicyContext, group: Resource): readonly Resource[] {
  return referrers(group, "target", inventory, AUTOSCALERS);
}

export function groupOf({ inventory }: PolicyContext, autoscaler: Resource): Resource | undefined {
  return referenced(autoscaler, "target", inventory, GROUPS)[0];
}
