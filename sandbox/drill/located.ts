import { madeBy } from "../../recovery/plan/copy-of";
import type { Plan } from "../../recovery/model";
import { kindOf } from "../../system/kinds/kinds";
import type { Topology } from "../../topology/model";
import { storeName } from "../../topology/naming";
import type { Cloud } from "../cloud";
import { rowsAt } from "../kinds/located/rows";
import { lastPart } from "../kinds/lookup";
import type { CloudResource } from "../model";
import type { Rows } from "../traffic/rows";

/** Kinds that keep their own copies: what they are in the cloud, and what a copy of one is. */
const KINDS: Readonly<Record<string, { readonly store: string; readonly copy: string }>> = {
  bigquery: { store: "bigquery.Dataset", copy: "bigquery.Dataset" },
  firestore: { store: "firestore.Database", copy: "firestore.Database" },
  spanner: { store: "spanner.Instance", copy: "spanner.Database" },
};

/** A store that keeps its own copies; nothing for any other. */
export function locatedStore(
  cloud: Cloud,
  { system, naming }: Topology,
  store: string,
): CloudResource | undefined {
  const spec = system.data[store];
  const kind = KINDS[spec?.kind ?? ""];
  const named = spec && kindOf(spec).named;
  if (!kind || !named) return undefined;
  const name = storeName(naming, store, named);
  return [...cloud.all(kind.store)].find((one) => one.name === name);
}

/** Rows that such a store holds, and those of the copies that a plan has made of it. */
export function rowsHeld(
  cloud: Cloud,
  topology: Topology,
  { steps }: Plan,
  store: string,
): readonly Rows[] {
  const kind = KINDS[topology.system.data[store]?.kind ?? ""];
  const made = new Set(steps.flatMap(({ action }) => madeBy(action)));
  const copies = kind
    ? [...cloud.all(kind.copy)].filter(({ name }) => made.has(lastPart(name)))
    : [];
  const own = locatedStore(cloud, topology, store);
  return [...(own ? [own] : []), ...copies].flatMap((one) => rowsAt(cloud, one));
}
