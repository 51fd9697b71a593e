import { z } from "zod";
import { byRegion, name, positiveDuration, size, timeOfDay } from "./values";

const common = { owner: name().optional() };

const copies = z.strictObject({
  every: positiveDuration(),
  keep: positiveDuration(),
});

const generations = byRegion(z.int().min(1).max(999)).describe(
  "Regions that hold an instance, and its generation there (part of its name)",
);

const sql = z.strictObject({
  kind: z.literal("cloud-sql"),
  ...common,
  version: z.string().regex(/^(POSTGRES_(1[2-9])|MYSQL_8_(0|4))$/, {
    error: 'must be a version as Cloud SQL spells it, such as "POSTGRES_16" or "MYSQL_8_0"',
  }),
  edition: z
    .enum(["ENTERPRISE", "ENTERPRISE_PLUS"])
    .optional()
    .describe("Left out: ENTERPRISE_PLUS with db-perf-optimized tiers, else ENTERPRISE"),
  tier: z
    .string()
    .regex(/^db-(perf-optimized-N-\d+|custom-\d+-\d+|f1-micro|g1-small)$/, {
      error: 'must be a tier such as "db-perf-optimized-N-4" or "db-custom-4-15360"',
    })
    .describe("Machine, and most of the cost"),
  size: size(),
  recoveryWindow: positiveDuration().describe(
    "How far back a point-in-time recovery reaches: 1 to 7 days, 35 on ENTERPRISE_PLUS",
  ),
  backups: z
    .strictObject({
      keep: z.int().min(1).max(365).default(30).describe("Daily backups kept"),
      at: timeOfDay().default("03:00"),
      export: copies.optional().describe("Dumps into the backup bucket, outside Cloud SQL"),
    })
    .default({ keep: 30, at: "03:00" }),
  databases: z
    .array(z.string().regex(/^[a-z][a-z0-9_]{0,62}$/))
    .default([])
    .describe("Logical databases"),
  flags: z.record(z.string(), z.string()).default({}),
  readReplicas: z
    .int()
    .min(0)
    .max(8)
    .default(0)
    .describe("For load, in the primary region, beside the failover replica"),
  instances: generations.optional(),
});

const firestore = z.strictObject({
  kind: z.literal("firestore"),
  ...common,
  location: z.string().describe("nam5, nam7, eur3 (multi-region), or a region"),
  backups: z
    .strictObject({
      daily: positiveDuration().optional().describe("How long daily backups are kept"),
      weekly: positiveDuration().optional().describe("How long weekly backups are kept"),
      export: copies.optional().describe("Exports into the backup bucket"),
    })
    .default({}),
});

const spanner = z.strictObject({
  kind: z.literal("spanner"),
  ...common,
  config: z.string().describe("nam3, nam-eur-asia1, regional-us-central1 …"),
  edition: z.enum(["STANDARD", "ENTERPRISE", "ENTERPRISE_PLUS"]),
  nodes: z.int().min(1).max(1000),
  databases: z.array(z.string().regex(/^[a-z][a-z0-9_-]{0,28}[a-z0-9]$/)).min(1),
  recoveryWindow: positiveDuration().describe("1 hour to 7 days"),
  backups: copies.optional(),
});

const bigquery = z.strictObject({
  kind: z.literal("bigquery"),
  ...common,
  location: z.string().describe("US, EU, or a region"),
  timeTravel: positiveDuration().describe("2 to 7 days"),
  copyTo: z.string().optional().describe("Region that a daily copy goes to"),
});

const bucket = z.strictObject({
  kind: z.literal("bucket"),
  ...common,
  location: z
    .union([z.string(), z.array(z.string()).length(2)])
    .describe("US, EU, ASIA (multi-region), a region, or two regions (dual-region)"),
  trash: positiveDuration().describe(
    "How long the user's trash keeps what was deleted or overwritten",
  ),
  softDelete: positiveDuration().describe("How long support can restore after that: 7 to 90 days"),
});

const disk = z.strictObject({
  kind: z.literal("disk"),
  ...common,
  size: size(),
  type: z.enum(["pd-balanced", "pd-ssd", "hyperdisk-balanced-high-availability"]),
  snapshots: copies,
  machineImages: z.boolean().default(false),
  instances: generations.optional(),
});

const queue = z.strictObject({
  kind: z.literal("queue"),
  ...common,
  retention: positiveDuration().describe(
    "10 minutes to 31 days; longer than the longest outage to be survived",
  ),
  acknowledge: positiveDuration().describe(
    "Time a worker has for one task: 10 seconds to 10 minutes",
  ),
  attempts: z
    .int()
    .min(5)
    .max(100)
    .default(5)
    .describe("Deliveries before a task goes to the dead letters"),
});

export const store = z.discriminatedUnion("kind", [
  sql,
  firestore,
  spanner,
  bigquery,
  bucket,
  disk,
  queue,
]);
export type Store = z.output<typeof store>;
export type SqlStore = z.output<typeof sql>;
export type FirestoreStore = z.output<typeof firestore>;
export type BucketStore = z.output<typeof bucket>;
