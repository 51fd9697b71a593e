import type { Kind } from "../../kind";
import { eraseAll } from "./rows";

const STORES = ["bigquery.Dataset", "firestore.Database", "spanner.Instance"];

/** Stores whose copies are Google's business: only what is deleted in them is ours. */
export const LOCATED_KINDS: readonly Kind[] = STORES.map((kind) => ({
  kind,
  dataDeleted: (store, _args, cloud) => eraseAll(cloud, store),
}));
