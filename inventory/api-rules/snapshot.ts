import { isLate, lacks, numberAt, textAt } from "../values";
import { referenced } from "./references";
import { isOutside, when, type ApiRule } from "./rule";

const POLICIES = ["compute.ResourcePolicy"];
const DISKS = ["compute.Disk", "compute.RegionDisk"];
const SCHEDULE = "snapshotSchedulePolicy.schedule";
const KINDS = [
  ...["snapshotSchedulePolicy", "instanceSchedulePolicy", "groupPlacementPolicy"],
  ...["diskConsistencyGroupPolicy", "workloadPolicy"],
];

export const snapshotRules: readonly ApiRule[] = [
  {
    id: "snapshot/empty-policy",
    severity: "warning",
    source: "derived",
    kinds: POLICIES,
    breaches: ({ inputs }) =>
      when(
        KINDS.every((name) => lacks(inputs, name)),
        "",
        "does nothing: it has no policy in it; give snapshotSchedulePolicy or another one",
      ),
  },
  {
    id: "snapshot/days-in-cycle",
    severity: "error",
    source: "docs",
    kinds: POLICIES,
    breaches: ({ inputs }) => {
      const path = `${SCHEDULE}.dailySchedule.daysInCycle`;
      const days = numberAt(inputs, path);
      return when(isOutside(days, 1, 1), path, `"${days}" is not 1, which is all it can be; use 1`);
    },
  },
  {
    id: "snapshot/hours-in-cycle",
    severity: "warning",
    source: "unconfirmed",
    kinds: POLICIES,
    breaches: ({ inputs }) => {
      const path = `${SCHEDULE}.hourlySchedule.hoursInCycle`;
      const hours = numberAt(inputs, path);
      return when(isOutside(hours, 1, 23), path, `"${hours}" is not from 1 to 23; use 4`);
    },
  },
  {
    id: "snapshot/policy-elsewhere",
    severity: "error",
    source: "docs",
    kinds: ["compute.DiskResourcePolicyAttachment", "compute.RegionDiskResourcePolicyAttachment"],
    breaches: (attachment, inventory) =>
      referenced(attachment, "name", inventory, POLICIES).flatMap((policy) => {
        const zone = textAt(attachment.inputs, "zone");
        const region = textAt(attachment.inputs, "region") ?? zone?.replace(/-[a-z]$/, "");
        const other = textAt(policy.inputs, "region");
        return when(
          region !== undefined && other !== undefined && region !== other,
          "name",
          `"${policy.name}" is a policy of ${other}, the disk is in ${region}; use one of ${region}`,
        );
      }),
  },
  {
    id: "disk/copy-in-same-region",
    severity: "error",
    source: "docs",
    kinds: DISKS,
    breaches: ({ inputs }) => {
      const path = "asyncPrimaryDisk.disk";
      const origin = textAt(inputs, path);
      const region = textAt(inputs, "region");
      return when(
        region !== undefined && origin?.includes(`/regions/${region}/`) === true,
        path,
        `"${origin}" is in ${region} too; a copy is in another region`,
      );
    },
  },
  {
    id: "disk/copy-of-other-size",
    severity: "error",
    source: "docs",
    kinds: DISKS,
    breaches: (copy, inventory) =>
      referenced(copy, "asyncPrimaryDisk", inventory, DISKS).flatMap((origin) => {
        const [own, other] = [copy, origin].map(({ inputs }) => numberAt(inputs, "size"));
        return when(
          own !== undefined && other !== undefined && own !== other,
          "size",
          `"${own}" GB is not the ${other} GB of ${origin.name}, which it copies; give both the same`,
        );
      }),
  },
  {
    id: "snapshot/replica-zones",
    severity: "error",
    source: "docs",
    kinds: ["compute.RegionDisk"],
    breaches: ({ inputs }) => {
      const zones = inputs["replicaZones"];
      return when(
        Array.isArray(zones) && !zones.some(isLate) && new Set(zones).size !== 2,
        "replicaZones",
        `has "${Array.isArray(zones) ? new Set(zones).size : 0}" different zones; give exactly 2`,
      );
    },
  },
];
