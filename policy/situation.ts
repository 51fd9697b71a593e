import type { Waiver } from "../system/schema/objective";
import type { Store } from "../system/kinds/kinds";
import { hardStores } from "../system/needs";
import type { Service } from "../system/schema/service";
import type { StandbyMode, System } from "../system/schema/system";

/** What is described and decides which rules apply, and how strictly. */
export interface Situation {
  readonly system: string;
  readonly standby: StandbyMode;
  readonly home: string;
  readonly primary: string;
  readonly regions: Readonly<Record<string, RegionSituation>>;
  readonly services: Readonly<Record<string, ServiceSituation>>;
  /** The kind of each data store. */
  readonly data: Readonly<Record<string, Store["kind"]>>;
  /** Data stores under keys of the system's own. */
  readonly ownKeys: readonly string[];
  readonly waivers: readonly Waiver[];
}

export interface RegionSituation {
  readonly state: System["regions"][string]["state"];
  /** Full names, such as `us-east1-b`. */
  readonly zones: readonly string[];
}

export interface ServiceSituation {
  readonly placement: Service["placement"];
  readonly tier: Service["tier"];
  /** Seconds from power-on until an instance answers. */
  readonly bootTime: number;
  /** Instances that carry the peak on their own; none where no load is described. */
  readonly needed?: number;
  readonly isPublic: boolean;
  /** Whether it takes tasks from a queue, so that no load balancer leads to it. */
  readonly isWorker: boolean;
  /** Data stores that it is useless without. */
  readonly stores: readonly string[];
  /** Services that it is useless without. */
  readonly calls: readonly string[];
}

/** The situation that a description is about. */
export function situationOf(system: System): Situation {
  const { name, standby, home, primary, waivers } = system;
  return {
    ...{ system: name, standby, home, primary, waivers },
    regions: mapped(system.regions, ({ state, zones }, region) => ({
      state,
      zones: zones.map((letter) => `${region}-${letter}`),
    })),
    services: mapped(system.services, serviceSituation),
    data: mapped(system.data, ({ kind }) => kind),
    ownKeys: Object.entries(system.data).flatMap(([store, { encryption }]) =>
      (encryption ?? system.encryption) === "customer" ? [store] : [],
    ),
  };
}

function serviceSituation(service: Service): ServiceSituation {
  const { placement, tier, runs, load, uses, dependsOn } = service;
  const queue = runs.on === "workers" ? [runs.queue] : [];
  return {
    placement,
    tier,
    bootTime: runs.bootTime,
    ...(load ? { needed: carrying(load.peak, load.perInstance) } : {}),
    isPublic: service.public !== undefined,
    isWorker: runs.on === "workers",
    stores: [...queue, ...hardStores({ uses })],
    calls: dependsOn.flatMap(({ service: name, as }) =>
      name !== undefined && as === "hard" ? [name] : [],
    ),
  };
}

/** Decimal fractions don't divide exactly: 1.1 / 0.1 would be a little more than 11. */
function carrying(peak: number, perInstance: number): number {
  return Math.ceil(Number((peak / perInstance).toPrecision(12)));
}

function mapped<From, To>(
  entries: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [key, change(value, key)]),
  );
}
