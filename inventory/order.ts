import type { Resource } from "./model";

/**
 * Puts resources in an order that depends on nothing but what they are: parents before children,
 * what is needed before what needs it, and otherwise by URN. Registrations arrive in whatever
 * order promises settle, so without this no two runs would print the same.
 */
export function inStableOrder(resources: Iterable<Resource>): Resource[] {
  const byUrn = new Map([...resources].sort(byUrnOf).map((resource) => [resource.urn, resource]));
  const seen = new Set<string>();
  const ordered: Resource[] = [];
  const visit = (resource: Resource | undefined): void => {
    if (resource === undefined || seen.has(resource.urn)) return;
    seen.add(resource.urn);
    if (resource.parent !== undefined) visit(byUrn.get(resource.parent));
    for (const urn of resource.dependencies) visit(byUrn.get(urn));
    ordered.push(resource);
  };
  for (const resource of byUrn.values()) visit(resource);
  return ordered;
}

function byUrnOf(a: Resource, b: Resource): number {
  return a.urn < b.urn ? -1 : 1;
}
