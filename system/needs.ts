import type { Service } from "./schema/service";

/** Names of the data stores that a service is useless without. */
export function hardStores({ uses }: Pick<Service, "uses">): readonly string[] {
  return uses.flatMap((use) => {
    if (typeof use === "string") return [use];
    return use.as === "hard" ? [use.data] : [];
  });
}
