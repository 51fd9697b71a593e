import type { Cloud } from "../../cloud";
import { unavailable } from "../../error";
import type { CloudResource, Instant } from "../../model";
import { REGION_NAMES } from "../../../topology/places";
import type { Rows } from "../../traffic/rows";
import { textAt } from "../lookup";

/**
 * Rows of a store that keeps its own copies (Firestore, Spanner, BigQuery), of a disk and of its
 * snapshots. What is in a single region goes with it; a multi-region survives the loss of any. Those
 * that were written one a second without a gap are one run: row `from` at `at`, each further one a
 * second later.
 */
export interface Run extends Rows {
  readonly at: Instant;
  /** All of them came at that moment, by a restore. */
  readonly atOnce?: true;
  /** When it was deleted, by whom ever. */
  readonly goneAt?: Instant;
}

/** What holds rows: a resource, or a snapshot, which is none. */
export type Holder = Pick<CloudResource, "id">;

const SECOND = 1000;

/** Where a store says it is. */
const LOCATION: Readonly<Record<string, string>> = {
  "bigquery.Dataset": "location",
  "firestore.Database": "locationId",
  "spanner.Instance": "config",
};

/** The single region of a store; none where it is in several. */
export function regionOfStore({
  kind,
  properties,
  location: own,
}: CloudResource): string | undefined {
  const location = (textAt(properties, LOCATION[kind] ?? "location") ?? own).toLowerCase();
  return REGION_NAMES.find(
    (region) => location === region || location.endsWith(`regional-${region}`),
  );
}

export function isAvailable(cloud: Cloud, store: CloudResource): boolean {
  const region = regionOfStore(store);
  return region === undefined || !cloud.faults.isLost(region);
}

const table = (cloud: Cloud) => cloud.table<readonly Run[]>("located.rows");
const sizes = (cloud: Cloud) => cloud.table<number>("located.gigabytes");

/** @throws CloudError 503 while its only region is lost. */
export function writeRow(cloud: Cloud, store: CloudResource, number: number): void {
  if (!isAvailable(cloud, store)) throw unavailable(regionOfStore(store) ?? store.location);
  const runs = table(cloud).get(store.id) ?? [];
  const last = runs.at(-1);
  const goesOn =
    last?.goneAt === undefined &&
    !last?.atOnce &&
    last?.to === number - 1 &&
    cloud.now === last.at + (number - last.from) * SECOND;
  table(cloud).put(
    store.id,
    last && goesOn
      ? [...runs.slice(0, -1), { ...last, to: number }]
      : [...runs, { from: number, to: number, at: cloud.now }],
  );
}

/** Somebody deletes all rows: they are in all copies at once. */
export function eraseAll(cloud: Cloud, store: Holder): void {
  const runs = table(cloud).get(store.id) ?? [];
  const gone = runs.map((run) => (run.goneAt === undefined ? { ...run, goneAt: cloud.now } : run));
  table(cloud).put(store.id, gone);
}

/** Rows that a store holds, or held at a moment: what its time travel or recovery shows. */
export function rowsAt(cloud: Cloud, store: Holder, at: Instant = cloud.now): Rows[] {
  return (table(cloud).get(store.id) ?? [])
    .filter((run) => run.at <= at && (run.goneAt === undefined || run.goneAt > at))
    .map(({ from, to, at: first, atOnce }) => ({
      from,
      to: atOnce ? to : Math.min(to, from + Math.floor((at - first) / SECOND)),
    }));
}

/** Fills a store that is new with what another held at a moment. */
export function copyRows(cloud: Cloud, from: Holder, to: Holder, at: Instant): void {
  if (table(cloud).get(to.id)) return;
  const rows = rowsAt(cloud, from, at).map((run) => ({
    ...run,
    at: cloud.now,
    atOnce: true as const,
  }));
  table(cloud).put(to.id, rows);
}

/** It is gone for good: another of its name begins with nothing. */
export function forget(cloud: Cloud, { id }: Holder): void {
  table(cloud).delete(id);
}

/** How much a store holds beside the rows that are followed: its copies take the longer for it. */
export function fill(cloud: Cloud, store: CloudResource, gigabytes: number): void {
  sizes(cloud).put(store.id, gigabytes);
}

/** @default 1 */
export function gigabytesOf(cloud: Cloud, store: CloudResource): number {
  return sizes(cloud).get(store.id) ?? 1;
}
