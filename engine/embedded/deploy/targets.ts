/**
 * Chooses the resources at and under a component, by its type: everything whose URN's chain of
 * types leads through it, unless it leads through another one, too. What `pulumi up --target` takes as `**::*<type>*::**`.
 */
export function under(type: string, except?: string): (urn: string) => boolean {
  return (urn) => {
    const chain = (urn.split("::")[2] ?? "").split("$");
    return chain.includes(type) && (except === undefined || !chain.includes(except));
  };
}
