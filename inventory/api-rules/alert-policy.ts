import { given, isBlock, listAt, textAt } from "../values";
import { type ApiRule, isOutside, when } from "./rule";
import { secondsOf } from "./seconds";

const ALERTS = ["monitoring.AlertPolicy"];
/** Longest absence: 23.5 hours; source: cloud.google.com/monitoring/alerts/metric-absence. */
const LONGEST_ABSENCE = 84_600;

export const alertPolicyRules: readonly ApiRule[] = [
  {
    id: "alert/log-match-alone",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) => {
      const conditions = listAt(inputs, "conditions");
      const matching = conditions.some((one) => given(one, "conditionMatchedLog"));
      return when(
        matching && conditions.length > 1,
        "conditions",
        `has "${conditions.length}" entries, and a conditionMatchedLog stands alone; make a policy for each`,
      );
    },
  },
  {
    id: "alert/longest-absence",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) =>
      listAt(inputs, "conditions").flatMap((condition, index) => {
        const text = textAt(condition, "conditionAbsent.duration");
        return when(
          isOutside(secondsOf(text), 0, LONGEST_ABSENCE),
          `conditions[${index}].conditionAbsent.duration`,
          `"${text}" is longer than 23.5 hours; use at most "${LONGEST_ABSENCE}s"`,
        );
      }),
  },
  {
    id: "alert/evaluation-interval",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) =>
      listAt(inputs, "conditions").flatMap((condition, index) => {
        const at = "conditionPrometheusQueryLanguage.evaluationInterval";
        const text = textAt(condition, at);
        const seconds = secondsOf(text);
        return when(
          seconds !== undefined && (seconds <= 0 || seconds % 30 !== 0),
          `conditions[${index}].${at}`,
          `"${text}" is no multiple of 30 seconds; write it as "60s"`,
        );
      }),
  },
  {
    id: "alert/burn-rate-aggregated",
    severity: "error",
    source: "docs",
    kinds: ALERTS,
    breaches: ({ inputs }) =>
      listAt(inputs, "conditions").flatMap((condition, index) => {
        const filter = textAt(condition, "conditionThreshold.filter") ?? "";
        return when(
          filter.includes("select_slo_") &&
            listAt(condition, "conditionThreshold.aggregations").length > 0,
          `conditions[${index}].conditionThreshold.aggregations`,
          "stand beside a selector of a goal, which takes none; leave them out",
        );
      }),
  },
  {
    id: "alert/reminder",
    severity: "warning",
    source: "unconfirmed",
    kinds: ALERTS,
    breaches: ({ inputs }) => {
      const list = "alertStrategy.notificationChannelStrategies";
      return listAt(inputs, list).flatMap((strategy, index) => {
        const text = isBlock(strategy) ? textAt(strategy, "renotifyInterval") : undefined;
        return when(
          isOutside(secondsOf(text), 1800, 86_400),
          `${list}[${index}].renotifyInterval`,
          `"${text}" is not from 30 minutes to 24 hours; write it as "1800s"`,
        );
      });
    },
  },
];
