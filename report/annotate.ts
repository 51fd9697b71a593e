import type { Resource } from "../inventory/model";
import { traitsOf } from "../system/kinds/kinds";
import type {
  Cluster,
  Group,
  RegionPart,
  ServicePart,
  SqlInstance,
  Topology,
  WorkerGroups,
} from "../topology/model";
import { internalServices, publicServices } from "../topology/services";

/** What a component of a stack is there for now, in a few words; nothing for those that only group. */
export function annotate(
  { type, name }: Resource,
  topology: Topology,
  region: RegionPart,
): string | undefined {
  switch (type.slice(type.lastIndexOf(":") + 1)) {
    case "Region":
      return regionNote(topology, region);
    case "InstanceService":
      return find(region.groups, name, ({ service }) =>
        groupNote(topology, service, region, region.groups),
      );
    case "KubernetesService":
      return find(region.cluster?.pods ?? {}, name, ({ service }) =>
        groupNote(topology, service, region, region.cluster?.pods ?? {}),
      );
    case "Cluster":
      return region.cluster && clusterNote(region.cluster, region);
    case "WorkerService":
      return find(region.workers, name, workersNote);
    case "Database":
      return find(region.instances, name, (instance) => instanceNote(topology, instance));
    case "LoadBalancer":
      return publicServices(topology).map(backendNote).join("; ");
    case "InternalLoadBalancer":
      return internalServices(topology).map(backendNote).join("; ");
    case "Dns":
      return writerNote(topology);
    case "ObjectStore":
      return bucketNote(topology, name);
    case "Documents":
    case "Spanner":
    case "Warehouse":
    case "Queue":
      return placeNote(topology, name);
    case "Backups":
      return backupsNote(topology, region);
    default:
      return undefined;
  }
}

/** What a region is now, in words. */
export function regionNote(topology: Topology, { role, state }: RegionPart): string {
  if (state === "lost") return "lost: fenced, nothing refers to it";
  if (role === "primary") return "primary, takes the writes";
  const mode = `${topology.system.standby} standby`;
  return state === "planned" ? `${mode}, planned: nothing refers to it yet` : mode;
}

function find<Part extends { readonly region: string }>(
  parts: Readonly<Record<string, Part>>,
  name: string,
  say: (part: Part & { readonly service: string }) => string,
): string | undefined {
  const found = Object.entries(parts).find(([key, { region }]) => name === `${key}-${region}`);
  return found && say({ ...found[1], service: found[0] });
}

function groupNote(
  { services }: Topology,
  service: string,
  region: RegionPart,
  groups: RegionPart["groups"],
): string {
  const group = groups[service];
  const part = services[service];
  if (!group || !part) return "";
  if (region.state === "lost") return "fenced, autoscaler off";
  const unit = part.spec.runs.on === "kubernetes" ? "pod" : "instance";
  return `${sizeNote(group, unit)}, ${servingNote(part, region)}`;
}

function clusterNote({ pools, mesh }: Cluster, { state }: RegionPart): string {
  if (state === "lost") return "fenced, no pod runs";
  const nodes = Object.entries(pools).map(
    ([name, { least, most }]) => `${name} ${least} to ${most}`,
  );
  return `nodes: ${nodes.join(", ")}; ${mesh ? "in the mesh" : "no mesh rules yet"}`;
}

function sizeNote({ scaling, least, most, zones }: Group, unit: "instance" | "pod"): string {
  const letters = zones.map((zone) => zone.slice(-1)).join(", ");
  const size = scaling === "off" ? "0" : String(least);
  const growth = scaling === "off" ? "autoscaler off" : `up to ${most}`;
  const instances = size === "1" ? unit : `${unit}s`;
  return `${size} ${instances} in ${zones.length === 1 ? "zone" : "zones"} ${letters} (${growth})`;
}

function workersNote({ groups, scaling, least, most, subscription }: WorkerGroups): string {
  const letters = groups.map(({ zone }) => zone.slice(-1)).join(", ");
  const zones = `${groups.length === 1 ? "zone" : "each of zones"} ${letters}`;
  return scaling === "on"
    ? `${least} to ${most} in ${zones}, by the backlog of ${subscription}`
    : `waiting (autoscaler off), up to ${most} in ${zones}`;
}

function servingNote({ backends }: ServicePart, region: RegionPart): string {
  const backend = backends.find((candidate) => candidate.region === region.name);
  if (!backend) return `behind no load balancer${region.state === "planned" ? " yet" : ""}`;
  return backend.capacityScaler === 1 ? "serving" : "closed";
}

function backendNote({ name, backends }: ServicePart): string {
  const places = backends.map(
    ({ region, capacityScaler }) => `${region} ${capacityScaler === 1 ? "open" : "closed"}`,
  );
  return `${name}: ${places.join(", ")}`;
}

function instanceNote({ databases }: Topology, instance: SqlInstance): string {
  const spec = databases[instance.store]?.spec;
  const machine = spec ? `${spec.version}, ${spec.tier}` : "";
  const ha = instance.ha ? "HA" : "no HA until promoted";
  const dr = instance.drReplica === undefined ? "" : `, DR replica ${instance.drReplica}`;
  switch (instance.role) {
    case "writer":
      return `writer, ${ha}, ${machine}${dr}`;
    case "replica":
      return `replica of ${instance.source}, ${ha}, ${machine}`;
    case "fenced":
      return `fenced: left in the role it had, ${machine}`;
  }
}

function writerNote({ databases }: Topology): string {
  return Object.values(databases)
    .map(({ host, writer }) => `${host} → ${writer}`)
    .join("; ");
}

function bucketNote({ buckets }: Topology, name: string): string | undefined {
  const bucket = buckets[name];
  if (!bucket) return undefined;
  const { kind, placement, spec, turbo } = bucket;
  const where = typeof spec.location === "string" ? placement.location : spec.location.join(" + ");
  return `${kind} ${where}${turbo ? ", turbo replication" : ""}`;
}

/** Where data is kept that lives in no single region. */
function placeNote({ system, regions }: Topology, name: string): string | undefined {
  const store = system.data[name];
  if (!store) return undefined;
  const { residence, note } = traitsOf(store, name);
  return residence.in === "senders"
    ? `messages kept in ${Object.keys(regions).join(" or ")}`
    : note;
}

function backupsNote({ exports }: Topology, region: RegionPart): string | undefined {
  if (exports.length === 0) return undefined;
  const copies = `${exports.length} export${exports.length === 1 ? "" : "s"}`;
  return `${copies}${region.role === "primary" ? "" : ", paused"}`;
}
