import { z } from "zod";
import { byRegion, form, name, positiveDuration, region, size, timeOfDay, whole } from "./values";

const encryption = z
  .enum(["google", "customer"])
  .optional()
  .describe("Who holds its keys; left out: as the system says");

const common = {
  owner: name().optional().describe("Who is alerted first; one of `people`"),
  encryption,
};

const copies = z.strictObject({
  every: positiveDuration().describe("Time from one copy to the next"),
  keep: positiveDuration().describe("How long each copy is kept"),
});

const generations = byRegion(whole(1, 999)).describe(
  "Regions that hold an instance, and its generation there (part of its name)",
);

const sql = z.strictObject({
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
  flags: z.record(z.string(), z.string()).default({}).describe("Database flags, as text"),
  readReplicas: whole(0, 4)
    .default(0)
    .describe(
      "Copies to read from in each region with an instance, one in each of its first zones",
    ),
  instances: generations.optional(),
});

const firestore = z.strictObject({
  kind: z.literal("firestore").describe("Documents"),
  ...common,
  location: region().describe("nam5, nam7, eur3 (multi-region), or a region"),
  size: size().optional().describe("How much it holds, for the time that a restore takes"),
  backups: z
    .strictObject({
      daily: positiveDuration().optional().describe("How long daily backups are kept"),
      weekly: positiveDuration().optional().describe("How long weekly backups are kept"),
      export: copies.optional().describe("Exports into the backup bucket"),
    })
    .default({})
    .describe("Scheduled backups, and exports besides"),
});

const spanner = z.strictObject({
  kind: z.literal("spanner").describe("Relational database over regions"),
  ...common,
  config: region().describe("nam3, nam-eur-asia1, regional-us-central1 …"),
  edition: z
    .enum(["STANDARD", "ENTERPRISE", "ENTERPRISE_PLUS"])
    .describe("ENTERPRISE_PLUS where the configuration spans regions"),
  nodes: whole(1, 1000).describe("Compute capacity"),
  size: size().optional().describe("How much it holds, for the time that a restore takes"),
  databases: z
    .array(
      form(
        /^[a-z][a-z0-9_-]{0,28}[a-z0-9]$/,
        "must be 2 to 30 lower-case letters, digits, hyphens and underscores, begin with a letter and end with a letter or digit",
      ),
    )
    .min(1)
    .describe("Logical databases"),
  recoveryWindow: positiveDuration().describe("1 hour to 7 days"),
  backups: copies.optional().describe("Scheduled backups, in the instance's configuration"),
});

const bigquery = z.strictObject({
  kind: z.literal("bigquery").describe("Analytics"),
  ...common,
  location: region().describe("US, EU, or a region"),
  timeTravel: positiveDuration().describe("2 to 7 days"),
  copyTo: region().optional().describe("Region that a daily copy goes to"),
});

const bucket = z.strictObject({
  kind: z.literal("bucket").describe("Files"),
  ...common,
  location: z
    .union(
      [
        region(),
        z
          .array(region())
          .length(2, { error: "must name two regions; one alone is written as text" }),
      ],
      {
        error: "must be US, EU or ASIA, a region, or a list of two regions",
      },
    )
    .describe("US, EU, ASIA (multi-region), a region, or two regions (dual-region)"),
  size: size().optional().describe("How much it holds, for the time that a restore takes"),
  trash: positiveDuration().describe(
    "How long the user's trash keeps what was deleted or overwritten",
  ),
  softDelete: positiveDuration().describe("How long support can restore after that: 7 to 90 days"),
});

const disk = z.strictObject({
  kind: z.literal("disk").describe("Block storage"),
  ...common,
  size: size().describe("10 GB to 64 TB"),
  type: z
    .enum(["pd-balanced", "pd-ssd", "hyperdisk-balanced-high-availability"])
    .describe("Kind of disk; each can be in two zones of a region"),
  snapshots: copies.describe("Snapshots in multi-regional storage"),
  machineImages: z
    .boolean()
    .default(false)
    .describe(
      "Image the machine that has it as well, once a day, and keep the images as long as the snapshots",
    ),
  instances: byRegion(whole(1, 999))
    .optional()
    .describe(
      "Regions that hold one, two at the most, and its generation there (part of its name); a copy that is made anew gets the next one",
    ),
});

const queue = z.strictObject({
  kind: z.literal("queue").describe("Tasks to be worked off (Pub/Sub)"),
  ...common,
  retention: positiveDuration().describe(
    "10 minutes to 31 days; longer than the longest outage to be survived",
  ),
  acknowledge: positiveDuration().describe(
    "Time a worker has for one task: 10 seconds to 10 minutes",
  ),
  attempts: whole(5, 100).default(5).describe("Deliveries before a task goes to the dead letters"),
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
export type SpannerStore = z.output<typeof spanner>;
export type WarehouseStore = z.output<typeof bigquery>;
export type DiskStore = z.output<typeof disk>;
export type QueueStore = z.output<typeof queue>;
