import { monitoringRules } from "../../../inventory/api-rules/monitoring";
import { pubsubRules } from "../../../inventory/api-rules/pubsub";
import { resource } from "../scene";
import { holdRules } from "./hold";

describe("queues", () => {
  const topic = () =>
    resource("pubsub.Topic", {
      name: "orders",
      messageRetentionDuration: "604800s",
      messageStoragePolicy: { allowedPersistenceRegions: ["us-central1", "us-east1"] },
    });
  const subscription = () =>
    resource("pubsub.Subscription", {
      name: "orders",
      topic: "orders",
      ackDeadlineSeconds: 60,
      expirationPolicy: { ttl: "" },
      deadLetterPolicy: { deadLetterTopic: "dead", maxDeliveryAttempts: 5 },
      retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
    });

  holdRules(pubsubRules, [
    [
      "pubsub/retention",
      [topic()],
      { messageRetentionDuration: "60s" },
      ['messageRetentionDuration: "60s" is not from 600 to 2678400 seconds; write it as "600s"'],
    ],
    [
      "pubsub/ack-deadline",
      [subscription()],
      { ackDeadlineSeconds: 5 },
      ['ackDeadlineSeconds: "5" is not from 10 to 600; use 60'],
    ],
    [
      "pubsub/delivery-attempts",
      [subscription()],
      { "deadLetterPolicy.maxDeliveryAttempts": 3 },
      ['deadLetterPolicy.maxDeliveryAttempts: "3" is not from 5 to 100; use 5'],
    ],
    [
      "pubsub/backoff",
      [subscription()],
      { "retryPolicy.maximumBackoff": "10 minutes" },
      ['retryPolicy.maximumBackoff: "10 minutes" is not from 0 to 600 seconds; write it as "600s"'],
    ],
    [
      "pubsub/expires",
      [subscription()],
      { expirationPolicy: undefined },
      [
        'expirationPolicy: is missing, so that 31 idle days delete the subscription; set { ttl: "" }',
      ],
    ],
  ]);
});

describe("monitoring", () => {
  const threshold = {
    filter: "f",
    comparison: "COMPARISON_GT",
    thresholdValue: 1,
    duration: "60s",
  };
  const alert = () =>
    resource("monitoring.AlertPolicy", {
      displayName: "lag",
      combiner: "OR",
      conditions: [{ displayName: "lag", conditionThreshold: threshold }],
      userLabels: { tier: "1" },
    });
  const uptime = () =>
    resource("monitoring.UptimeCheckConfig", {
      displayName: "web",
      timeout: "10s",
      period: "60s",
      selectedRegions: ["USA", "EUROPE"],
      monitoredResource: { type: "uptime_url", labels: { host: "bank.example.com" } },
    });
  const channel = () =>
    resource("monitoring.NotificationChannel", {
      type: "pagerduty",
      displayName: "on call",
      sensitiveLabels: { serviceKey: "[secret]" },
    });
  const metric = () =>
    resource("logging.Metric", {
      name: "crashes",
      filter: "severity>=ERROR",
      metricDescriptor: {
        metricKind: "DELTA",
        valueType: "INT64",
        labels: [{ key: "cause", valueType: "STRING" }],
      },
      labelExtractors: { cause: "EXTRACT(jsonPayload.cause)" },
    });

  holdRules(monitoringRules, [
    [
      "alert/comparison",
      [alert()],
      { "conditions.0.conditionThreshold.comparison": "COMPARISON_GE" },
      [
        'conditions[0].conditionThreshold.comparison: "COMPARISON_GE" is not one of COMPARISON_GT, COMPARISON_LT; use one of these',
      ],
    ],
    [
      "alert/duration",
      [alert()],
      { "conditions.0.conditionThreshold.duration": "90s" },
      [
        'conditions[0].conditionThreshold.duration: "90s" is no whole number of minutes in seconds; write it as "60s"',
      ],
    ],
    [
      "alert/conditions",
      [alert()],
      {
        conditions: Array.from({ length: 7 }, (_, index) => ({
          displayName: `c${index}`,
          conditionThreshold: threshold,
        })),
      },
      ['conditions: has "7" entries; use at most 6'],
    ],
    [
      "alert/rate-limit",
      [alert()],
      { conditions: [{ displayName: "log", conditionMatchedLog: { filter: "f" } }] },
      [
        'alertStrategy.notificationRateLimit: is missing, and a conditionMatchedLog needs it; give a period such as "300s"',
      ],
    ],
    [
      "alert/user-labels",
      [alert()],
      { userLabels: { Tier: "1" } },
      [
        'userLabels: "Tier" is no label: lower-case letters, digits, dashes, underscores; rename it',
      ],
    ],
    [
      "uptime/period",
      [uptime()],
      { period: "30s" },
      ['period: "30s" is not one of 60s, 300s, 600s, 900s; use 60s'],
    ],
    [
      "uptime/timeout",
      [uptime()],
      { timeout: "61s" },
      ['timeout: "61s" is not from 1 to 60 seconds; write it as "10s"'],
    ],
    [
      "uptime/regions",
      [uptime()],
      { selectedRegions: ["EUROPE", "ASIA_PACIFIC"] },
      [
        'selectedRegions: "EUROPE, ASIA_PACIFIC" has fewer than 3 locations; add regions, or leave it out for all',
      ],
    ],
    [
      "channel/secret-twice",
      [channel()],
      { labels: { service_key: "k" } },
      ["labels.service_key: stands in sensitiveLabels.serviceKey too; leave it out here"],
    ],
    [
      "metric/extractors",
      [metric()],
      { "metricDescriptor.labels.1": { key: "page" } },
      ['metricDescriptor.labels[1].key: "page" has no extractor; add labelExtractors.page'],
    ],
    [
      "metric/distribution",
      [metric()],
      { "metricDescriptor.valueType": "DISTRIBUTION" },
      [
        'bucketOptions: is missing, and the value type "DISTRIBUTION" needs it; give it',
        'valueExtractor: is missing, and the value type "DISTRIBUTION" needs it; give it',
      ],
    ],
  ]);
});
