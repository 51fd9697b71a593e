import type { Inventory, Resource } from "../../inventory/model";
import type { Price, Prices, Unit } from "./prices";

/** One thing that one resource is billed for. */
export interface Item {
  readonly urn: string;
  readonly stack: string;
  /** The component that the resource stands under, such as `Database us-east1`. */
  readonly component: string;
  /** In words, such as `4 vCPU, twice for HA`. */
  readonly what: string;
  /** Of a month, in `unit`. */
  readonly quantity: number;
  readonly unit: Unit;
  /** USD a month: the quantity times the price. */
  readonly usd: number;
  readonly price: Price;
}

/** One thing that a resource is billed for and that can't be priced: it costs something, not nothing. */
export interface Unpriced {
  readonly urn: string;
  readonly stack: string;
  readonly component: string;
  readonly what: string;
  readonly because: string;
}

/** What resources cost in a month of 730 hours, as far as it can be said. */
export interface Bill {
  readonly items: readonly Item[];
  readonly unpriced: readonly Unpriced[];
}

/** A line of one resource: so much of a SKU at a place, or why that can't be said. */
export type Line =
  | {
      readonly what: string;
      readonly sku: string;
      readonly place: string;
      readonly quantity: number;
    }
  | { readonly what: string; readonly because: string };

/** What is billed for one resource; nothing if it has no price of its own. */
export type Rule = (resource: Resource, inventory: Inventory) => readonly Line[];

/** Rules by Pulumi's type token. */
export type Rules = Readonly<Record<string, Rule>>;

/** The rule of a type; none is an answer of its own: what it costs isn't known. */
export type RuleFor = (type: string) => Rule | undefined;

/** Prices all resources of some stacks, in the order of their URNs. */
export function billOf(inventories: readonly Inventory[], ruleFor: RuleFor, prices: Prices): Bill {
  const lines = inventories.flatMap((inventory) => {
    const byUrn = new Map(inventory.resources.map((resource) => [resource.urn, resource]));
    return inventory.resources
      .filter(({ custom }) => custom)
      .flatMap((resource) => {
        const place = { urn: resource.urn, stack: inventory.stack };
        const component = componentOf(resource, byUrn);
        return linesOf(resource, inventory, ruleFor).map((line) =>
          priced({ ...place, component }, line, prices),
        );
      });
  });
  lines.sort((a, b) => compare(a.urn, b.urn) || compare(a.what, b.what));
  return {
    items: lines.flatMap((line) => ("usd" in line ? [line] : [])),
    unpriced: lines.flatMap((line) => ("usd" in line ? [] : [line])),
  };
}

/** USD a month of all items, or of those that are asked for. */
export function totalOf({ items }: Bill, which: (item: Item) => boolean = () => true): number {
  return items.filter(which).reduce((sum, { usd }) => sum + usd, 0);
}

function linesOf(resource: Resource, inventory: Inventory, ruleFor: RuleFor): readonly Line[] {
  const rule = ruleFor(resource.type);
  return rule
    ? rule(resource, inventory)
    : [{ what: resource.type, because: "there is no rule for what it costs" }];
}

type Place = Pick<Item, "urn" | "stack" | "component">;

function priced(place: Place, line: Line, prices: Prices): Item | Unpriced {
  if ("because" in line) return { ...place, ...line };
  const price = prices(line.sku, line.place);
  const { what, quantity } = line;
  if (!price) {
    return { ...place, what, because: `the file of prices has no ${line.sku} in ${line.place}` };
  }
  return { ...place, what, quantity, unit: price.unit, usd: quantity * price.usd, price };
}

function componentOf({ parent }: Resource, byUrn: ReadonlyMap<string, Resource>): string {
  const above = parent === undefined ? undefined : byUrn.get(parent);
  if (!above) return "the stack itself";
  if (above.custom) return componentOf(above, byUrn);
  return `${above.type.split(":").at(-1)} ${above.name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
