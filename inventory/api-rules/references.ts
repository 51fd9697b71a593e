import { kindName } from "../fields/rules";
import type { Inventory, Resource } from "../model";
import { isBlock, isLate, textAt, valueAt } from "../values";

/**
 * The resources of the given kinds that an input points to: by what the engine recorded where the
 * value comes late, by name or link where it is written out.
 */
export function referenced(
  resource: Resource,
  property: string,
  inventory: Inventory,
  kinds: readonly string[],
): Resource[] {
  return ofKinds(inventory, kinds).filter(pointedTo(resource, property));
}

/** The resources of the given kinds whose input points to this one. */
export function referrers(
  resource: Resource,
  property: string,
  inventory: Inventory,
  kinds: readonly string[],
): Resource[] {
  return ofKinds(inventory, kinds).filter((candidate) => pointedTo(candidate, property)(resource));
}

/** All resources of some kinds. */
export function ofKinds({ resources }: Inventory, kinds: readonly string[]): readonly Resource[] {
  const known = byKinds.get(resources) ?? new Map<string, readonly Resource[]>();
  byKinds.set(resources, known);
  const key = kinds.join(" ");
  const found = known.get(key) ?? resources.filter(({ type }) => kinds.includes(kindName(type)));
  known.set(key, found);
  return found;
}

/** Rules ask the same for every resource; going through all of them each time took most of a large preview. */
const byKinds = new WeakMap<readonly Resource[], Map<string, readonly Resource[]>>();

/** Whether an input of the one points to another. */
function pointedTo(
  { inputs, propertyDependencies }: Resource,
  property: string,
): (candidate: Resource) => boolean {
  const urns = new Set(
    Object.hasOwn(propertyDependencies, property) ? propertyDependencies[property] : [],
  );
  const links = textsIn(valueAt(inputs, property));
  return (candidate) => urns.has(candidate.urn) || links.some((link) => isLinkTo(link, candidate));
}

/** A name alone, or a link that ends in it, in the same region where the link says one. */
function isLinkTo(link: string, { inputs }: Resource): boolean {
  const name = textAt(inputs, "name");
  if (name === undefined || (link !== name && !link.endsWith(`/${name}`))) return false;
  const place = /\/(?:regions|zones|locations)\/([^/]+)\//.exec(link)?.[1];
  const own = textAt(inputs, "region") ?? textAt(inputs, "zone") ?? textAt(inputs, "location");
  return place === undefined || own === undefined || place === own;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return isLate(value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isBlock(value) ? Object.values(value).flatMap(textsIn) : [];
}
