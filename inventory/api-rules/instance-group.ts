import type { Inventory, Resource } from "../model";
import { flagAt, given, isLate, lacks, listAt, numberAt, textAt, textsAt } from "../values";
import { referenced, referrers } from "./references";
import { isNoneOf, repeated, when, type ApiRule, type Breach } from "./rule";

const REGIONAL = ["compute.RegionInstanceGroupManager"];
const GROUPS = [...REGIONAL, "compute.InstanceGroupManager"];
const AUTOSCALERS = ["compute.RegionAutoscaler", "compute.Autoscaler"];
const HEALTH_CHECKS = ["compute.HealthCheck", "compute.RegionHealthCheck"];
const SHAPES = ["EVEN", "BALANCED", "ANY", "ANY_SINGLE_ZONE"];

export const instanceGroupRules: readonly ApiRule[] = [
  {
    id: "instance-group/surge-below-zones",
    severity: "error",
    source: "api",
    kinds: REGIONAL,
    breaches: (group) => belowZones(group, "updatePolicy.maxSurgeFixed"),
  },
  {
    id: "instance-group/unavailable-below-zones",
    severity: "error",
    source: "api",
    kinds: REGIONAL,
    breaches: (group) => belowZones(group, "updatePolicy.maxUnavailableFixed"),
  },
  {
    id: "instance-group/no-room-to-update",
    severity: "error",
    source: "api",
    kinds: GROUPS,
    breaches: ({ inputs }) =>
      when(
        budget(inputs, "maxSurge") === 0 && budget(inputs, "maxUnavailable") === 0,
        "updatePolicy",
        "surge and unavailability are both 0, so that nothing could ever be replaced; raise maxSurgeFixed to the number of zones",
      ),
  },
  {
    id: "instance-group/recreate-with-surge",
    severity: "error",
    source: "api",
    kinds: GROUPS,
    breaches: ({ inputs }) =>
      textAt(inputs, "updatePolicy.replacementMethod") === "RECREATE"
        ? [
            ...when(
              (budget(inputs, "maxSurge") ?? 0) > 0,
              "updatePolicy.replacementMethod",
              `"RECREATE" keeps names and can't surge, but maxSurge is "${budget(inputs, "maxSurge")}"; set it to 0, or use SUBSTITUTE`,
            ),
            ...when(
              budget(inputs, "maxUnavailable") === 0,
              "updatePolicy.replacementMethod",
              '"RECREATE" takes instances away first, but maxUnavailable is "0"; raise it, or use SUBSTITUTE',
            ),
          ]
        : [],
  },
  {
    id: "instance-group/shape",
    severity: "error",
    source: "docs",
    kinds: REGIONAL,
    breaches: ({ inputs }) => {
      const shape = textAt(inputs, "distributionPolicyTargetShape");
      return when(
        isNoneOf(shape, SHAPES),
        "distributionPolicyTargetShape",
        `"${shape}" is not one of ${SHAPES.join(", ")}; use EVEN for an autoscaled group`,
      );
    },
  },
  {
    id: "instance-group/shape-with-redistribution",
    severity: "error",
    source: "docs",
    kinds: REGIONAL,
    breaches: ({ inputs }) => {
      const shape = textAt(inputs, "distributionPolicyTargetShape", "EVEN");
      const type = textAt(inputs, "updatePolicy.instanceRedistributionType", "PROACTIVE");
      return when(
        isNoneOf(shape, ["EVEN"]) && type === "PROACTIVE",
        "updatePolicy.instanceRedistributionType",
        `"PROACTIVE" doesn't go with the shape "${shape}"; set it to NONE, or use the shape EVEN`,
      );
    },
  },
  {
    id: "instance-group/autoscaled-without-redistribution",
    severity: "error",
    source: "docs",
    kinds: REGIONAL,
    breaches: (group, inventory) => {
      const type = textAt(group.inputs, "updatePolicy.instanceRedistributionType");
      const active = autoscalers(group, inventory).filter(
        ({ inputs }) => textAt(inputs, "autoscalingPolicy.mode", "ON") === "ON",
      );
      return when(
        type === "NONE" && active.length > 0,
        "updatePolicy.instanceRedistributionType",
        `"NONE" stops the autoscaler ${active[0]?.name} from working; use PROACTIVE with the shape EVEN`,
      );
    },
  },
  {
    id: "instance-group/target-size-with-autoscaler",
    severity: "warning",
    source: "docs",
    kinds: GROUPS,
    breaches: (group, inventory) =>
      when(
        given(group.inputs, "targetSize") &&
          !group.ignoreChanges.includes("targetSize") &&
          autoscalers(group, inventory).length > 0,
        "targetSize",
        `"${String(group.inputs["targetSize"])}" fights the autoscaler ${autoscalers(group, inventory)[0]?.name} on every deployment; leave it out`,
      ),
  },
  {
    id: "instance-group/stateful-and-autoscaled",
    severity: "error",
    source: "docs",
    kinds: GROUPS,
    breaches: (group, inventory) =>
      stateful(group).flatMap((path) =>
        when(
          autoscalers(group, inventory).length > 0,
          path,
          `keeps state, and a group that keeps state can't be autoscaled; leave it out, or drop ${autoscalers(group, inventory)[0]?.name}`,
        ),
      ),
  },
  {
    id: "instance-group/stateful-with-redistribution",
    severity: "error",
    source: "docs",
    kinds: REGIONAL,
    breaches: (group) => {
      const type = textAt(group.inputs, "updatePolicy.instanceRedistributionType", "PROACTIVE");
      return stateful(group).flatMap((path) =>
        when(
          type === "PROACTIVE",
          path,
          "keeps state, which needs updatePolicy.instanceRedistributionType NONE; set that, or leave this out",
        ),
      );
    },
  },
  {
    id: "instance-group/one-version-takes-the-rest",
    severity: "error",
    source: "docs",
    kinds: GROUPS,
    breaches: ({ inputs }) => {
      const versions = listAt(inputs, "versions");
      if (versions.some(isLate)) return [];
      const rest = versions.filter((version) => lacks(version, "targetSize")).length;
      return when(
        versions.length > 0 && rest !== 1,
        "versions",
        `"${rest}" of ${versions.length} versions have no targetSize, exactly one has to take the rest; give all others a targetSize`,
      );
    },
  },
  {
    id: "instance-group/zones",
    severity: "error",
    source: "api",
    kinds: REGIONAL,
    breaches: ({ inputs }) => {
      const zones = textsAt(inputs, "distributionPolicyZones");
      const region = textAt(inputs, "region");
      const foreign = zones.filter((zone) => region && !zone.startsWith(`${region}-`));
      const path = "distributionPolicyZones";
      return [
        ...foreign.flatMap((zone) =>
          when(true, path, `"${zone}" is not a zone of ${region}; use zones of the group's region`),
        ),
        ...repeated(zones).flatMap((zone) =>
          when(true, path, `"${zone}" stands there twice; name every zone once`),
        ),
      ];
    },
  },
  {
    id: "instance-group/base-instance-name",
    severity: "error",
    source: "docs",
    kinds: GROUPS,
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "baseInstanceName");
      return when(
        name !== undefined && !/^[a-z]([-a-z0-9]{0,56}[a-z0-9])?$/.test(name),
        "baseInstanceName",
        `"${name}" is no base for names of instances: 1 to 58 lower-case letters, digits and dashes, a letter first, no dash last; shorten or rename it`,
      );
    },
  },
  {
    id: "instance-group/heals-by-dns-check",
    severity: "error",
    source: "docs",
    kinds: GROUPS,
    breaches: (group, inventory) =>
      referenced(group, "autoHealingPolicies", inventory, HEALTH_CHECKS)
        .filter(({ inputs }) => given(inputs, "sourceRegions"))
        .flatMap(({ name }) =>
          when(
            true,
            "autoHealingPolicies.healthCheck",
            `"${name}" has sourceRegions, which serve DNS only; use a health check of its own for autohealing`,
          ),
        ),
  },
  {
    id: "instance-group/waits-for-instances",
    severity: "warning",
    source: "docs",
    kinds: GROUPS,
    breaches: ({ inputs }) =>
      when(
        flagAt(inputs, "waitForInstances") === true,
        "waitForInstances",
        '"true" holds a recovery up until all instances are stable, or 15 minutes; leave it out',
      ),
  },
];

/** A fixed number has to be 0 or reach all zones; a group without zones of its own gets three. */
function belowZones({ inputs }: Resource, path: string): Breach[] {
  const fixed = numberAt(inputs, path);
  const given = listAt(inputs, "distributionPolicyZones").length;
  const zones = given === 0 ? 3 : given;
  const advice = `use 0, or ${zones} or more`;
  return when(
    fixed !== undefined && fixed > 0 && fixed < zones,
    path,
    `"${fixed}" is below the number of zones, ${zones}; ${advice}`,
  );
}

/** The fixed number or the percentage, whichever is given and known. */
function budget(inputs: unknown, name: string): number | undefined {
  return (
    numberAt(inputs, `updatePolicy.${name}Fixed`) ?? numberAt(inputs, `updatePolicy.${name}Percent`)
  );
}

function autoscalers(group: Resource, inventory: Inventory): Resource[] {
  return referrers(group, "target", inventory, AUTOSCALERS);
}

function stateful({ inputs }: Resource): string[] {
  return ["statefulDisks", "statefulInternalIps", "statefulExternalIps"].filter((path) =>
    given(inputs, path),
  );
}
