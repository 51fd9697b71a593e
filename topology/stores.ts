import type { Store } from "../system/kinds/kinds";
import type { System } from "../system/schema/system";

/** The data stores of one kind, by name. */
export function storesOf<Kind extends Store["kind"]>(
  system: Pick<System, "data">,
  kind: Kind,
): Record<string, Extract<Store, { kind: Kind }>> {
  const isKind = (store: Store): store is Extract<Store, { kind: Kind }> => store.kind === kind;
  return Object.fromEntries(
    Object.entries(system.data).flatMap(([name, store]) => (isKind(store) ? [[name, store]] : [])),
  );
}
