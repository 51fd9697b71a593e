import { stringify } from "yaml";
import { type Inventory, type Resource, UNKNOWN } from "../inventory/model";

/**
 * Every resource of a stack with all it is given, as a reviewer compares it: a YAML map by place in
 * the tree, in the order of the places, without anything that changes between runs.
 */
export function inventoryText({ resources }: Inventory): string {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const placed = resources
    .filter(({ custom }) => custom)
    .map((resource) => [placeOf(resource, byUrn), entryOf(resource, byUrn)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = stringify(Object.fromEntries(placed), { lineWidth: 0 });
  return text.replaceAll(UNKNOWN, "(known once it exists)");
}

function entryOf(resource: Resource, byUrn: ReadonlyMap<string, Resource>) {
  const { type, inputs, protect, retainOnDelete, ignoreChanges, dependencies } = resource;
  const after = dependencies.map((urn) => nameOf(byUrn.get(urn), urn)).sort();
  return {
    type,
    ...(protect ? { protect } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
    ...(ignoreChanges.length > 0 ? { ignoreChanges } : {}),
    ...(after.length > 0 ? { after } : {}),
    inputs,
  };
}

function placeOf(resource: Resource, byUrn: ReadonlyMap<string, Resource>): string {
  const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
  const own = nameOf(resource, resource.urn);
  return parent?.parent === undefined ? own : `${placeOf(parent, byUrn)} / ${own}`;
}

function nameOf(resource: Resource | undefined, urn: string): string {
  if (!resource) return urn;
  return `${resource.type.slice(resource.type.lastIndexOf(":") + 1)} ${resource.name}`;
}
