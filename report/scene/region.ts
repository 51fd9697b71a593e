import { hardStores } from "../../system/needs";
import { are, counted } from "../../system/text/counted";
import type { Group, RegionPart, SqlInstance, Topology } from "../../topology/model";
import type { Condition, Part, RegionScene } from "./model";

/** Zones that are gone, by full name. */
export type Lost = ReadonlySet<string>;

/** One region as it is without the zones that are lost. */
export function regionScene(topology: Topology, region: RegionPart, lost: Lost): RegionScene {
  const zones = region.zones.map((name) => ({
    name,
    condition: isGone(region, name, lost) ? ("lost" as const) : ("works" as const),
  }));
  const isLost = zones.every(({ condition }) => condition === "lost");
  const parts = [
    ...Object.values(region.groups).map((group) => groupPart(topology, region, group, lost)),
    ...Object.values(region.cluster?.pods ?? {}).map((pods) =>
      groupPart(topology, region, pods, lost),
    ),
    ...workerParts(topology, region, lost),
    ...Object.values(region.instances).map((instance) => databasePart(region, instance, lost)),
    ...diskParts(region, lost),
  ];
  return {
    name: region.name,
    role: isLost ? "lost" : roleOf(topology, region),
    condition: conditionOf(zones.map(({ condition }) => condition)),
    zones,
    parts,
    isServing: parts.some(({ kind, condition }) => kind === "service" && serves(condition)),
  };
}

/** What some of several parts being lost means for all of them. */
function conditionOf(conditions: readonly Condition[]): Condition {
  const gone = conditions.filter((condition) => condition === "lost").length;
  if (gone === 0) return "works";
  return gone === conditions.length ? "lost" : "degraded";
}

function serves(condition: Condition): boolean {
  return condition === "works" || condition === "degraded";
}

function isGone(region: RegionPart, zone: string, lost: Lost): boolean {
  return region.state === "lost" || lost.has(zone);
}

function roleOf({ system }: Topology, { role, state }: RegionPart): string {
  if (role === "primary") return "primary";
  return `${system.standby} standby${state === "planned" ? ", planned" : ""}`;
}

/** Instances or pods of a service, spread evenly; the first zones have those that are left over. */
function groupPart(topology: Topology, region: RegionPart, group: Group, lost: Lost): Part {
  const size = group.scaling === "off" ? 0 : group.least;
  const part = topology.services[group.service];
  const backend = part?.backends.find(({ region: name }) => name === region.name);
  const isOpen = backend?.capacityScaler === 1;
  const each = spread(size, group.zones);
  const left = group.zones.filter((zone) => !isGone(region, zone, lost));
  const still = left.reduce((sum, zone) => sum + (each[zone] ?? 0), 0);
  const pods = part?.spec.runs.on === "kubernetes";
  const unit = pods ? "pod" : "instance";
  const condition = conditionOf(
    group.zones.map((zone) => (isGone(region, zone, lost) ? "lost" : "works")),
  );
  return {
    ...{ name: group.service, kind: "service", zones: each },
    needs: part ? hardStores(part.spec) : [],
    condition: condition === "lost" || isOpen ? condition : "waits",
    note:
      condition === "lost"
        ? whatIsGone(size, unit)
        : `${counted(still, unit)}, ${isOpen ? "serving" : "waiting"}, up to ${group.most}`,
  };
}

/** Of a region that is known to be lost none is expected any more. */
function whatIsGone(size: number, unit: string): string {
  return size === 0 ? `no ${unit} is there` : `${counted(size, unit)} ${are(size)} gone`;
}

function spread(size: number, zones: readonly string[]): Readonly<Record<string, number>> {
  const whole = Math.floor(size / zones.length);
  return Object.fromEntries(
    zones.map((zone, place) => [zone, whole + (place < size % zones.length ? 1 : 0)]),
  );
}

function workerParts({ services }: Topology, region: RegionPart, lost: Lost): Part[] {
  return Object.values(region.workers).map(({ service, groups, scaling, least, most }) => {
    const size = scaling === "off" ? 0 : least;
    const condition = conditionOf(
      groups.map(({ zone }) => (isGone(region, zone, lost) ? "lost" : "works")),
    );
    return {
      ...{ name: service, kind: "service" },
      needs: services[service] ? hardStores(services[service].spec) : [],
      condition: condition === "works" && scaling === "off" ? "waits" : condition,
      zones: Object.fromEntries(groups.map(({ zone }) => [zone, size])),
      note: condition === "lost" ? "its workers are gone" : `${size} to ${most} in each zone`,
    };
  });
}

/** Which zone the writer is in isn't known beforehand: one with HA is taken over at worst. */
function databasePart(region: RegionPart, instance: SqlInstance, lost: Lost): Part {
  const { store, role, ha, source } = instance;
  const zones = conditionOf(
    region.zones.map((zone) => (isGone(region, zone, lost) ? "lost" : "works")),
  );
  const what = role === "writer" ? "writer" : "replica";
  const copies = role === "replica" && source !== undefined ? { copies: source } : {};
  const base = { name: store, kind: "store", ...copies } as const;
  if (zones === "lost") return { ...base, condition: "lost", note: `its ${what} is gone` };
  const isWriter = role === "writer";
  if (zones === "works") {
    return {
      ...{ ...base, isWriter, condition: isWriter ? "works" : "waits" },
      note: `${what}, ${ha ? "in two zones" : "in one zone"}`,
    };
  }
  return {
    ...{ ...base, isWriter, condition: ha ? "takes over" : "degraded" },
    note: ha
      ? `${what}: the second zone takes over by itself`
      : `${what}: gone if it stood in this zone`,
  };
}

function diskParts(region: RegionPart, lost: Lost): Part[] {
  return Object.values(region.disks).map(({ store, zones, snapshots }) => {
    const condition = conditionOf(
      zones.map((zone) => (isGone(region, zone, lost) ? "lost" : "works")),
    );
    return {
      ...{ name: store, kind: "store" },
      condition: condition === "lost" || snapshots ? condition : "waits",
      isWriter: condition !== "lost" && snapshots,
      note: DISK_NOTES[condition === "lost" || condition === "degraded" ? condition : "works"],
    };
  });
}

const DISK_NOTES = {
  works: "a disk in two zones",
  degraded: "a disk, in one zone now",
  lost: "its disk is gone",
} as const;
