import type { Inventory, Resource } from "./model";
import { isBlock } from "./values";

/** One input that an environment has otherwise. */
export interface SizeChange {
  /** Type and logical name, such as `gcp:sql/databaseInstance:DatabaseInstance accounts`. */
  readonly resource: string;
  readonly path: string;
  /** As JSON; empty where the one side has none. */
  readonly from: string;
  readonly to: string;
}

/** How an environment differs from the system that it is a copy of. */
export interface EnvironmentDifference {
  /** What the copy lacks, and what it has besides: with either it hasn't the same shape. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly changes: readonly SizeChange[];
}

/**
 * Holds what two environments of one stack register against each other, by type and logical name.
 * Names are led by the system's, which is another one in each: it counts as the same.
 */
export function environmentDifference(
  base: Inventory,
  copy: Inventory,
  systems: { readonly base: string; readonly copy: string },
): EnvironmentDifference {
  const before = byName(base);
  const after = byName(renamed(copy, systems.copy, systems.base));
  const missing = [...before.keys()].filter((name) => !after.has(name));
  const extra = [...after.keys()].filter((name) => !before.has(name));
  const changes = [...before].flatMap(([name, inputs]) => {
    const other = after.get(name);
    return other === undefined ? [] : changesAt(name, "", inputs, other);
  });
  return { missing, extra, changes };
}

/** With another system's name wherever this one's is a word of its own. */
function renamed(inventory: Inventory, from: string, to: string): Inventory {
  const text = JSON.stringify(inventory);
  const word = new RegExp(`(?<![a-z0-9])${from}(?![a-z0-9])(?!\\.)`, "g");
  return JSON.parse(from === to ? text : text.replaceAll(word, to)) as Inventory; // as it was written
}

/** Components hold nothing: what is in them stands for itself. */
function byName({ resources }: Inventory): ReadonlyMap<string, Resource["inputs"]> {
  const held = resources.filter(({ custom }) => custom);
  return new Map(held.map(({ type, name, inputs }) => [`${type} ${name}`, inputs]));
}

function changesAt(
  resource: string,
  path: string,
  from: unknown,
  to: unknown,
): readonly SizeChange[] {
  const [before, after] = [from, to].map((value) => JSON.stringify(value) ?? "");
  if (before === undefined || after === undefined || before === after) return [];
  const inner = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (isBlock(from) && isBlock(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => changesAt(resource, inner(key), from[key], to[key]));
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    return from.flatMap((one: unknown, index) =>
      changesAt(resource, `${path}[${index}]`, one, to[index]),
    );
  }
  return [{ resource, path, from: before, to: after }];
}
