import { referrers } from "../../inventory/api-rules/references";
import { given, isLate, listAt, textAt, textsAt, valueAt } from "../../inventory/values";
import { every, regionOf } from "../context";
import { broken, type PolicyRule } from "../rule";
import { GROUPS } from "./instance-group";
import { TEMPLATES } from "./template";

const POLICIES = ["compute.ResourcePolicy"];
const DISKS = ["compute.Disk", "compute.RegionDisk"];
const ATTACHMENTS = [
  "compute.DiskResourcePolicyAttachment",
  "compute.RegionDiskResourcePolicyAttachment",
];
const STATE = ["statefulDisks", "statefulInternalIps", "statefulExternalIps"];
const LOCATIONS = "snapshotSchedulePolicy.snapshotProperties.storageLocations";

export const diskRules: readonly PolicyRule[] = [
  {
    id: "R27",
    title:
      "Instances keep nothing, disks are snapshotted, and snapshots are kept outside of the region",
    severity: "error",
    source:
      "background knowledge: an instance that can't be thrown away can't be healed, replaced or started elsewhere. Schedules are held for disks of the primary region; copies take none",
    fix: "let disks go with their instance, and keep snapshots in a multi-region",
    scope: "stack",
    applies: {
      to: "templates, groups, disks and snapshot schedules",
      when: (context) =>
        every(context, [...TEMPLATES, ...GROUPS, ...DISKS, ...POLICIES]).length > 0,
    },
    breaches: (context) => [
      ...every(context, TEMPLATES).flatMap((template) =>
        listAt(template.inputs, "disks").flatMap((disk, index) =>
          broken(
            valueAt(disk, "autoDelete") === false,
            template,
            `disks[${index}].autoDelete`,
            '"false" leaves a disk behind for every instance that is replaced; leave it out',
          ),
        ),
      ),
      ...every(context, GROUPS).flatMap((group) =>
        STATE.flatMap((path) =>
          broken(
            given(group.inputs, path),
            group,
            path,
            "binds data to an instance, which can't be started in another region; keep data in a store",
          ),
        ),
      ),
      ...every(context, DISKS)
        .filter((disk) => regionOf(disk) === context.situation.primary)
        .flatMap((disk) =>
          broken(
            referrers(disk, "disk", context.inventory, ATTACHMENTS).length === 0,
            disk,
            "",
            "has no snapshot schedule, so what is overwritten by mistake is gone; attach one",
          ),
        ),
      ...every(context, POLICIES)
        .filter(({ inputs }) => given(inputs, "snapshotSchedulePolicy"))
        .flatMap((policy) => {
          const { inputs } = policy;
          if (isLate(valueAt(inputs, LOCATIONS))) return [];
          const locations = [textAt(inputs, LOCATIONS) ?? [], ...textsAt(inputs, LOCATIONS)].flat();
          const isInside = locations.every((location) => location === regionOf(policy));
          return broken(
            isInside,
            policy,
            LOCATIONS,
            `${locations.length === 0 ? "is missing" : `"${locations.join(", ")}" is the disk's own region`}: snapshots may go with it; use a multi-region, such as us`,
          );
        }),
    ],
  },
];
