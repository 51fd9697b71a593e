import { z } from "zod";
import { positiveDuration, region, size } from "../schema/values";
import { within } from "../relations/ranges";
import { DAY } from "../units";
import type { Kind, NameRule } from "./kind";
import { isMultiRegion } from "./multi-regions";
import { perGigabyte } from "./restore";
import type { KeyPlace, Promised, Residence } from "./traits";
import { common } from "./fields";

export const bucketShape = z.strictObject({
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

export type BucketStore = z.output<typeof bucketShape>;

/** Of every bucket, those too that hold no store. */
export const BUCKET_NAME: NameRule = {
  ...{ title: "bucket", least: 3, most: 63 },
  pattern: /^(?!goog)(?!.*google)[a-z0-9][-a-z0-9]*[a-z0-9]$/,
  characters: 'lower-case letters, digits and hyphens, without "google" in it',
};

export const bucket: Kind<BucketStore> = {
  named: {
    ...{ variable: "BUCKET", form: "led" },
    rule: BUCKET_NAME,
  },

  problems: (store, path) => [
    ...within([...path, "softDelete"], store.softDelete, [7 * DAY, 90 * DAY]),
    ...within([...path, "trash"], store.trash, [DAY, 3650 * DAY], DAY),
  ],

  traits: ({ location, size, trash, softDelete }, name) => ({
    residence: residence(location),
    ...(size === undefined ? {} : { size }),
    keys: [{ user: "storage", at: keyPlace(location) }],
    deletion: {
      trash: { from: "the object's earlier version", lasts: trash },
      soft: { from: "soft deletion, by support", lasts: trash + softDelete },
    },
    copies: [],
    restore: {
      by: "bucket.restore",
      way: "versions and soft deletion keep every object",
      takes: [perGigabyte("bucket.restore", size)],
      loses: {
        what: "nothing",
        because: "versions and soft deletion keep every object",
        source: "https://docs.cloud.google.com/storage/docs/soft-delete",
      },
    },
    rescue:
      typeof location === "string"
        ? {
            otherwise: {
              because: `${name} is in ${location} alone`,
              todo: `Wait for ${location}, or fill a new bucket`,
            },
          }
        : {},
    promise: promise(location),
  }),
};

type Location = BucketStore["location"];

function keyPlace(location: Location): KeyPlace {
  if (typeof location === "string") return { location };
  const [one = "", other = ""] = location;
  return { pair: [one, other] };
}

/** Two regions get turbo replication in warm and hot; others have the default in all modes. */
function residence(location: Location): Residence {
  const [slow, turbo] = ["bucket.replicate.all", "bucket.replicate.turbo"];
  if (typeof location !== "string") {
    const lag = { cold: slow, warm: turbo, hot: turbo };
    return { in: "regions, later", place: location.join(" and "), lag };
  }
  return isMultiRegion(location)
    ? { in: "regions, later", place: location, lag: { cold: slow, warm: slow, hot: slow } }
    : { in: "region", region: location };
}

function promise(location: Location): Promised {
  if (typeof location !== "string") return { id: "bucket.dual-region", scope: "regions" };
  return isMultiRegion(location)
    ? { id: "bucket.multi-region", scope: "regions" }
    : { id: "bucket.region", scope: "zones" };
}
