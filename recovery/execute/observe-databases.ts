import type { Seconds } from "../../system/units";
import type { Disk, SqlInstance, Topology } from "../../topology/model";
import { instanceHost, privateZoneName } from "../../topology/naming";
import type { InstanceSeen, Known, Observed } from "../observed";
import { insideOf } from "./call-sql";
import { snapshotsOf } from "./disk-copy";
import { byName, known, type Looking, ONCE } from "./looking";
import { at, type Document, listAt, Refused, textAt } from "./rest";

type Databases = Observed["databases"];

/** Every instance that is described, in every region that should hold one now or afterwards. */
export function databasesSeen(looking: Looking, now: Topology, then: Topology): Promise<Databases> {
  return byName(Object.keys(now.databases), (store) => {
    const held = instancesIn(now, store);
    return instances(looking, { ...instancesIn(then, store), ...held }, (name) => !held[name]);
  });
}

function instancesIn({ regions }: Topology, store: string): Readonly<Record<string, SqlInstance>> {
  return Object.fromEntries(
    Object.values(regions).flatMap(({ name, instances: { [store]: instance } }) =>
      instance ? [[name, instance] as const] : [],
    ),
  );
}

/**
 * How old the newest backup of each store is that would have to be restored in a region that stands.
 * It is asked for by the writer's name, which also answers while that is gone.
 */
export async function backupsSeen(
  looking: Looking,
  { databases, regions, primary }: Topology,
): Promise<NonNullable<Observed["backups"]>> {
  const standing = Object.values(regions).filter(({ state }) => state === "standing");
  const others = standing.filter(({ name }) => name !== primary);
  const disks = Object.values(regions[primary]?.disks ?? {}).filter(({ copiedTo }) => !copiedTo);
  const ages = others.length === 0 ? {} : await snapshotAges(looking, disks);
  const restored = Object.keys(databases).filter((store) =>
    standing.some(({ instances }) => instances[store] === undefined),
  );
  const { rest, hosts, clock } = looking;
  const backups = await byName(restored, (store) =>
    known(async () => {
      const name = regions[primary]?.instances[store]?.name ?? "";
      const { items } = await rest.ask("GET", hosts.sql(name, "/backupRuns"), ONCE);
      return newestBackup(listAt({ items }, "items"), clock.now()).backupAge ?? "none";
    }),
  );
  return { ...backups, ...ages };
}

/** Snapshots are asked for without the region of their disk. */
function snapshotAges(looking: Looking, disks: readonly Disk[]) {
  const byStore = Object.fromEntries(disks.map((disk) => [disk.store, disk]));
  return byName(Object.keys(byStore), (store) =>
    known(async () => {
      const { region = "", name = "" } = byStore[store] ?? {};
      const [newest] = await snapshotsOf(looking, region, name);
      return newest ? Math.max(0, looking.clock.now() - newest.at) / 1000 : ("none" as const);
    }),
  );
}

/** Instances that will be described where another of the same store is now. */
export function copiesSeen(looking: Looking, now: Topology, then: Topology) {
  const copies = Object.values(then.regions).flatMap(({ name, instances }) =>
    Object.values(instances).flatMap((one) => {
      const held = now.regions[name]?.instances[one.store];
      return held !== undefined && held.name !== one.name ? [[one.name, one] as const] : [];
    }),
  );
  const byRegion = Object.fromEntries(copies);
  return instances(looking, byRegion, () => false);
}

/** Where the name of each database's writer leads. */
export function writersSeen(looking: Looking, topology: Topology) {
  return byName(Object.keys(topology.databases), (store) => writer(looking, topology, store));
}

function instances(
  looking: Looking,
  byRegion: Readonly<Record<string, SqlInstance>>,
  /** Whether a recovery makes it, so that what is inside is looked at, too. */
  isMade: (region: string) => boolean,
): Promise<Readonly<Record<string, Known<InstanceSeen>>>> {
  return byName(Object.keys(byRegion), async (region) => {
    const instance = byRegion[region];
    if (!instance) return { state: "missing" };
    return known(async () => {
      const seen = await seenInstance(looking, instance);
      if (!isMade(region) || seen.state !== "running") return seen;
      const inside = await known(() => insideOf(looking, instance.name));
      return inside === "unknown" ? seen : { ...seen, ...inside };
    });
  });
}

