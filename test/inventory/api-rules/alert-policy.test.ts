import { alertPolicyRules } from "../../../inventory/api-rules/alert-policy";
import { resource } from "../scene";
import { holdRules } from "./hold";

describe("alert policies", () => {
  const alert = () =>
    resource("monitoring.AlertPolicy", {
      displayName: "bank",
      combiner: "OR",
      conditions: [
        { displayName: "silent", conditionAbsent: { filter: "f", duration: "84600s" } },
        {
          displayName: "old",
          conditionPrometheusQueryLanguage: { query: "a > 1", evaluationInterval: "30s" },
        },
        {
          displayName: "burns",
          conditionThreshold: {
            filter:
              'select_slo_burn_rate("projects/p/services/s/serviceLevelObjectives/o", "300s")',
            comparison: "COMPARISON_GT",
            duration: "0s",
          },
        },
      ],
      alertStrategy: {
        notificationChannelStrategies: [
          { notificationChannelNames: ["c"], renotifyInterval: "1800s" },
        ],
      },
    });

  holdRules(alertPolicyRules, [
    [
      "alert/log-match-alone",
      [alert()],
      {
        "conditions.0": { displayName: "log", conditionMatchedLog: { filter: "f" } },
        "alertStrategy.notificationRateLimit": { period: "300s" },
      },
      [
        'conditions: has "3" entries, and a conditionMatchedLog stands alone; make a policy for each',
      ],
    ],
    [
      "alert/longest-absence",
      [alert()],
      { "conditions.0.conditionAbsent.duration": "86400s" },
      [
        'conditions[0].conditionAbsent.duration: "86400s" is longer than 23.5 hours; use at most "84600s"',
      ],
    ],
    [
      "alert/evaluation-interval",
      [alert()],
      { "conditions.1.conditionPrometheusQueryLanguage.evaluationInterval": "45s" },
      [
        'conditions[1].conditionPrometheusQueryLanguage.evaluationInterval: "45s" is no multiple of 30 seconds; write it as "60s"',
      ],
    ],
    [
      "alert/burn-rate-aggregated",
      [alert()],
      { "conditions.2.conditionThreshold.aggregations": [{ alignmentPeriod: "60s" }] },
      [
        "conditions[2].conditionThreshold.aggregations: stand beside a selector of a goal, which takes none; leave them out",
      ],
    ],
    [
      "alert/reminder",
      [alert()],
      { "alertStrategy.notificationChannelStrategies.0.renotifyInterval": "600s" },
      [
        'alertStrategy.notificationChannelStrategies[0].renotifyInterval: "600s" is not from 30 minutes to 24 hours; write it as "1800s"',
      ],
    ],
  ]);
});
