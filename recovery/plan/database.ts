import { formatDuration } from "../../system/units";
import { loginsOf } from "../../topology/logins";
import type { DatabasePart, SqlInstance, Topology } from "../../topology/model";
import type { Loss, Step } from "../model";
import { copyLength, lag, sinceCopy, sumOf } from "./loss";
import { declared, known, type Setting } from "./setting";

/** Caches of the writer's name hold it for so long, in seconds (components/dns.ts declares it). */
export const WRITER_TTL = 30;

/** A database as a recovery meets it. */
export interface Moving {
  readonly database: DatabasePart;
  /** The instance that shall write. */
  readonly instance: SqlInstance;
  /** The one that wrote. */
  readonly from: SqlInstance | undefined;
}

/** The databases that are to write in another region; none if nothing regional holds data. */
export function moving(now: Topology, then: Topology, region: string): readonly Moving[] {
  return Object.values(then.databases).flatMap((database): Moving[] => {
    const instance = then.regions[region]?.instances[database.name];
    const from = now.regions[now.primary]?.instances[database.name];
    return instance ? [{ database, instance, from }] : [];
  });
}

/** Regions that hold an instance of a store, with its generation: as described, else by mode. */
export function generationsOf(
  { system, databases }: Topology,
  store: string,
): Readonly<Record<string, number>> {
  const described = system.data[store];
  const held = described?.kind === "cloud-sql" ? described.instances : undefined;
  const regions = databases[store]?.regions ?? [];
  return held ?? Object.fromEntries(regions.map((region) => [region, 1]));
}

/** Whether a copy stands there that can take over. */
export function hasReplica(now: Topology, { instance, database }: Moving): boolean {
  return now.regions[instance.region]?.instances[database.name]?.role === "replica";
}

/** Whether losing the old writer is something the service itself can handle. */
function isDesignated({ from, instance }: Moving): boolean {
  return from?.drReplica === instance.name;
}

/** Makes the replica the writer, though the old one can't be asked. */
export function promote(setting: Setting, moved: Moving, needs: readonly string[]): Step {
  const { name: store } = moved.database;
  const { name: instance, region } = moved.instance;
  const designated = isDesignated(moved);
  const [line, what] = designated
    ? (["sql.failover", "failover to the designated DR replica"] as const)
    : (["sql.promote", "promotion of a replica"] as const);
  return {
    id: `promote-${store}`,
    title: designated
      ? `Fail ${store} over to ${instance}: the old writer becomes its replica when it is back`
      : `Promote ${instance} to the writer of ${store}: the old one stands alone from now on, and is fenced`,
    needs,
    action: { kind: designated ? "sql.failover" : "sql.promote", store, instance },
    done: { is: "writable", store, region },
    reversal: {
      by: "nothing",
      because:
        "what is written from now on is here alone; the way back is to rejoin and switch over",
    },
    takes: [known(setting, "execute", line, instance, what)],
  };
}

/** Swaps the roles of two healthy instances; nothing is lost. */
export function swap(
  setting: Setting,
  { database, instance }: Moving,
  needs: readonly string[],
): Step {
  return {
    id: `switch-${database.name}`,
    title: `Switch ${database.name} over to ${instance.name}: it catches up first, and nothing is lost`,
    needs,
    action: { kind: "sql.switchover", store: database.name, instance: instance.name },
    done: { is: "writable", store: database.name, region: instance.region },
    reversal: { by: "nothing", because: "another switchover is the way back" },
    takes: [known(setting, "execute", "sql.switchover", instance.name, "switchover")],
  };
}

/** Fills a new, empty writer from the newest copy that lies outside the lost region. */
export function restoreNewest(setting: Setting, moved: Moving, needs: readonly string[]): Step {
  const { database, instance, from } = moved;
  const gigabytes = database.spec.size;
  return {
    id: `restore-${database.name}`,
    title: `Restore the newest backup of ${database.name} into ${instance.name}`,
    needs,
    action: {
      kind: "sql.restore",
      store: database.name,
      instance: instance.name,
      from: from?.name ?? instance.name,
    },
    done: { is: "restored", store: database.name, region: instance.region },
    reversal: { by: "nothing", because: "the instance was empty; restoring again overwrites it" },
    takes: [
      known(setting, "execute", "sql.restore", instance.name, "a restore"),
      known(
        setting,
        "execute",
        "sql.restore.data",
        instance.name,
        `${gigabytes} GB of data`,
        gigabytes,
      ),
    ],
  };
}

