import { given, isGiven, listAt, numberAt, textAt, textsAt, valueAt } from "../values";
import { isNoneOf, isOutside, repeated, when, type ApiRule } from "./rule";

const BUCKETS = ["storage.Bucket"];
const MULTI_REGIONS = ["US", "EU", "ASIA"];
const DUAL_REGIONS = ["NAM4", "EUR4", "EUR5", "EUR7", "EUR8", "ASIA1"];

export const bucketRules: readonly ApiRule[] = [
  {
    id: "bucket/soft-delete",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      const path = "softDeletePolicy.retentionDurationSeconds";
      const seconds = numberAt(inputs, path);
      return when(
        seconds !== 0 && isOutside(seconds, 604_800, 7_776_000),
        path,
        `"${seconds}" is neither 0 nor from 604800 to 7776000 (7 to 90 days); use 2592000 for 30 days`,
      );
    },
  },
  {
    id: "bucket/rpo",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      const rpo = textAt(inputs, "rpo");
      return when(
        isNoneOf(rpo, ["DEFAULT", "ASYNC_TURBO"]),
        "rpo",
        `"${rpo}" is not one of DEFAULT, ASYNC_TURBO; use one of these`,
      );
    },
  },
  {
    id: "bucket/rpo-in-one-region",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      const location = textAt(inputs, "location");
      return when(
        given(inputs, "rpo") && location !== undefined && spread(inputs) === "region",
        "rpo",
        `doesn't go with the single region "${location}"; leave it out, or use a dual-region`,
      );
    },
  },
  {
    id: "bucket/turbo-needs-dual-region",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) =>
      when(
        textAt(inputs, "rpo") === "ASYNC_TURBO" && spread(inputs) === "multi-region",
        "rpo",
        `"ASYNC_TURBO" needs a dual-region, not "${textAt(inputs, "location")}"; give customPlacementConfig, or use DEFAULT`,
      ),
  },
  {
    id: "bucket/placement",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      if (!isGiven(valueAt(inputs, "customPlacementConfig"))) return [];
      const path = "customPlacementConfig.dataLocations";
      const { length } = listAt(inputs, path);
      const location = textAt(inputs, "location");
      return [
        ...when(
          Array.isArray(valueAt(inputs, path)) && length !== 2,
          path,
          `has "${length}" entries; give exactly 2 regions`,
        ),
        ...repeated(textsAt(inputs, path).map((region) => region.toUpperCase())).flatMap((region) =>
          when(true, path, `"${region}" stands there twice; give two different regions`),
        ),
        ...when(
          isNoneOf(location?.toUpperCase(), MULTI_REGIONS),
          "location",
          `"${location}" can't be divided; use US, EU or ASIA with customPlacementConfig`,
        ),
      ];
    },
  },
  {
    id: "bucket/name",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "name");
      const fault = name === undefined ? undefined : nameFault(name);
      return when(fault !== undefined, "name", `"${name}" ${fault}`);
    },
  },
  {
    id: "bucket/retention",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      const period = textAt(inputs, "retentionPolicy.retentionPeriod");
      return when(
        period !== undefined && !(/^\d+$/.test(period) && isBelowCentury(Number(period))),
        "retentionPolicy.retentionPeriod",
        `"${period}" is not a number of seconds from 1 to 3155760000; write "2592000" for 30 days`,
      );
    },
  },
  {
    id: "bucket/public-access",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      const value = textAt(inputs, "publicAccessPrevention");
      return when(
        isNoneOf(value, ["enforced", "inherited"]),
        "publicAccessPrevention",
        `"${value}" is not one of enforced, inherited; use enforced`,
      );
    },
  },
  {
    id: "bucket/storage-class",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) => {
      const known = ["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"];
      const older = ["MULTI_REGIONAL", "REGIONAL", "DURABLE_REDUCED_AVAILABILITY"];
      const value = textAt(inputs, "storageClass");
      return when(
        isNoneOf(value, [...known, ...older]),
        "storageClass",
        `"${value}" is not one of ${known.join(", ")}; use one of these`,
      );
    },
  },
  {
    id: "bucket/lifecycle-action",
    severity: "error",
    source: "docs",
    kinds: BUCKETS,
    breaches: ({ inputs }) =>
      listAt(inputs, "lifecycleRules").flatMap((rule, index) => {
        const known = ["Delete", "SetStorageClass", "AbortIncompleteMultipartUpload"];
        const type = textAt(rule, "action.type");
        return when(
          isNoneOf(type, known),
          `lifecycleRules[${index}].action.type`,
          `"${type}" is not one of ${known.join(", ")}; use one of these`,
        );
      }),
  },
];

function spread(inputs: unknown): "region" | "dual-region" | "multi-region" | undefined {
  if (given(inputs, "customPlacementConfig")) return "dual-region";
  const location = textAt(inputs, "location")?.toUpperCase();
  if (location === undefined) return undefined;
  if (DUAL_REGIONS.includes(location)) return "dual-region";
  return MULTI_REGIONS.includes(location) ? "multi-region" : "region";
}

function isBelowCentury(seconds: number): boolean {
  return seconds >= 1 && seconds <= 3_155_760_000;
}

function nameFault(name: string): string | undefined {
  const parts = name.split(".");
  const most = parts.length > 1 ? 222 : 63;
  if (name.length < 3 || name.length > most) {
    return `has ${name.length} characters, a bucket's name takes 3 to ${most}; change it`;
  }
  if (!/^[a-z0-9][a-z0-9._-]*[a-z0-9]$/.test(name)) {
    return "is no bucket's name: lower-case letters, digits, dashes, underscores and dots, a letter or digit at both ends; rename it";
  }
  if (parts.some((part) => part === "" || part.length > 63)) {
    return "has a part between dots that is empty or above 63 characters; rename it";
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return "looks like an IP address; rename it";
  if (name.startsWith("goog") || /google|g00gle/.test(name)) {
    return 'starts with "goog" or contains "google", which is reserved; rename it';
  }
  return undefined;
}
