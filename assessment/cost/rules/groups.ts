import type { Inventory, Resource } from "../../../inventory/model";
import { isGiven, listAt, numberAt, textAt, textsAt, valueAt } from "../../../inventory/values";
import type { Line, Rules } from "../bill";
import { HOURS_A_MONTH } from "../prices";
import { bootDisks, machines } from "./machine-type";

const GROUPS = [
  "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager",
  "gcp:compute/instanceGroupManager:InstanceGroupManager",
];
const AUTOSCALERS = [
  "gcp:compute/regionAutoscaler:RegionAutoscaler",
  "gcp:compute/autoscaler:Autoscaler",
];
const POOL = "gcp:container/nodePool:NodePool";

/** Machines as they stand without load: each group at its autoscaler's minimum. */
export const groupRules: Rules = {
  ...Object.fromEntries(GROUPS.map((type) => [type, group])),
  "gcp:container/cluster:Cluster": () => [
    {
      what: "management of the cluster",
      sku: "gke.cluster",
      place: "any",
      quantity: HOURS_A_MONTH,
    },
  ],
  [POOL]: pool,
  "gcp:compute/routerNat:RouterNat": nat,
};

/** How many machines a group has while nothing is asked of it; none where it can't be said. */
function standing(group: Resource, { resources }: Inventory): number | undefined {
  const own = resources.find(
    ({ type, propertyDependencies }) =>
      AUTOSCALERS.includes(type) && propertyDependencies["target"]?.includes(group.urn),
  );
  // The autoscaler waits, and the size of the group isn't declared: it was made with none.
  if (textAt(own?.inputs, "autoscalingPolicy.mode") === "OFF") return 0;
  return own
    ? numberAt(own.inputs, "autoscalingPolicy.minReplicas")
    : numberAt(group.inputs, "targetSize");
}

function group(resource: Resource, inventory: Inventory): readonly Line[] {
  const place = placeOf(resource);
  const count = standing(resource, inventory);
  if (place === undefined || count === undefined) {
    return [{ what: "machines", because: "their number isn't known before they exist" }];
  }
  if (count === 0) return [];
  const templates = inventory.resources.filter(({ urn }) =>
    resource.propertyDependencies["versions"]?.includes(urn),
  );
  const types = new Set(templates.map(({ inputs }) => textAt(inputs, "machineType")));
  const [type] = types;
  if (types.size !== 1 || type === undefined) {
    return [{ what: `${count} machines`, because: "their type isn't known before they exist" }];
  }
  return [
    ...machines(count, type, place),
    ...disksOf(templates[0], count, place),
    ...peaks(resource, inventory),
  ];
}

function disksOf(template: Resource | undefined, count: number, place: string): readonly Line[] {
  return listAt(template?.inputs, "disks").flatMap((disk) => {
    const size = numberAt(disk, "diskSizeGb");
    // Disks of a data store are attached, and billed where they are made.
    if (textAt(disk, "source") !== undefined) return [];
    const type = textAt(disk, "diskType", "pd-standard") ?? "pd-standard";
    return size === undefined
      ? [{ what: "boot disks", because: "their size is that of the image" }]
      : bootDisks(count, type, size, place);
  });
}

function peaks(group: Resource, { resources }: Inventory): readonly Line[] {
  const own = resources.find(
    ({ type, propertyDependencies }) =>
      AUTOSCALERS.includes(type) && propertyDependencies["target"]?.includes(group.urn),
  );
  return isGiven(valueAt(own?.inputs, "autoscalingPolicy.scalingSchedules"))
    ? [{ what: "machines of known peaks", because: "how often a peak comes is a cron line" }]
    : [];
}

function placeOf({ inputs }: Resource): string | undefined {
  const zone = textAt(inputs, "zone");
  return textAt(inputs, "region") ?? zone?.slice(0, zone.lastIndexOf("-"));
}

function nodesOf({ inputs }: Resource): number | undefined {
  const zones = textsAt(inputs, "nodeLocations").length;
  const each = numberAt(inputs, "autoscaling.minNodeCount") ?? numberAt(inputs, "nodeCount");
  return (
    numberAt(inputs, "autoscaling.totalMinNodeCount") ??
    (each === undefined || zones === 0 ? undefined : each * zones)
  );
}

function pool(resource: Resource): readonly Line[] {
  const { inputs } = resource;
  const count = nodesOf(resource);
  const place = textAt(inputs, "location");
  const type = textAt(inputs, "nodeConfig.machineType");
  if (count === undefined || place === undefined || type === undefined) {
    return [{ what: "nodes", because: "their number isn't known before they exist" }];
  }
  const size = numberAt(inputs, "nodeConfig.diskSizeGb", 100) ?? 100;
  const disk = textAt(inputs, "nodeConfig.diskType", "pd-balanced") ?? "pd-balanced";
  return [...machines(count, type, place), ...bootDisks(count, disk, size, place)];
}

/** A gateway is billed by the machines behind it, up to 32 of them. */
const MOST_BILLED = 32;

function nat(resource: Resource, inventory: Inventory): readonly Line[] {
  const place = textAt(resource.inputs, "region");
  const counts = inventory.resources.flatMap((other) => {
    if (GROUPS.includes(other.type) && placeOf(other) === place) return standing(other, inventory);
    return other.type === POOL && textAt(other.inputs, "location") === place ? nodesOf(other) : [];
  });
  const data: Line = { what: "data through it", because: "how much leaves isn't described" };
  const sure = counts.filter((count) => count !== undefined);
  if (sure.length < counts.length) {
    return [{ what: "gateway", because: "the machines behind it can't be counted" }, data];
  }
  const behind = sure.reduce((sum, count) => sum + count, 0);
  if (behind === 0) return [data];
  const [sku, quantity] =
    behind > MOST_BILLED
      ? (["nat.gateway", HOURS_A_MONTH] as const)
      : (["nat.machine", behind * HOURS_A_MONTH] as const);
  return [{ what: `gateway for ${behind} machines`, sku, place: "any", quantity }, data];
}