/** What a backup is too old for is made in it: nothing, as a rule, which the first look tells. */
export function complete(setting: Setting, moved: Moving, needs: readonly string[]): Step {
  const { database, instance } = moved;
  const store = database.name;
  const inside = {
    databases: database.spec.databases,
    logins: loginsOf(setting.topology, store).map(({ name }) => name),
  };
  const most = inside.databases.length + inside.logins.length;
  const calls = known(setting, "execute", "api.call", instance.name, `at most ${most} calls`, most);
  return {
    id: `complete-${store}`,
    title: `Make in ${instance.name} what the backup is too old for: declared databases, and logins of services`,
    needs,
    action: { kind: "sql.complete", store, instance: instance.name, ...inside },
    done: { is: "complete", store, region: instance.region, ...inside },
    reversal: { by: "nothing", because: "it is what is declared" },
    takes: [{ ...calls, best: 0, expected: 0 }],
  };
}

/** Whether it has read replicas, beside the instance of each region. */
export function isRead({ database }: Moving): boolean {
  return database.spec.readReplicas > 0;
}

/** Id of the step that makes a region's read replicas. */
export const replicating = (region: string) => `replicate-in-${region}`;

/** Read replicas of what was restored: into an instance that has one Google restores nothing. */
export function replicate(
  setting: Setting,
  region: string,
  read: readonly Moving[],
  own: boolean,
): Step {
  const stores = read.map(({ database }) => database.name);
  return {
    id: replicating(region),
    title: `Deploy ${region}'s stack again: read replicas copy what ${stores.join(" and ")} has now`,
    needs: stores.map((store) => `protect-${store}`),
    action: { kind: "pulumi.up", region, ...(own ? ({ own: true } as const) : {}) },
    done: { is: "journalled" },
    reversal: { by: "nothing", because: "copies of what is there; left standing they only cost" },
    takes: [
      known(setting, "execute", "pulumi.run", region, "a run of its program"),
      known(setting, "execute", "sql.replica.create", region, "new read replicas"),
    ],
  };
}

/**
 * From a new writer to one that applications may use: its certificate, its protection, its name, which
 * leads there once `ready` is done as well.
 */
export function settle(
  setting: Setting,
  moved: Moving,
  writable: string,
  ready: readonly string[] = [],
): readonly Step[] {
  const { database, instance } = moved;
  const { name: store, host } = database;
  const { region } = instance;
  return [
    {
      id: `certificate-${store}`,
      title: `See that ${instance.name} shows a certificate for ${host}`,
      needs: [writable],
      action: { kind: "verify", what: `the certificate of ${instance.name} is good for ${host}` },
      done: { is: "journalled" },
      reversal: { by: "no effect" },
      takes: [known(setting, "execute", "sql.certificate", instance.name, "a look at it")],
    },
    {
      id: `protect-${store}`,
      title: `Give ${instance.name} HA, backups and the recovery window, in one change: it restarts`,
      needs: [writable],
      action: { kind: "sql.protect", store, instance: instance.name },
      done: { is: "protected", store, region },
      reversal: { by: "nothing", because: "a writer is never left unprotected" },
      takes: [known(setting, "execute", "sql.restart", instance.name, "one change with a restart")],
    },
    {
      id: `point-${store}`,
      title: `Point ${host} at ${region}`,
      needs: [`certificate-${store}`, `protect-${store}`, ...ready],
      action: { kind: "dns.writer", store, region },
      done: { is: "writer-name", store, region },
      reversal: { by: "nothing", because: "the name follows the writer, wherever that is" },
      takes: [
        known(setting, "propagate", "dns.change", host, "the name servers take the change"),
        { ...declared("propagate", WRITER_TTL, host, "caches of the old answer"), best: 0 },
      ],
      restores: [store],
    },
  ];
}

/** The first backup of a new writer runs beside the rest: point-in-time recovery begins with it. */
export function firstBackup(setting: Setting, { database, instance }: Moving): Step {
  const gigabytes = database.spec.size;
  return {
    id: `backup-${database.name}`,
    title: `Take a first backup of ${instance.name}: the recovery window begins anew with it`,
    needs: [`protect-${database.name}`],
    action: { kind: "sql.backup", store: database.name, instance: instance.name },
    done: { is: "backed-up", store: database.name, region: instance.region },
    reversal: { by: "no effect" },
    takes: [known(setting, "execute", "sql.backup", instance.name, `${gigabytes} GB`, gigabytes)],
  };
}

/** The first backups of all new writers. */
export function backups(moved: readonly Moving[]): readonly string[] {
  return moved.map(({ database }) => `backup-${database.name}`);
}

/** What a failover to a replica loses: what it had not copied yet. */
export function lagLoss(setting: Setting, store: string): Loss {
  const why = "what the replica had not copied yet";
  return sumOf(why, [lag(setting, "sql.lag", store, "replication lag between the regions")]);
}

/** What a restore loses: what was written since the newest copy was begun. */
export function backupLoss(
  setting: Setting,
  store: string,
  interval: number,
  gigabytes: number,
): Loss {
  const every = formatDuration(interval);
  return sumOf(`what was written since the newest backup, one every ${every}`, [
    sinceCopy(interval, store, `a backup every ${every}`),
    copyLength(setting, "sql.backup", store, gigabytes),
  ]);
}
