import { given, lacks, numberAt, textAt, valueAt } from "../values";
import { isNoneOf, isOutside, isOver, when, type ApiRule } from "./rule";
import { secondsOf } from "./seconds";

const SPANNER = ["spanner.Instance"];
const CAPACITIES = ["numNodes", "processingUnits", "autoscalingConfig"];
const DAY = 86_400;

export const storeRules: readonly ApiRule[] = [
  {
    id: "spanner/no-capacity",
    severity: "error",
    source: "docs",
    kinds: SPANNER,
    breaches: ({ inputs }) =>
      when(
        CAPACITIES.every((name) => lacks(inputs, name)) &&
          isNoneOf(textAt(inputs, "instanceType", "PROVISIONED"), ["FREE_INSTANCE"]),
        "",
        `has none of ${CAPACITIES.join(", ")}; give exactly one of them`,
      ),
  },
  {
    id: "spanner/edition",
    severity: "error",
    source: "docs",
    kinds: SPANNER,
    breaches: ({ inputs }) => {
      const [config, edition] = [textAt(inputs, "config"), textAt(inputs, "edition", "STANDARD")];
      const isRegional =
        config === undefined || /(^|\/)regional-/.test(config) || /custom-/.test(config);
      return when(
        !isRegional && isNoneOf(edition, ["ENTERPRISE_PLUS"]),
        "edition",
        `"${edition}" has no configuration over several regions such as "${config}"; set ENTERPRISE_PLUS`,
      );
    },
  },
  {
    id: "spanner/edition-for-autoscaler",
    severity: "error",
    source: "docs",
    kinds: SPANNER,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "autoscalingConfig") && textAt(inputs, "edition", "STANDARD") === "STANDARD",
        "edition",
        '"STANDARD" has no autoscaling; set ENTERPRISE or ENTERPRISE_PLUS',
      ),
  },
  {
    id: "spanner/display-name",
    severity: "error",
    source: "docs",
    kinds: SPANNER,
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "displayName");
      return when(
        isOutside(name?.length, 4, 30),
        "displayName",
        `"${name}" has ${name?.length} characters, 4 to 30 are allowed; change it`,
      );
    },
  },
  {
    id: "spanner/backup-retention",
    severity: "error",
    source: "docs",
    kinds: ["spanner.BackupSchedule"],
    breaches: ({ inputs }) => {
      const text = textAt(inputs, "retentionDuration");
      const seconds = secondsOf(text);
      return when(
        text !== undefined && !(seconds !== undefined && seconds > 0 && seconds <= 366 * DAY),
        "retentionDuration",
        `"${text}" is not up to 366 days in seconds; write "2592000s" for 30 days`,
      );
    },
  },
  {
    id: "spanner/version-retention",
    severity: "error",
    source: "docs",
    kinds: ["spanner.Database"],
    breaches: ({ inputs }) => {
      const text = textAt(inputs, "versionRetentionPeriod");
      const [, count = "", unit = ""] = /^(\d+)([smhd])$/.exec(text ?? "") ?? [];
      const seconds = Number(count) * ({ s: 1, m: 60, h: 3600, d: DAY }[unit] ?? 0);
      return when(
        text !== undefined && isOutside(seconds, 3600, 7 * DAY),
        "versionRetentionPeriod",
        `"${text}" is not from 1 hour to 7 days; write "7d"`,
      );
    },
  },
  {
    id: "firestore/backup-retention",
    severity: "error",
    source: "docs",
    kinds: ["firestore.BackupSchedule"],
    breaches: ({ inputs }) => {
      const text = textAt(inputs, "retention");
      const seconds = secondsOf(text);
      return when(
        text !== undefined && !(seconds !== undefined && seconds > 0 && seconds <= 8_467_200),
        "retention",
        `"${text}" is not up to 8467200s (14 weeks); write "604800s" for 7 days`,
      );
    },
  },
  {
    id: "bigquery/time-travel",
    severity: "error",
    source: "docs",
    kinds: ["bigquery.Dataset"],
    breaches: ({ inputs }) => {
      const hours = textAt(inputs, "maxTimeTravelHours");
      return when(
        hours !== undefined && (!/^\d+$/.test(hours) || isOutside(Number(hours), 48, 168)),
        "maxTimeTravelHours",
        `"${hours}" is not from 48 to 168; write "168" for 7 days`,
      );
    },
  },
  {
    id: "redis/replicas",
    severity: "error",
    source: "docs",
    kinds: ["redis.Instance"],
    breaches: ({ inputs }) =>
      when(
        isOver(numberAt(inputs, "replicaCount"), 0) && textAt(inputs, "tier", "BASIC") === "BASIC",
        "replicaCount",
        `"${String(valueAt(inputs, "replicaCount"))}" doesn't go with the tier "BASIC"; use STANDARD_HA`,
      ),
  },
  {
    id: "store/deletion-policy",
    severity: "error",
    source: "preview",
    kinds: ["*"],
    breaches: ({ inputs, type }) => {
      const known = ["DELETE", "PREVENT", "ABANDON"];
      const more = /:alloydb\/|:storage\/bucketObject:/.test(type) ? ["FORCE"] : [];
      const value = textAt(inputs, "deletionPolicy");
      return when(
        type.startsWith("gcp:") && isNoneOf(value, [...known, ...more, ""]),
        "deletionPolicy",
        `"${value}" is not one of ${known.join(", ")}; use one of these`,
      );
    },
  },
];
