import type * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Condition, Threshold } from "../topology/alerts/alert";
import { goalName, type Naming } from "../topology/naming";

type Inputs = gcp.types.input.monitoring.AlertPolicyCondition;

/** What conditions refer to that is made beside them. */
export interface Referred {
  readonly naming: Naming;
  /** Ids of the uptime checks, by their names. */
  readonly checks: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A condition as the API takes it. */
export function conditionInputs(condition: Condition, referred: Referred): Inputs {
  const displayName = `${condition.title}: ${condition.limit}`;
  switch (condition.kind) {
    case "threshold":
      return { displayName, conditionThreshold: threshold(condition) };
    case "burn":
      return {
        displayName,
        conditionThreshold: {
          // The selector is the aggregation: the API takes no other beside it.
          filter: `select_slo_burn_rate("${goalName(referred.naming, condition.service)}", "${condition.window}s")`,
          comparison: "COMPARISON_GT",
          thresholdValue: condition.rate,
          duration: `${condition.lasts}s`,
        },
      };
    case "unreachable":
      return { displayName, conditionThreshold: unreachable(condition, referred) };
    case "query":
      return {
        displayName,
        conditionPrometheusQueryLanguage: {
          query: condition.query,
          duration: `${condition.lasts}s`,
          evaluationInterval: "60s",
          // Our own measures are not there before the watch has run for the first time.
          disableMetricValidation: true,
        },
      };
    case "logged":
      return { displayName, conditionMatchedLog: { filter: condition.filter } };
  }
}

type ThresholdInputs = NonNullable<Inputs["conditionThreshold"]>;

function threshold(condition: Threshold): ThresholdInputs {
  const { metric, resource, where, is, value, lasts, step, align, sum } = condition;
  const terms = [`metric.type = "${metric}"`, `resource.type = "${resource}"`, ...where];
  return {
    filter: terms.join(" AND "),
    comparison: is === "above" ? "COMPARISON_GT" : "COMPARISON_LT",
    thresholdValue: value,
    duration: `${lasts}s`,
    aggregations: [
      {
        alignmentPeriod: `${step}s`,
        perSeriesAligner: `ALIGN_${align}`,
        ...(sum ? { crossSeriesReducer: "REDUCE_SUM" } : {}),
      },
    ],
  };
}

/** Counts the places of the world that did not get an answer the last time. */
function unreachable(
  { check, lasts }: Extract<Condition, { kind: "unreachable" }>,
  { checks }: Referred,
): ThresholdInputs {
  const id = checks[check] ?? "";
  return {
    filter: pulumi.interpolate`metric.type = "monitoring.googleapis.com/uptime_check/check_passed" AND resource.type = "uptime_url" AND metric.labels.check_id = "${id}"`,
    comparison: "COMPARISON_GT",
    thresholdValue: 1,
    duration: `${lasts}s`,
    aggregations: [
      {
        alignmentPeriod: "1200s",
        perSeriesAligner: "ALIGN_NEXT_OLDER",
        crossSeriesReducer: "REDUCE_COUNT_FALSE",
        groupByFields: ["resource.label.host"],
      },
    ],
  };
}
