import type { Cloud } from "../../cloud";
import { unavailable } from "../../error";
import type { CloudResource, Instant } from "../../model";
import { REGION_NAMES } from "../../../topology/places";
import { textAt } from "../lookup";

/**
 * Rows of a store that keeps its own copies: Firestore, Spanner, BigQuery. One of a single region
 * goes with it; one of a multi-region survives the loss of any.
 */
export interface Row {
  readonly number: number;
  readonly at: Instant;
  /** When it was deleted, by whom ever. */
  readonly goneAt?: Instant;
}

/** Where a store says it is. */
const LOCATION: Readonly<Record<string, string>> = {
  "bigquery.Dataset": "location",
  "firestore.Database": "locationId",
  "spanner.Instance": "config",
};

/** The single region of a store; none where it is in several. */
export function regionOfStore({ kind, properties }: CloudResource): string | undefined {
  const location = textAt(properties, LOCATION[kind] ?? "location")?.toLowerCase() ?? "";
  return REGION_NAMES.find(
    (region) => location === region || location.endsWith(`regional-${region}`),
  );
}

export function isAvailable(cloud: Cloud, store: CloudResource): boolean {
  const region = regionOfStore(store);
  return region === undefined || !cloud.faults.isLost(region);
}

const table = (cloud: Cloud) => cloud.table<readonly Row[]>("located.rows");

/** @throws CloudError 503 while its only region is lost. */
export function writeRow(cloud: Cloud, store: CloudResource, number: number): void {
  if (!isAvailable(cloud, store)) throw unavailable(regionOfStore(store) ?? store.location);
  const rows = table(cloud).get(store.id) ?? [];
  table(cloud).put(store.id, [...rows, { number, at: cloud.now }]);
}

/** Somebody deletes all rows: they are in all copies at once. */
export function eraseAll(cloud: Cloud, store: CloudResource): void {
  const rows = table(cloud).get(store.id) ?? [];
  const gone = rows.map((row) => (row.goneAt === undefined ? { ...row, goneAt: cloud.now } : row));
  table(cloud).put(store.id, gone);
}

/** Numbers of the rows that a store holds, or held at a moment: what its time travel or recovery shows. */
export function rowsAt(cloud: Cloud, store: CloudResource, at: Instant = cloud.now): number[] {
  return (table(cloud).get(store.id) ?? [])
    .filter((row) => row.at <= at && (row.goneAt === undefined || row.goneAt > at))
    .map(({ number }) => number);
}
