import { z } from "zod";
import { byRegion, size, whole } from "../schema/values";
import { sizeWithin } from "../relations/ranges";
import { keepIssue, rhythmIssue } from "../relations/rhythm";
import { formatDuration, type Seconds } from "../units";
import { shorter } from "./better";
import { rhythmOf } from "./copies";
import type { Kind } from "./kind";
import { common, copies } from "./fields";

export const diskShape = z.strictObject({
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
  restored: byRegion(whole(1, 999))
    .optional()
    .describe(
      "Regions whose disk of that generation a recovery has made of a snapshot: their stacks read it and leave it alone; written by `standby failover`",
    ),
});

export type DiskStore = z.output<typeof diskShape>;

export const disk: Kind<DiskStore> = {
  problems: ({ size, snapshots }, path) => {
    const at = [...path, "snapshots"];
    return [
      ...sizeWithin([...path, "size"], size, [10, 64_000]),
      ...rhythmIssue([...at, "every"], snapshots?.every),
      ...keepIssue([...at, "keep"], snapshots?.every, snapshots?.keep),
    ];
  },

  traits: ({ size, snapshots }) => ({
    residence: { in: "stacks", as: "disks" },
    size,
    // Snapshots and images are under the key of their disk, and outlive its region.
    keys: [{ user: "compute", at: "around the region" }],
    deletion: {
      copies: { from: `a snapshot, ${rhythmOf(snapshots)}`, lasts: snapshots.keep },
    },
    copies: [{ what: "a snapshot", every: snapshots.every }],
    restore: {
      by: "disk.restore",
      way: "snapshots are taken often enough",
      takes: [{ what: `${size} GB from a snapshot`, length: "snapshot.restore", amount: size }],
      loses: {
        what: "since a copy",
        why: `what came after the newest snapshot, one every ${formatDuration(snapshots.every)}`,
        copy: `a snapshot every ${formatDuration(snapshots.every)}`,
        every: snapshots.every,
        line: "snapshot.take",
      },
    },
    rescue: {},
    promise: { id: "compute.zones", scope: "zones" },
  }),

  better: (store) => [
    shorter("snapshots.every", store.snapshots.every, (now: DiskStore, every: Seconds) => ({
      ...now,
      snapshots: { ...now.snapshots, every },
    })),
  ],
  // A pair of disks; a new one is a new generation.
  endsWithHot: true,
};
