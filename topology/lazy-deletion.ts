import type { Store } from "../system/schema/data";
import { DAY, formatDuration, type Seconds } from "../system/units";

/** The way of what somebody deleted, from easily brought back to gone but for copies elsewhere. */
export const DELETION_STAGES = ["trash", "soft", "copies"] as const;
export type DeletionStage = (typeof DELETION_STAGES)[number];

/** What brings deleted data back at one stage. */
export interface Restorable {
  /** In words, for the table of docs/lazy-deletion.md. */
  readonly from: string;
  /** How long after the deletion it can, in seconds. */
  readonly lasts: Seconds;
}

/** Recovery of Firestore to any minute; Google's length: https://firebase.google.com/docs/firestore/pitr */
const FIRESTORE_WINDOW: Seconds = 7 * DAY;
/** After time travel, by support alone: https://docs.cloud.google.com/bigquery/docs/time-travel */
const FAIL_SAFE: Seconds = 7 * DAY;

/**
 * What restores deleted data of a store, stage by stage. A stage that a kind of store doesn't have
 * is left out: nothing brings the data back there.
 */
export function deletionStages(store: Store): Partial<Readonly<Record<DeletionStage, Restorable>>> {
  switch (store.kind) {
    case "cloud-sql":
      return {
        trash: { from: "a clone as of any moment", lasts: store.recoveryWindow },
        soft: {
          from: "a daily backup, which outlives the instance",
          lasts: store.backups.keep * DAY,
        },
        ...exported("a dump in the backup bucket", store.backups.export),
      };
    case "firestore":
      return {
        trash: { from: "the database as of any minute", lasts: FIRESTORE_WINDOW },
        ...scheduled(store.backups),
        ...exported("an export in the backup bucket", store.backups.export),
      };
    case "spanner":
      return {
        trash: { from: "the database as of any moment", lasts: store.recoveryWindow },
        ...(store.backups
          ? { soft: { from: `a backup, ${rhythmOf(store.backups)}`, lasts: store.backups.keep } }
          : {}),
      };
    case "bigquery":
      return {
        trash: { from: "the table as of any moment", lasts: store.timeTravel },
        soft: { from: "Google's support, whole tables", lasts: store.timeTravel + FAIL_SAFE },
      };
    case "bucket":
      return {
        trash: { from: "the object's earlier version", lasts: store.trash },
        soft: { from: "soft deletion, by support", lasts: store.trash + store.softDelete },
      };
    case "disk":
      return {
        copies: { from: `a snapshot, ${rhythmOf(store.snapshots)}`, lasts: store.snapshots.keep },
      };
    case "queue":
      return { trash: { from: "a seek to before it was taken", lasts: store.retention } };
  }
}

type Copies = { readonly every: Seconds; readonly keep: Seconds };
type FirestoreBackups = Extract<Store, { kind: "firestore" }>["backups"];

function scheduled({ daily, weekly }: FirestoreBackups) {
  const lasts = Math.max(daily ?? 0, weekly ?? 0);
  const which = [daily === undefined ? [] : "daily", weekly === undefined ? [] : "weekly"].flat();
  return lasts === 0 ? {} : { soft: { from: `a backup, ${which.join(" and ")}`, lasts } };
}

function exported(from: string, copies: Copies | undefined) {
  return copies ? { copies: { from: `${from}, ${rhythmOf(copies)}`, lasts: copies.keep } } : {};
}

const rhythmOf = ({ every }: Copies) => `one every ${formatDuration(every)}`;
