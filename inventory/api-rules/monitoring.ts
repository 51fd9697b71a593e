import { given, isBlock, lacks, listAt, textAt, textsAt, valueAt } from "../values";
import { isNoneOf, when, type ApiRule } from "./rule";
import { secondsOf } from "./seconds";

const ALERTS = ["monitoring.AlertPolicy"];
const CHECKS = ["monitoring.UptimeCheckConfig"];
/** Regions that stand for several locations, by how many. */
const SEVERAL: Readonly<Record<string, number>> = { USA: 3 };

export const monitoringRules: readonly ApiRule[] = [
  {
    id: "alert/comparison",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) =>
      listAt(inputs, "conditions").flatMap((condition, index) => {
        const value = textAt(condition, "conditionThreshold.comparison");
        return when(
          isNoneOf(value, ["COMPARISON_GT", "COMPARISON_LT"]),
          `conditions[${index}].conditionThreshold.comparison`,
          `"${value}" is not one of COMPARISON_GT, COMPARISON_LT; use one of these`,
        );
      }),
  },
  {
    id: "alert/duration",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) =>
      listAt(inputs, "conditions").flatMap((condition, index) =>
        ["conditionThreshold", "conditionAbsent"].flatMap((kind) => {
          const text = textAt(condition, `${kind}.duration`);
          const seconds = secondsOf(text);
          return when(
            text !== undefined && (seconds === undefined || seconds % 60 !== 0),
            `conditions[${index}].${kind}.duration`,
            `"${text}" is no whole number of minutes in seconds; write it as "60s"`,
          );
        }),
      ),
  },
  {
    id: "alert/conditions",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) => {
      const { length } = listAt(inputs, "conditions");
      return when(length > 6, "conditions", `has "${length}" entries; use at most 6`);
    },
  },
  {
    id: "alert/rate-limit",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) => {
      const matchesLog = listAt(inputs, "conditions").some((one) =>
        given(one, "conditionMatchedLog"),
      );
      return when(
        matchesLog && lacks(inputs, "alertStrategy.notificationRateLimit"),
        "alertStrategy.notificationRateLimit",
        'is missing, and a conditionMatchedLog needs it; give a period such as "300s"',
      );
    },
  },
  {
    id: "alert/user-labels",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) => {
      const labels = inputs["userLabels"];
      return Object.keys(isBlock(labels) ? labels : {})
        .filter((key) => !key.startsWith("__") && !/^[a-z][a-z0-9_-]{0,62}$/.test(key))
        .flatMap((key) =>
          when(
            true,
            "userLabels",
            `"${key}" is no label: lower-case letters, digits, dashes, underscores; rename it`,
          ),
        );
    },
  },
  {
    id: "uptime/period",
    severity: "error",
    source: "docs",
    kinds: CHECKS,
    breaches: ({ inputs }) => {
      const period = textAt(inputs, "period");
      const known = ["60s", "300s", "600s", "900s"];
      return when(
        isNoneOf(period, known),
        "period",
        `"${period}" is not one of ${known.join(", ")}; use 60s`,
      );
    },
  },
  {
    id: "uptime/timeout",
    severity: "error",
    source: "docs",
    kinds: CHECKS,
    breaches: ({ inputs }) => {
      const timeout = textAt(inputs, "timeout");
      const seconds = secondsOf(timeout);
      return when(
        timeout !== undefined && !(seconds !== undefined && seconds >= 1 && seconds <= 60),
        "timeout",
        `"${timeout}" is not from 1 to 60 seconds; write it as "10s"`,
      );
    },
  },
  {
    id: "uptime/regions",
    severity: "error",
    source: "docs",
    kinds: CHECKS,
    breaches: ({ inputs }) => {
      const regions = textsAt(inputs, "selectedRegions");
      const isWhole = regions.length === listAt(inputs, "selectedRegions").length;
      const locations = regions.reduce((sum, region) => sum + (SEVERAL[region] ?? 1), 0);
      return when(
        regions.length > 0 && isWhole && locations < 3,
        "selectedRegions",
        `"${regions.join(", ")}" has fewer than 3 locations; add regions, or leave it out for all`,
      );
    },
  },
  {
    id: "channel/secret-twice",
    severity: "error",
    source: "preview",
    kinds: ["monitoring.NotificationChannel"],
    breaches: ({ inputs }) =>
      [
        ["authToken", "auth_token"],
        ["password", "password"],
        ["serviceKey", "service_key"],
      ].flatMap(([secret = "", label = ""]) =>
        when(
          given(inputs, `sensitiveLabels.${secret}`) && given(valueAt(inputs, "labels"), label),
          `labels.${label}`,
          `stands in sensitiveLabels.${secret} too; leave it out here`,
        ),
      ),
  },
  {
    id: "metric/extractors",
    severity: "error",
    source: "docs",
    kinds: ["logging.Metric"],
    breaches: ({ inputs }) => {
      const extractors = inputs["labelExtractors"];
      const keys = isBlock(extractors) ? Object.keys(extractors) : [];
      return listAt(inputs, "metricDescriptor.labels").flatMap((label, index) => {
        const key = textAt(label, "key");
        return when(
          key !== undefined &&
            (isBlock(extractors) || lacks(inputs, "labelExtractors")) &&
            !keys.includes(key),
          `metricDescriptor.labels[${index}].key`,
          `"${key}" has no extractor; add labelExtractors.${key}`,
        );
      });
    },
  },
  {
    id: "metric/distribution",
    severity: "error",
    source: "docs",
    kinds: ["logging.Metric"],
    breaches: ({ inputs }) =>
      textAt(inputs, "metricDescriptor.valueType") === "DISTRIBUTION"
        ? ["valueExtractor", "bucketOptions"].flatMap((name) =>
            when(
              lacks(inputs, name),
              name,
              'is missing, and the value type "DISTRIBUTION" needs it; give it',
            ),
          )
        : [],
  },
];
