import type { Service } from "../../system/schema/service";
import type { System } from "../../system/schema/system";
import { type Store, traitsOf } from "../../system/kinds/kinds";
import { fullCapacity, limitsOf } from "../../topology/groups";
import { zonesOf } from "../../topology/places";
import { roundsOf } from "../../topology/scaling";
import { storesUsed } from "../../topology/services";
import type { Dimension } from "./option";

/** Zones that a region is worth having: a lost one then takes a third, and no more is to be paid for. */
const ENOUGH_ZONES = 3;

/** More zones for a region that has fewer than three of those that Google has there. */
export function zonesOfRegion(system: System, region: string): Dimension {
  const { regions, data } = system;
  // A regional disk is in two zones, and what has it is there as well.
  if (Object.entries(data).some(([name, store]) => isDisk(name, store))) return [];
  const now = regions[region]?.zones ?? [];
  const others = zonesOf(region).filter((zone) => !now.includes(zone));
  const counts = [1, 2].filter(
    (more) => now.length + more <= ENOUGH_ZONES && more <= others.length,
  );
  return counts.map((more) => {
    const zones = [...now, ...others.slice(0, more)].sort();
    return {
      dimension: `regions.${region}.zones`,
      edits: { [`regions.${region}.zones`]: zones },
      mind: replacing(`the groups of ${region}`),
      apply: (of) => {
        const part = of.regions[region];
        return part ? { ...of, regions: { ...of.regions, [region]: { ...part, zones } } } : of;
      },
    };
  });
}

/**
 * More regions for what keeps nothing that is written in one, and more zones for what is in one. What
 * has a disk is where the disk is.
 */
export function placements(system: System, name: string, service: Service): Dimension {
  const dimension = `services.${name}.placement`;
  const { zones: _, ...rest } = service;
  const single = service.placement === "single-zone";
  if (service.placement === "multi-region") return [];
  const wide = hasDisk(system, service) ? [] : (["multi-region"] as const);
  const places = single ? (["primary", ...wide] as const) : wide;
  return places.map((placement) => ({
    dimension,
    edits: {
      [dimension]: placement,
      ...(single && service.zones ? { [`services.${name}.zones`]: null } : {}),
    },
    ...(single ? { mind: replacing(`the group of ${name}`) } : {}),
    apply: (now) => withService(now, name, { ...(single ? rest : service), placement }),
  }));
}

/** A group's zones are fixed when it is made; source: `distributionPolicyZones` of the provider. */
function replacing(what: string): string {
  return `${what} can't change zones in place and will be replaced: drain the region before that is deployed`;
}

function hasDisk({ data }: System, service: Service): boolean {
  return storesUsed(service).some((name) => {
    const store = data[name];
    return store !== undefined && isDisk(name, store);
  });
}

function isDisk(name: string, store: Store): boolean {
  const { residence } = traitsOf(store, name);
  return residence.in === "stacks" && residence.as === "disks";
}

/**
 * One more instance in each zone than the rule asks for, and two; and as many as let the autoscaler
 * reach its limit at its first look, where that is far.
 */
export function sizes(system: System, name: string, service: Service): Dimension {
  const { runs } = service;
  if (runs.on === "workers" || !service.load || service.placement === "single-zone") return [];
  const zones = Math.max(
    1,
    ...Object.keys(system.regions).map(
      (region) => (service.zones?.[region] ?? system.regions[region]?.zones ?? []).length,
    ),
  );
  const { size } = fullCapacity(service, zones);
  const few = [1, 2].map((more) => size + more * zones);
  const near = oneLook(service, size, zones);
  return [...new Set([...few, ...(near === undefined ? [] : [near])])]
    .sort(upwards)
    .map((bigger) => {
      const dimension = `services.${name}.runs.size`;
      return {
        ...{ dimension, edits: { [dimension]: bigger } },
        apply: (now): System => {
          const one = now.services[name];
          return one ? withService(now, name, sized(one, bigger)) : now;
        },
      };
    });
}

const upwards = (one: number, other: number) => one - other;

/** The smallest size from which the limit is one look away; none where it is now. */
function oneLook(service: Service, size: number, zones: number): number | undefined {
  const looks = (from: number) => roundsOf(service, limitsOf(sized(service, from), zones));
  if (looks(size) === 1) return undefined;
  for (let from = size + 1; from <= MANY_TIMES * size; from += 1) {
    if (looks(from) === 1) return from;
  }
  return undefined;
}

/** No answer to an overload is to run several times as much all day. */
const MANY_TIMES = 4;

function sized(service: Service, size: number): Service {
  const { runs } = service;
  return runs.on === "workers" ? service : { ...service, runs: { ...runs, size } };
}

/** Shares of the instances that a new version is tried on: a bad one then meets so many users. */
const CANARIES = [0.1, 0.05];

/** A share first, and the rest only when that has shown nothing; a change of how releases are made. */
export function canaries(name: string, { release, runs }: Service): Dimension {
  if (!release || runs.on === "workers") return [];
  const now = release.strategy === "canary" ? (release.canary ?? 1) : 1;
  const path = `services.${name}.release`;
  return CANARIES.filter((canary) => canary < now).map((canary) => ({
    dimension: path,
    edits: {
      ...(release.strategy === "canary" ? {} : { [`${path}.strategy`]: "canary" }),
      [`${path}.canary`]: `${canary * 100} %`,
    },
    apply: (system) => {
      const one = system.services[name];
      return one?.release
        ? withService(system, name, {
            ...one,
            release: { ...one.release, strategy: "canary", canary },
          })
        : system;
    },
  }));
}

function withService(system: System, name: string, service: Service): System {
  return { ...system, services: { ...system.services, [name]: service } };
}
