/**
 * Chooses the resources at and under a component, by its type: everything whose URN's chain of
 * types leads through it. What `pulumi up --target` takes as `**::*<type>*::**`.
 */
export function under(type: string): (urn: string) => boolean {
  return (urn) => (urn.split("::")[2] ?? "").split("$").includes(type);
}
