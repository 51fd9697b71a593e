import { madeBy } from "../../recovery/plan/copy-of";
import type { Plan } from "../../recovery/model";
import { kindOf } from "../../system/kinds/kinds";
import type { Topology } from "../../topology/model";
import { storeName } from "../../topology/naming";
import type { Cloud } from "../cloud";
import { lastPart } from "../kinds/lookup";
import type { CloudResource } from "../model";
import type { Rows } from "../traffic/rows";
import { holdingOf } from "../traffic/stores";

/** All kinds but Cloud SQL: what they are in the cloud, and what a copy of one is. A queue has none. */
const KINDS: Readonly<Record<string, { readonly store: string; readonly copy?: string }>> = {
  bigquery: { store: "bigquery.Dataset", copy: "bigquery.Dataset" },
  bucket: { store: "storage.Bucket", copy: "storage.Bucket" },
  disk: { store: "compute.RegionDisk", copy: "compute.RegionDisk" },
  firestore: { store: "firestore.Database", copy: "firestore.Database" },
  queue: { store: "pubsub.Subscription" },
  spanner: { store: "spanner.Instance", copy: "spanner.Database" },
};

/** What a store is now, as far as it is no instance of Cloud SQL; of a disk, the primary region's. */
export function locatedStore(
  cloud: Cloud,
  topology: Topology,
  store: string,
): CloudResource | undefined {
  const kind = KINDS[topology.system.data[store]?.kind ?? ""];
  const name = nameOf(topology, store);
  return kind && [...cloud.all(kind.store)].find((one) => one.name === name);
}

function nameOf({ system, naming, regions, primary }: Topology, store: string): string | undefined {
  const spec = system.data[store];
  const named = spec && kindOf(spec).named;
  return named ? storeName(naming, store, named) : regions[primary]?.disks[store]?.name;
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
  const copies = kind?.copy
    ? [...cloud.all(kind.copy)].filter(({ name }) => made.has(lastPart(name)))
    : [];
  const own = locatedStore(cloud, topology, store);
  return [...(own ? [own] : []), ...copies].flatMap((one) => holdingOf(one).rowsOf(one, cloud));
}
