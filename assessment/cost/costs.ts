import type { Inventory } from "../../inventory/model";
import type { StandbyMode, System } from "../../system/schema/system";
import type { Topology } from "../../topology/model";
import type { Beliefs } from "../availability/parts";
import { subjectsOf } from "../objectives/subject";
import { billOf } from "./bill";
import { byMode, type ModeCost } from "./by-mode";
import { compared, type Shape } from "./compared";
import type { Prices } from "./prices";
import { ruleFor } from "./rules";
import { inZonesOf, narrowed } from "./shapes";
import type { Worth } from "./worth";

/** A system in one mode, as its stacks would register it. */
export interface Previewed {
  readonly mode: StandbyMode;
  readonly topology: Topology;
  readonly inventories: readonly Inventory[];
}

/** The home region alone, before another stands. */
export interface Alone {
  readonly topology: Topology;
  readonly inventory: Inventory;
}

/** What the modes of one system cost, and what more of it is worth. */
export interface Costs {
  readonly system: string;
  readonly modes: readonly ModeCost[];
  /** One zone, several zones, several regions in each mode. */
  readonly shapes: readonly Shape[];
}

/** Prices a system in its modes, beside itself in one region and in one zone. */
export function costsOf(
  alone: Alone,
  modes: readonly Previewed[],
  prices: Prices,
  numbers: Omit<Beliefs, "topology">,
): Costs {
  const { system } = alone.topology;
  const bill = (inventories: readonly Inventory[]) => billOf(inventories, ruleFor, prices);
  const priced = modes.map(({ mode, inventories }) => [mode, bill(inventories)] as const);
  const [zone, zones] = [
    narrowed(alone.topology, "one zone"),
    narrowed(alone.topology, "several zones"),
  ];
  const candidates = [
    { name: "one zone", topology: zone, bill: bill([inZonesOf(alone.inventory, zone)]) },
    { name: "several zones", topology: zones, bill: bill([alone.inventory]) },
    ...modes.map(({ mode, topology, inventories }) => ({
      name: `several regions, ${mode}`,
      topology,
      bill: bill(inventories),
    })),
  ].map(({ name, topology, bill: of }) => ({ name, bill: of, beliefs: { ...numbers, topology } }));
  const [users] = subjectsOf(alone.topology);
  return {
    system: system.name,
    modes: byMode(priced, bill([alone.inventory])),
    shapes: compared(candidates, users?.parts ?? [], worthOf(system.revenue)),
  };
}

/** What is described; the worth of lost data may be left out. */
function worthOf(revenue: System["revenue"]): Worth | undefined {
  if (!revenue) return undefined;
  const { perHour, lostData } = revenue;
  return { perHour, ...(lostData === undefined ? {} : { lostData }) };
}
