import { flagAt, given, isBlock, lacks, listAt, numberAt, textAt, valueAt } from "../values";
import { isNoneOf, when, type ApiRule } from "./rule";

const TEMPLATES = ["compute.RegionInstanceTemplate", "compute.InstanceTemplate"];
const SCRATCH_SIZES = [375, 3000, 3500, 7000, 14_000];

export const templateRules: readonly ApiRule[] = [
  {
    id: "template/boot-disk",
    severity: "error",
    source: "preview",
    kinds: TEMPLATES,
    breaches: ({ inputs }) =>
      listAt(inputs, "disks").flatMap((disk, index) =>
        when(
          index > 0 && flagAt(disk, "boot") === true,
          `disks[${index}].boot`,
          '"true" is for the first disk only; move this disk to the front, or leave boot out',
        ),
      ),
  },
  {
    id: "template/scratch-type",
    severity: "error",
    source: "preview",
    kinds: TEMPLATES,
    breaches: ({ inputs }) =>
      listAt(inputs, "disks").flatMap((disk, index) => {
        const [type, diskType] = [textAt(disk, "type", "PERSISTENT"), textAt(disk, "diskType", "")];
        if (type === undefined || diskType === undefined) return [];
        return when(
          (type === "SCRATCH") !== (diskType === "local-ssd"),
          `disks[${index}].diskType`,
          `"${diskType}" doesn't go with the type "${type}"; SCRATCH and local-ssd go together`,
        );
      }),
  },
  {
    id: "template/scratch-size",
    severity: "error",
    source: "preview",
    kinds: TEMPLATES,
    breaches: ({ inputs }) =>
      listAt(inputs, "disks").flatMap((disk, index) => {
        const size = numberAt(disk, "diskSizeGb");
        return when(
          textAt(disk, "type") === "SCRATCH" && isNoneOf(size, SCRATCH_SIZES),
          `disks[${index}].diskSizeGb`,
          `"${size}" is not one of ${SCRATCH_SIZES.join(", ")}; use 375`,
        );
      }),
  },
  {
    id: "template/named",
    severity: "warning",
    source: "docs",
    kinds: TEMPLATES,
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "name");
      // A name that Pulumi or the provider made up ends in their random letters.
      const isMadeUp = name !== undefined && /-[0-9a-f]{7}$|\d{20,}/.test(name);
      return when(
        given(inputs, "name") && !isMadeUp,
        "name",
        `"${name ?? ""}" is fixed, so that a changed template is deleted while its group still uses it; leave it out`,
      );
    },
  },
  {
    id: "template/long-prefix",
    severity: "warning",
    source: "docs",
    kinds: TEMPLATES,
    breaches: ({ inputs }) => {
      const prefix = textAt(inputs, "namePrefix");
      return when(
        prefix !== undefined && prefix.length > 37,
        "namePrefix",
        `"${prefix}" has ${prefix?.length} characters; above 37 the random end gets short and may collide, so shorten it`,
      );
    },
  },
  {
    id: "template/no-network",
    severity: "error",
    source: "api",
    kinds: TEMPLATES,
    breaches: ({ inputs }) =>
      listAt(inputs, "networkInterfaces").flatMap((nic, index) =>
        when(
          isBlock(nic) &&
            ["network", "subnetwork", "networkAttachment"].every((name) => lacks(nic, name)),
          `networkInterfaces[${index}].subnetwork`,
          "is missing, as are network and networkAttachment; give the region's subnetwork",
        ),
      ),
  },
  {
    id: "template/spot-scheduling",
    severity: "error",
    source: "docs",
    kinds: TEMPLATES,
    breaches: ({ inputs }) => {
      const model = textAt(inputs, "scheduling.provisioningModel");
      const isSpot = model === "SPOT" || flagAt(inputs, "scheduling.preemptible") === true;
      return [
        ...when(
          isSpot && flagAt(inputs, "scheduling.automaticRestart", true) === true,
          "scheduling.automaticRestart",
          '"true", also by default, doesn\'t go with spot instances; set it to false',
        ),
        ...when(
          isSpot && textAt(inputs, "scheduling.onHostMaintenance") === "MIGRATE",
          "scheduling.onHostMaintenance",
          '"MIGRATE" doesn\'t go with spot instances; set TERMINATE',
        ),
      ];
    },
  },
  {
    id: "template/two-startup-scripts",
    severity: "error",
    source: "docs",
    kinds: TEMPLATES,
    breaches: ({ inputs }) => {
      const metadata = valueAt(inputs, "metadata");
      return when(
        given(inputs, "metadataStartupScript") && isBlock(metadata) && "startup-script" in metadata,
        "metadataStartupScript",
        'can\'t be given together with metadata["startup-script"]; keep one of them',
      );
    },
  },
];
