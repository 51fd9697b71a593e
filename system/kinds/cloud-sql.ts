import { z } from "zod";
import { form, positiveDuration, size, timeOfDay, whole } from "../schema/values";
import { DAY } from "../units";
import { dataCheck } from "./check";
import type { Around, Better, Kind } from "./kind";
import { exported } from "./copies";
import { common, copies, generations } from "./fields";

export const sqlShape = z.strictObject({
  kind: z
    .literal("cloud-sql")
    .describe("Relational database, in one region with a replica in another"),
  ...common,
  version: form(
    /^(POSTGRES_1[2-9]|MYSQL_8_[04])$/,
    'must be a version as Cloud SQL spells it, such as "POSTGRES_16" or "MYSQL_8_0"',
  ).describe("Engine and major version"),
  edition: z
    .enum(["ENTERPRISE", "ENTERPRISE_PLUS"])
    .optional()
    .describe("Left out: ENTERPRISE_PLUS with db-perf-optimized tiers, else ENTERPRISE"),
  tier: form(
    /^db-(perf-optimized-N-\d+|custom-\d+-\d+|f1-micro|g1-small)$/,
    'must be a tier such as "db-perf-optimized-N-4" or "db-custom-4-15360"',
  ).describe("Machine, and most of the cost"),
  size: size().describe("Storage to begin with; it grows by itself"),
  recoveryWindow: positiveDuration().describe(
    "How far back a point-in-time recovery reaches: 1 to 7 days, 35 on ENTERPRISE_PLUS",
  ),
  backups: z
    .strictObject({
      keep: whole(1, 365).default(30).describe("Daily backups kept"),
      at: timeOfDay().default("03:00").describe("When the daily backup begins, in UTC"),
      export: copies.optional().describe("Dumps into the backup bucket, outside Cloud SQL"),
    })
    .default({ keep: 30, at: "03:00" })
    .describe("Daily backups, and dumps besides"),
  databases: z
    .array(
      form(
        /^[a-z][a-z0-9_]{0,62}$/,
        "must be at most 63 lower-case letters, digits and underscores, and begin with a letter",
      ),
    )
    .default([])
    .describe("Logical databases"),
  checks: z
    .array(dataCheck)
    .optional()
    .describe("What a restored copy is asked before anybody uses it; left out: a person looks"),
  flags: z.record(z.string(), z.string()).default({}).describe("Database flags, as text"),
  readReplicas: whole(0, 4)
    .default(0)
    .describe(
      "Copies to read from in each region with an instance, one in each of its first zones",
    ),
  instances: generations.optional(),
});

export type SqlStore = z.output<typeof sqlShape>;

/** Only the tiers of Enterprise Plus are called after their performance. */
export function editionOf(
  spec: Pick<SqlStore, "edition" | "tier">,
): "ENTERPRISE" | "ENTERPRISE_PLUS" {
  return (
    spec.edition ?? (spec.tier.startsWith("db-perf-optimized") ? "ENTERPRISE_PLUS" : "ENTERPRISE")
  );
}

export const cloudSql: Kind<SqlStore> = {
  // Relations of its own say more, since its read replicas depend on the regions: `sqlSettings`.
  problems: () => [],

  traits: (store) => ({
    residence: { in: "stacks", as: "databases" },
    size: store.size,
    keys: [{ user: "sqladmin", at: "the region" }],
    deletion: {
      trash: { from: "a clone as of any moment", lasts: store.recoveryWindow },
      soft: {
        from: "a daily backup, which outlives the instance",
        lasts: store.backups.keep * DAY,
      },
      ...(store.backups.export
        ? { copies: exported("a dump in the backup bucket", store.backups.export) }
        : {}),
    },
    copies: [
      { what: "a daily backup", every: DAY },
      ...(store.backups.export ? [{ what: "an export", every: store.backups.export.every }] : []),
    ],
    restore: {
      by: "sql.clone",
      way: "its log can be replayed to any moment of the recovery window",
      takes: [
        { what: "a clone with the log replayed", length: "sql.clone" },
        { what: `${store.size} GB of data`, length: "sql.restore.data", amount: store.size },
      ],
      loses: {
        what: "lag",
        why: "what the log had not taken up yet",
        line: "sql.log",
        because: "logs are stored every five minutes or less",
      },
    },
    rescue: {},
    promise: {
      id: editionOf(store) === "ENTERPRISE_PLUS" ? "sql.plus.ha" : "sql.ha",
      scope: "zones",
    },
  }),

  better: (store, around) => [enterprisePlus(store), replica(store, around)],
};

const PLUS_SIZES = [2, 4, 8, 16, 32, 48, 64, 80, 96, 128];

/** Only Enterprise Plus has a replica that can be designated; the tier follows the processors. */
function enterprisePlus(store: SqlStore): readonly Better<SqlStore>[] {
  if (editionOf(store) === "ENTERPRISE_PLUS") return [];
  const processors = Number(/^db-custom-(\d+)-/.exec(store.tier)?.[1] ?? 1);
  const size = PLUS_SIZES.find((one) => one >= processors);
  if (size === undefined) return [];
  const tier = `db-perf-optimized-N-${size}`;
  const edits = { tier, ...(store.edition ? { edition: null } : {}) };
  const become = (now: SqlStore) => {
    const { edition: _, ...rest } = now;
    return { ...rest, tier };
  };
  return [{ part: "tier", edits, become }];
}

/**
 * A copy of its own in another region that stands: cold has none by itself. Where the regions are
 * written out somebody has decided them, and a name may still be taken there.
 */
function replica(
  store: SqlStore,
  { standby, primary, others: [other] }: Around,
): readonly Better<SqlStore>[] {
  if (standby !== "cold" || store.instances || other === undefined) return [];
  const instances = { [primary]: 1, [other]: 1 };
  const become = (now: SqlStore) => ({ ...now, instances });
  return [{ part: "instances", edits: { instances }, become }];
}
