import { z } from "zod";
import { bigquery, warehouseShape } from "./bigquery";
import { bucket, bucketShape } from "./bucket";
import { cloudSql, sqlShape } from "./cloud-sql";
import { disk, diskShape } from "./disk";
import { firestore, firestoreShape } from "./firestore";
import type { Kind } from "./kind";
import { queue, queueShape } from "./queue";
import { spanner, spannerShape } from "./spanner";
import type { Traits } from "./traits";

/** A described store. This list and the next are all that knows which kinds there are. */
export const store = z.discriminatedUnion("kind", [
  sqlShape,
  firestoreShape,
  spannerShape,
  warehouseShape,
  bucketShape,
  diskShape,
  queueShape,
]);
export type Store = z.output<typeof store>;
export type KindName = Store["kind"];

const KINDS: Readonly<Record<KindName, Kind<Store>>> = {
  "cloud-sql": cloudSql,
  firestore,
  spanner,
  bigquery,
  bucket,
  disk,
  queue,
};

/** In a stable order. */
export const KIND_NAMES: readonly KindName[] = store.options.map(({ shape }) => shape.kind.value);

export function kindOf({ kind }: { readonly kind: KindName }): Kind<Store> {
  return KINDS[kind];
}

/** What a store is, for whoever decides by more than that it is there. */
export function traitsOf(described: Store, name: string): Traits {
  return KINDS[described.kind].traits(described, name);
}