async function seenInstance(looking: Looking, { name }: SqlInstance): Promise<InstanceSeen> {
  const { rest, hosts, clock } = looking;
  const found = await rest.ask("GET", hosts.sql(name), ONCE).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  });
  if (!found) return { state: "missing" };
  const { items } = await rest.ask("GET", hosts.sql(name, "/backupRuns"), ONCE);
  const operations = await rest.ask("GET", hosts.sqlOperations(name), ONCE);
  const isReplica = textAt(found, "instanceType") === "READ_REPLICA_INSTANCE";
  return {
    state: stateOf(found),
    name,
    role: isReplica ? "replica" : "writer",
    ...(isReplica ? { lag: await lagOf(looking, name) } : {}),
    ha: textAt(found, "settings.availabilityType") === "REGIONAL",
    backups: at(found, "settings.backupConfiguration.enabled") === true,
    ...newestBackup(listAt({ items }, "items"), clock.now()),
    ...newestRestore(listAt(operations, "items"), clock.now()),
  };
}

function stateOf(found: Document): "running" | "stopped" | "changing" {
  if (textAt(found, "settings.activationPolicy") === "NEVER") return "stopped";
  return textAt(found, "state") === "RUNNABLE" ? "running" : "changing";
}

/** Counted from when it began: what was written after that isn't in it. */
function newestBackup(runs: readonly Document[], now: number): { readonly backupAge?: Seconds } {
  const begun = runs
    .filter((run) => textAt(run, "status") === "SUCCESSFUL")
    .map((run) => Date.parse(textAt(run, "startTime")));
  return begun.length === 0 ? {} : { backupAge: (now - Math.max(...begun)) / 1000 };
}

/** Counted from its beginning, as the backup's age is: whoever began it under the lease sees it so. */
function newestRestore(operations: readonly Document[], now: number) {
  const begun = operations
    .filter(
      (one) =>
        textAt(one, "operationType") === "RESTORE_VOLUME" &&
        textAt(one, "status") === "DONE" &&
        at(one, "error") === undefined,
    )
    .map((one) => Date.parse(textAt(one, "insertTime")));
  return begun.length === 0 ? {} : { restoreAge: (now - Math.max(...begun)) / 1000 };
}

/** A point that is older than this says nothing of now: Cloud SQL samples each minute. */
const STALE = 5 * 60_000;

/** How far a replica is behind, in seconds. While its writer is gone, it grows by a second each second. */
async function lagOf({ rest, hosts, clock }: Looking, name: string): Promise<Known<Seconds>> {
  const filter = [
    'metric.type = "cloudsql.googleapis.com/database/replication/replica_lag"',
    `resource.labels.database_id = "${hosts.metricName(name)}"`,
  ].join(" AND ");
  const now = clock.now();
  const [from, to] = [now - 2 * STALE, now].map((time) => new Date(time).toISOString());
  const url = hosts.timeSeries(filter, from ?? "", to ?? "");
  const answer = await known(() => rest.ask("GET", url, ONCE));
  if (answer === "unknown") return "unknown";
  const [series] = listAt(answer, "timeSeries");
  const [newest] = listAt(series, "points");
  const lag = at(newest, "value.doubleValue") ?? at(newest, "value.int64Value");
  if (now - Date.parse(textAt(newest, "interval.endTime")) > STALE) return "unknown";
  return lag === undefined ? "unknown" : Number(lag);
}

async function writer(
  { rest, hosts }: Looking,
  { naming, databases, regions }: Topology,
  store: string,
): Promise<Known<string>> {
  const host = `${databases[store]?.host ?? ""}.`;
  const url = hosts.dns(privateZoneName(naming), `rrsets/${host}/CNAME`);
  const record = await known(() => rest.ask("GET", url, ONCE));
  if (record === "unknown") return "unknown";
  const data: unknown = at(record, "rrdatas");
  const target: unknown = Array.isArray(data) ? data[0] : undefined;
  const region = Object.keys(regions).find(
    (name) => `${instanceHost(naming, store, name)}.` === target,
  );
  return region ?? "unknown";
}
