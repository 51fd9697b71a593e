/**
 * Chooses the resources at and under a component, by its type: everything whose URN's chain of
 * types leads through it (every chain, if no type is given), unless it leads through one of others,
 * too. For the CLI, `inventory/targets.ts` says the same.
 */
export function under(
  type: string | undefined,
  except: readonly string[] = [],
): (urn: string) => boolean {
  return (urn) => {
    const chain = (urn.split("::")[2] ?? "").split("$");
    const isUnder = type === undefined || chain.includes(type);
    return isUnder && !chain.some((one) => except.includes(one));
  };
}
