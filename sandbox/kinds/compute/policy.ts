import { regionOf } from "../../address";
import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { isDeployment, podTemplateOf, rolloutOf } from "../kubernetes/deployment";
import { blocksAt, numberAt, textAt, textsAt } from "../lookup";

/** A template and how many machines of a group shall be made from it. */
export interface Share {
  readonly template: string;
  readonly count: number;
}

/** How a managed group is to be run, as it is deployed. */
export interface GroupPolicy {
  readonly region: string;
  /** In the order in which they are filled. */
  readonly zones: readonly string[];
  readonly shape: "EVEN" | "BALANCED" | "ANY" | "ANY_SINGLE_ZONE";
  readonly redistributes: boolean;
  /** Replaces what is outdated by itself; otherwise only new machines get the new template. */
  readonly proactive: boolean;
  readonly surge: number;
  readonly unavailable: number;
  /** How long a new machine must have been healthy, in milliseconds. */
  readonly minReady: number;
  /** Whether a machine that is repaired gets the newest template. */
  readonly updatesOnRepair: boolean;
  readonly repairs: boolean;
}

const SHAPES = ["EVEN", "BALANCED", "ANY", "ANY_SINGLE_ZONE"] as const;

/** Reads a group's properties; `size` is what percentages are of. */
export function policyOf(group: CloudResource, size: number, cloud: Cloud): GroupPolicy {
  if (isDeployment(group)) return podPolicy(group, size, cloud);
  const { properties, location } = group;
  const update = blocksAt(properties, "updatePolicy")[0];
  const life = blocksAt(properties, "instanceLifecyclePolicy")[0];
  const region = regionOf(location);
  const zones = textsAt(properties, "distributionPolicyZones");
  const shape = textAt(properties, "distributionPolicyTargetShape");
  const recreates = textAt(update, "replacementMethod") === "RECREATE";
  return {
    region,
    zones: zones.length > 0 ? zones : location === region ? [] : [location],
    shape: SHAPES.find((known) => known === shape) ?? "EVEN",
    redistributes: textAt(update, "instanceRedistributionType") !== "NONE",
    proactive: textAt(update, "type") === "PROACTIVE",
    surge: recreates ? 0 : amount(update, "maxSurge", size, zones.length),
    unavailable: amount(update, "maxUnavailable", size, zones.length),
    minReady: (numberAt(update, "minReadySec") ?? 0) * 1000,
    updatesOnRepair: textAt(life, "forceUpdateOnRepair") === "YES",
    repairs:
      (textAt(life, "onFailedHealthCheck") ?? "DEFAULT_ACTION") === "DEFAULT_ACTION"
        ? textAt(life, "defaultActionOnFailure") !== "DO_NOTHING"
        : textAt(life, "onFailedHealthCheck") === "REPAIR",
  };
}

/** Pods go to the emptiest zone that is there, and nothing moves them later. */
function podPolicy(deployment: CloudResource, size: number, cloud: Cloud): GroupPolicy {
  return {
    ...rolloutOf(deployment, size, cloud),
    region: regionOf(deployment.location),
    shape: "BALANCED",
    redistributes: false,
    proactive: true,
    updatesOnRepair: true,
    repairs: false,
  };
}

/** A fixed number or a share of the size; the API's default is one for each zone. */
function amount(
  update: CloudResource["properties"] | undefined,
  field: "maxSurge" | "maxUnavailable",
  size: number,
  zones: number,
): number {
  const fixed = numberAt(update, `${field}Fixed`);
  if (fixed !== undefined) return fixed;
  const percent = numberAt(update, `${field}Percent`);
  return percent === undefined ? Math.max(1, zones) : Math.ceil((percent / 100) * size);
}

/** How a group's size is divided among its versions: one has no size of its own and takes the rest. */
export function sharesOf(group: CloudResource, size: number): readonly Share[] {
  if (isDeployment(group)) return [{ template: podTemplateOf(group), count: size }];
  const { properties } = group;
  const versions = blocksAt(properties, "versions");
  let rest = size;
  const sized = versions.map((version) => {
    const fixed = numberAt(version, "targetSize.fixed");
    const percent = numberAt(version, "targetSize.percent");
    const wanted = fixed ?? (percent === undefined ? undefined : Math.ceil((percent / 100) * size));
    const count = wanted === undefined ? undefined : Math.min(wanted, rest);
    rest -= count ?? 0;
    return { template: textAt(version, "instanceTemplate") ?? "", count };
  });
  return sized.map(({ template, count }) => ({ template, count: count ?? rest }));
}
