import type { Resource } from "../../inventory/model";
import { flagAt, given, numberAt, textAt } from "../../inventory/values";
import { every } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";

export const BUCKETS = ["storage.Bucket"];
const WEEK = 604_800;

export const bucketRules: readonly PolicyRule[] = [
  {
    id: "R22",
    title: "A bucket is in two regions or more, and takes back deletions for a week",
    severity: "error",
    source:
      "Google's page on soft delete: 7 to 90 days; turbo replication is for dual-regions alone. Under a retention period nothing can be overwritten, so versions aren't asked for there",
    fix: "use a dual- or multi-region, versions, soft delete of 7 days, the option protect",
    scope: "stack",
    applies: { to: "a bucket", when: (context) => every(context, BUCKETS).length > 0 },
    breaches: (context) =>
      every(context, BUCKETS).flatMap((bucket) => [...placement(bucket), ...guards(bucket)]),
  },
];

function placement(bucket: Resource): PolicyBreach[] {
  const location = textAt(bucket.inputs, "location");
  const isOneRegion = location !== undefined && /^[a-z]+-[a-z]+\d+$/i.test(location);
  const isMulti = ["US", "EU", "ASIA"].includes(location?.toUpperCase() ?? "");
  return [
    ...broken(
      isOneRegion,
      bucket,
      "location",
      `"${location}" is one region, and its objects go with it; use two regions, or US, EU or ASIA`,
    ),
    ...broken(
      textAt(bucket.inputs, "rpo") === "ASYNC_TURBO" &&
        isMulti &&
        !given(bucket.inputs, "customPlacementConfig"),
      bucket,
      "rpo",
      `"ASYNC_TURBO" isn't for the multi-region "${location}"; use DEFAULT, or a dual-region`,
    ),
  ];
}

function guards(bucket: Resource): PolicyBreach[] {
  const { inputs } = bucket;
  // What Google takes where nothing is said: seven days.
  const soft = numberAt(inputs, "softDeletePolicy.retentionDurationSeconds", WEEK);
  return [
    ...broken(
      flagAt(inputs, "versioning.enabled", false) === false && !given(inputs, "retentionPolicy"),
      bucket,
      "versioning.enabled",
      "what is overwritten is gone; set it to true",
    ),
    ...broken(
      soft !== undefined && soft < WEEK,
      bucket,
      "softDeletePolicy.retentionDurationSeconds",
      `"${soft}" is less than 7 days; use ${WEEK} or more`,
    ),
    ...broken(
      flagAt(inputs, "forceDestroy") === true,
      bucket,
      "forceDestroy",
      '"true" lets a destroy delete every object; leave it out',
    ),
    ...broken(
      !bucket.protect,
      bucket,
      "",
      "isn't protected: a destroy would take it along; give the option protect",
    ),
  ];
}
