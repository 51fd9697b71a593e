import type { Store } from "../../system/schema/data";
import type { Topology } from "../../topology/model";
import { DAY, formatDuration, type Seconds, WEEK } from "../../system/units";
import type { Finding } from "../objectives/finding";
import type { Lint } from "./lint";

/**
 * Says of an objective that holds what it doesn't hold by: whoever reads that there are daily backups
 * may take those for enough. Replicas never count: they copy a deletion like any other write.
 */
export function copiesAlone(
  { system }: Topology,
  { of, event, metric, objective, estimate }: Finding,
): readonly Lint[] {
  const store = system.data[of];
  if (!store || !objective || metric !== "rpo" || event !== "data-deletion") return [];
  if (estimate.is !== "known" || estimate.worst.seconds > objective.seconds) return [];
  const given = formatDuration(objective.seconds);
  const rare = copiesOf(store).filter(({ every }) => every > objective.seconds);
  const [first] = rare;
  if (!first) return [];
  const copies = rare.map(({ what, every }) => `${what} (up to ${formatDuration(every)})`);
  const message =
    `"${given}" is less than copies can hold: ${copies.join(", ")}; what meets it is that ` +
    `${WAYS[store.kind]}, and only while the deletion is noticed in time`;
  return [{ is: "note", path: objective.path, message }];
}

interface Copies {
  readonly what: string;
  readonly every: Seconds;
}

/** What is copied on a schedule, and how much may lie between two copies. */
export function copiesOf(store: Store): readonly Copies[] {
  switch (store.kind) {
    case "cloud-sql":
      return [{ what: "a daily backup", every: DAY }, ...exported(store.backups.export?.every)];
    case "firestore": {
      const { daily, weekly, export: dumps } = store.backups;
      return [
        ...(daily === undefined ? [] : [{ what: "a daily backup", every: DAY }]),
        ...(weekly === undefined ? [] : [{ what: "a weekly backup", every: WEEK }]),
        ...exported(dumps?.every),
      ];
    }
    case "spanner":
      return store.backups ? [{ what: "a backup", every: store.backups.every }] : [];
    case "bigquery":
      return store.copyTo === undefined ? [] : [{ what: "a daily copy", every: DAY }];
    case "disk":
      return [{ what: "a snapshot", every: store.snapshots.every }];
    case "bucket":
    case "queue":
      return [];
  }
}

function exported(every: Seconds | undefined): readonly Copies[] {
  return every === undefined ? [] : [{ what: "an export", every }];
}

/** By what each kind comes back to a moment. */
const WAYS: Readonly<Record<Store["kind"], string>> = {
  "cloud-sql": "its log can be replayed to any moment of the recovery window",
  firestore: "it can be read as of any minute of the last 7 days",
  spanner: "it can be read as of any moment of the recovery window",
  bigquery: "tables can be read as of any moment of the time travel window",
  bucket: "versions and soft deletion keep every object",
  disk: "snapshots are taken often enough",
  queue: "messages stay after they are acknowledged",
};
