import type { Edits } from "../system/edit";
import type { System } from "../system/schema/system";
import { holdsCluster } from "../topology/clusters";
import type { RegionPart, Topology } from "../topology/model";

export type Mode = System["standby"];

/** What a change of the standby mode takes, besides deploying. */
export interface ModeChange {
  readonly from: Mode;
  readonly to: Mode;
  /** The whole edit of the description. Comments are kept by whoever makes it. */
  readonly edits: Edits;
  /** Regions whose stacks are deployed, one after the other. */
  readonly order: readonly string[];
  /** Groups that a deployment leaves as large as they are: they are emptied once their autoscaler is off. */
  readonly emptied: readonly EmptiedGroup[];
}

/** A group of a region or, of workers, of a zone. */
export interface EmptiedGroup {
  readonly service: string;
  readonly region: string;
  /** Only of a group that is in one zone. */
  readonly zone?: string;
  readonly name: string;
}

/** From the least that stands ready to the most. */
export const MODES: readonly Mode[] = ["cold", "warm", "hot"];

/**
 * How to get from the described mode to another.
 *
 * What holds data and is there stays: where that follows from the mode, it is written out first, and
 * only `standby retire` takes it out again. To a warmer mode the standby goes first, because the
 * primary's designation and the load balancers refer to what stands there; to a colder one it goes
 * last, so that users leave before instances do.
 */
export function modeChange(topology: Topology, to: Mode): ModeChange {
  const from = topology.system.standby;
  // The same mode again is a change that was cut off after its edit; which way it went isn't known.
  const isWarmer = from === to ? to !== "cold" : MODES.indexOf(to) > MODES.indexOf(from);
  return {
    from,
    to,
    edits: { ...heldStores(topology, to), ...heldClusters(topology, to), standby: to },
    order: orderOf(topology, isWarmer),
    emptied: to === "cold" ? standbys(topology).flatMap(emptiedIn) : [],
  };
}

/** Why the mode can't be changed now; nothing if it can. */
export function modeRefusals({ regions, system }: Topology, to: Mode): readonly string[] {
  const lost = Object.values(regions).filter(({ state }) => state === "lost");
  return [
    ...lost.map(
      ({ name }) =>
        `${name} is lost, so its stack can't follow; bring it back first: standby rejoin`,
    ),
    ...(to === "hot" && system.standby !== "hot" ? standbys({ regions }).flatMap(noCopies) : []),
  ];
}

/** Disks that were written to before the primary's: nothing would follow it, and nobody would know. */
function noCopies({ disks, name }: RegionPart): readonly string[] {
  return Object.values(disks).flatMap((disk) =>
    disk.copyOf === undefined
      ? [
          `${disk.name} was written to, so it can't be a copy, and hot needs one; retire it first: standby retire ${disk.store} --region ${name}`,
        ]
      : [],
  );
}

function standbys({ regions }: Pick<Topology, "regions">): readonly RegionPart[] {
  return Object.values(regions).filter(({ role }) => role === "standby");
}

/** The home region's load balancers are opened after what they send to stands, and closed before it goes. */
function orderOf({ home, primary, regions }: Topology, isWarmer: boolean): readonly string[] {
  const others = Object.keys(regions).filter((name) => name !== primary && name !== home);
  const leading = home === primary ? [home] : [home, primary];
  return isWarmer ? [...others, ...leading] : [...leading, ...others];
}

function emptiedIn({ name: region, groups, workers }: RegionPart): readonly EmptiedGroup[] {
  const regional = Object.values(groups).map(({ service, name }) => ({ service, region, name }));
  const zonal = Object.values(workers).flatMap(({ service, groups: inZones }) =>
    inZones.map(({ zone, name }) => ({ service, region, zone, name })),
  );
  return [...regional, ...zonal];
}

/** `instances` of each store, where the mode would take one away or the map lacks one that it needs. */
function heldStores({ system, databases, regions }: Topology, to: Mode): Edits {
  const stores = Object.entries(system.data).flatMap(([store, spec]) => {
    if (spec.kind !== "cloud-sql" && spec.kind !== "disk") return [];
    const holders = databases[store]?.regions ?? holdersOfDisk(regions, store);
    const held = spec.instances ?? Object.fromEntries(holders.map((region) => [region, 1]));
    const needed = needsAll(spec.kind, to) ? Object.keys(system.regions) : [system.primary];
    const missing = needed.filter((region) => held[region] === undefined);
    const surplus = Object.keys(held).filter((region) => !needed.includes(region));
    const isSame = spec.instances ? missing.length === 0 : surplus.length === 0;
    if (isSame) return [];
    const added = missing.map((region) => [region, firstOf(spec.kind, system, held)] as const);
    return [[`data.${store}.instances`, { ...held, ...Object.fromEntries(added) }] as const];
  });
  return Object.fromEntries(stores);
}

function holdersOfDisk(regions: Topology["regions"], store: string): readonly string[] {
  return Object.values(regions).flatMap(({ name, disks }) => (disks[store] ? [name] : []));
}

function needsAll(kind: "cloud-sql" | "disk", mode: Mode): boolean {
  return kind === "disk" ? mode === "hot" : mode !== "cold";
}

/** A copy of a disk is the one away from home or, at home, a generation younger than its source. */
function firstOf(
  kind: "cloud-sql" | "disk",
  { home, primary }: System,
  held: Readonly<Record<string, number>>,
): number {
  return kind === "disk" ? (held[primary] ?? 1) + (primary === home ? 0 : 1) : 1;
}

/** `kubernetes.clusters`, by the same rule. */
function heldClusters({ system }: Topology, to: Mode): Edits {
  const { kubernetes } = system;
  if (!kubernetes) return {};
  const all = Object.keys(system.regions);
  const held = kubernetes.clusters ?? all.filter((region) => holdsCluster(system, region));
  const needed = to === "cold" ? [system.primary] : all;
  const isSame = kubernetes.clusters
    ? needed.every((region) => held.includes(region))
    : held.every((region) => needed.includes(region));
  if (isSame) return {};
  return { "kubernetes.clusters": all.filter((one) => held.includes(one) || needed.includes(one)) };
}
