import { DAY, HOUR, MINUTE, type Seconds } from "../system/units";
import type { Export, RegionPart, Topology } from "./model";
import { backendName, databasePath, firestoreName, groupLink, spannerName } from "./naming";
import { storesOf } from "./stores";

/** What Standby measures itself, because Google doesn't. */
export const MEASURES = {
  /** 1, every time that a region's watch has measured all it should. */
  heartbeat: "custom.googleapis.com/standby/heartbeat",
  /** Seconds since the newest complete copy of a store. */
  age: "custom.googleapis.com/standby/copy_age",
  /** Share of a service's instances in a region that its load balancer does not send to. */
  unhealthy: "custom.googleapis.com/standby/unhealthy_share",
} as const;

/** Rhythm of the watch; as a cron line, because Cloud Scheduler takes nothing else. */
export const WATCH: { readonly every: Seconds; readonly cron: string } = {
  every: 5 * MINUTE,
  cron: "*/5 * * * *",
};

/** Where copies of a store are listed, and which of them count. Times are RFC 3339. */
export interface CopyList {
  readonly store: string;
  /** backup: in the store's own service; export: in the backup bucket. */
  readonly copy: "backup" | "export";
  /** What is copied, where a store has several things: an instance, a logical database. */
  readonly of: string;
  readonly url: string;
  /** Field of the answer that holds the copies. */
  readonly list: string;
  /** Field of a copy that says when it was complete. */
  readonly time: string;
  /** A copy counts only if this field of it has this value. */
  readonly only?: { readonly field: string; readonly is: string };
  /** Only names after this beginning and the time so many seconds ago are asked for. */
  readonly recent?: { readonly beginning: string; readonly seconds: Seconds };
}

/** One group of a region as a backend: `getHealth` is asked for it. */
export interface HealthQuestion {
  readonly service: string;
  readonly backend: string;
  readonly group: string;
}

/** What one region's watch measures: what is its own, and what belongs to no region. */
export interface WatchList {
  readonly copies: readonly CopyList[];
  readonly health: readonly HealthQuestion[];
}

type Watched = Omit<Topology, "monitoring">;

export function watchList(topology: Watched, region: RegionPart): WatchList {
  const { naming } = topology;
  return {
    copies: [
      ...sqlBackups(topology, region),
      ...topology.exports.map((copy) => exported(topology, copy)),
      ...firestoreBackups(topology),
      ...spannerBackups(topology),
    ],
    health: Object.keys(region.groups).map((service) => ({
      service,
      backend: backendName(naming, service),
      group: groupLink(naming, service, region.name),
    })),
  };
}

/** Of an instance that is a replica there are none, which does no harm: the newest of a store counts. */
function sqlBackups({ naming }: Watched, { instances }: RegionPart): readonly CopyList[] {
  return Object.values(instances).map(({ store, name }) => ({
    ...{ store, copy: "backup", of: name },
    url: `https://sqladmin.googleapis.com/v1/projects/${naming.project}/instances/${name}/backupRuns?maxResults=20`,
    ...{ list: "items", time: "endTime", only: { field: "status", is: "SUCCESSFUL" } },
  }));
}

/** Dumps are one object; of an export of documents the last object that is written counts. */
function exported({ backups }: Watched, { store, kind, database }: Export): CopyList {
  const beginning = `${store}/${database}/`;
  const glob = `${beginning}**${kind === "cloud-sql" ? ".sql.gz" : ".overall_export_metadata"}`;
  return {
    ...{ store, copy: "export", of: database, list: "items", time: "timeCreated" },
    url: `https://storage.googleapis.com/storage/v1/b/${backups.bucket}/o?matchGlob=${encodeURIComponent(glob)}`,
    // Names rise with time, and a page holds a thousand: the newest would be on the last.
    recent: { beginning, seconds: 15 * DAY },
  };
}

function firestoreBackups({ naming, documents }: Watched): readonly CopyList[] {
  return Object.entries(documents).flatMap(([store, { location, backups }]): CopyList[] =>
    backups.daily === undefined && backups.weekly === undefined
      ? []
      : [
          {
            ...{ store, copy: "backup", of: firestoreName(naming, store) },
            url: `https://firestore.googleapis.com/v1/projects/${naming.project}/locations/${location}/backups`,
            ...{ list: "backups", time: "snapshotTime" },
            only: { field: "database", is: databasePath(naming, store) },
          },
        ],
  );
}

function spannerBackups({ naming, system }: Watched): readonly CopyList[] {
  return Object.entries(storesOf(system, "spanner")).flatMap(([store, spec]): CopyList[] => {
    const of = spannerName(naming, store);
    const url = `https://spanner.googleapis.com/v1/projects/${naming.project}/instances/${of}/backups`;
    const only = { field: "state", is: "READY" };
    return spec.backups
      ? [{ store, copy: "backup", of, url, list: "backups", time: "createTime", only }]
      : [];
  });
}

/** A copy may be late by this before somebody is told: reliability rules ask for 26 hours with daily ones. */
const LATE: Seconds = 2 * HOUR;

/** Oldest that the newest copies of each store may be, by store and kind of copy. */
export function oldestAllowed(
  topology: Watched,
): readonly { readonly store: string; readonly copy: CopyList["copy"]; readonly age: Seconds }[] {
  const { databases, documents, exports, system } = topology;
  const spanner = Object.entries(storesOf(system, "spanner"));
  const rhythms = { hourly: HOUR, daily: DAY, weekly: 7 * DAY };
  const backups = [
    ...Object.keys(databases).map((store) => ({ store, every: DAY })),
    ...Object.entries(documents).flatMap(
      ([
        store,
        {
          backups: { daily, weekly },
        },
      ]) =>
        daily !== undefined
          ? [{ store, every: DAY }]
          : weekly !== undefined
            ? [{ store, every: 7 * DAY }]
            : [],
    ),
    ...spanner.flatMap(([store, spec]) =>
      spec.backups ? [{ store, every: spec.backups.every }] : [],
    ),
  ].map(({ store, every }) => ({ store, copy: "backup" as const, age: every + LATE }));
  const perStore = new Map(
    exports.map(({ store, rhythm }) => [
      store,
      rhythm.kind === "hourly" ? rhythm.hours * HOUR : rhythms[rhythm.kind],
    ]),
  );
  return [
    ...backups,
    ...[...perStore].map(([store, every]) => ({
      store,
      copy: "export" as const,
      age: every + LATE,
    })),
  ];
}
