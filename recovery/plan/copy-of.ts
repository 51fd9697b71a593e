import { kindOf, type Store, traitsOf } from "../../system/kinds/kinds";
import { LONGEST_DATABASE } from "../../system/kinds/spanner";
import {
  bucketCopyName,
  bucketName,
  datasetCopyId,
  datasetId,
  diskCopyName,
  diskName,
  firestoreCopyName,
  firestoreName,
  RESOURCE_NAME,
  spannerCopyName,
  spannerName,
  sqlInstanceName,
} from "../../topology/naming";
import type { Topology } from "../../topology/model";
import type { Action } from "../action";
import { generationsOf } from "./database";
import { isMoment } from "./moment";
import { byPeople } from "./work";

/** How a store is restored, beside which and to when. */
export interface Restoring {
  /** The moment to go back to: ISO 8601, or in words where nobody has said it yet. */
  readonly to: string;
  /** Of the copy, where that is an instance; left out: the one after what is described. */
  readonly generation?: number;
  /** Of a disk, the snapshot that is restored; left out: the newest that is old enough. */
  readonly snapshot?: ChosenSnapshot;
  /** The copy takes the place of what is there; left out: it is handed to its owner. */
  readonly cutOver?: boolean;
}

/** A snapshot that was looked for before the plan was made. */
export interface ChosenSnapshot {
  readonly name: string;
  /** When it was begun, ISO 8601. */
  readonly at: string;
  /** Seconds of writes between it and the moment that was asked for. */
  readonly before: number;
  /** The disk that it is of. */
  readonly of: { readonly region: string; readonly disk: string };
}

/** What brings a store back as of a moment, beside what is there and under names of its own. */
export function copyOf(topology: Topology, store: string, spec: Store, how: Restoring): Action {
  const { naming, primary, regions } = topology;
  const { to, generation = 1 } = how;
  const { by } = traitsOf(spec, store).restore;
  switch (by) {
    case "sql.clone": {
      const from = regions[primary]?.instances[store]?.name ?? store;
      const instance = sqlInstanceName(naming, store, primary, generationOf(topology, store, how));
      return { kind: by, store, instance, from, to };
    }
    case "disk.restore":
      return diskCopy(topology, store, how);
    case "people":
      return byPeople({ topology }, store, `as of ${to}, in a new place`);
    case "queue.seek":
      return { kind: by, store, to };
    case "bucket.restore": {
      const bucket = bucketCopyName(naming, store, generation);
      return { kind: by, store, bucket, from: bucketName(naming, store), to };
    }
    case "firestore.restore": {
      const copy = firestoreCopyName(naming, store, generation);
      return { kind: by, store, copy, from: firestoreName(naming, store), to: wholeMinute(to) };
    }
    case "bigquery.restore": {
      const copy = datasetCopyId(naming, store, generation);
      return { kind: by, store, copy, from: datasetId(naming, store), to };
    }
    case "spanner.restore": {
      const databases = logicalOf(spec).map((from) => ({
        copy: spannerCopyName(from, generation),
        from,
      }));
      return { kind: by, store, instance: spannerName(naming, store), databases, to };
    }
  }
}

function diskCopy(
  { naming, primary: region, regions }: Topology,
  store: string,
  { to, generation = 1, snapshot }: Restoring,
): Action {
  const own = regions[region]?.disks[store]?.name ?? diskName(naming, store, region, 1);
  return {
    ...{ kind: "disk.restore", store, region, to },
    disk: diskCopyName(naming, store, region, generation),
    from: snapshot?.of ?? { region, disk: own },
    ...(snapshot ? { snapshot: snapshot.name } : {}),
  };
}

/** Firestore keeps versions by the minute: the one that was whole at that moment. */
function wholeMinute(to: string): string {
  return isMoment(to) ? `${to.slice(0, 16)}:00Z` : to;
}

function logicalOf(spec: Store): readonly string[] {
  return spec.kind === "spanner" ? spec.databases : [];
}

/** What a restore would make of a store that is no instance, and how long a name of it may be. */
export function namesOfCopy(
  topology: Topology,
  store: string,
  generation: number,
): { readonly names: readonly string[]; readonly most: number } {
  const spec = topology.system.data[store];
  if (!spec || spec.kind === "cloud-sql") return { names: [], most: 0 };
  const copied = copyOf(topology, store, spec, { to: "", generation });
  return { names: madeBy(copied), most: longest(spec) };
}

/** The instance of Spanner stays, and its logical databases have a rule of their own. */
function longest(spec: Store): number {
  if (spec.kind === "spanner") return LONGEST_DATABASE;
  if (spec.kind === "disk") return RESOURCE_NAME.most;
  return kindOf(spec).named?.rule.most ?? 0;
}

/** Names of what a restore makes beside what is there. */
export function madeBy(copied: Action): readonly string[] {
  switch (copied.kind) {
    case "sql.clone":
      return [copied.instance];
    case "bucket.restore":
      return [copied.bucket];
    case "disk.restore":
      return [copied.disk];
    case "firestore.restore":
    case "bigquery.restore":
      return [copied.copy];
    case "spanner.restore":
      return copied.databases.map(({ copy }) => copy);
    default:
      return [];
  }
}

/** Of a copy that is an instance: as asked, or the one after what is described. */
export function generationOf(topology: Topology, store: string, { generation }: Restoring): number {
  return generation ?? (generationsOf(topology, store)[topology.primary] ?? 0) + 1;
}
