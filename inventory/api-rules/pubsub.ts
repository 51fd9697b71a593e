import { lacks, numberAt, textAt } from "../values";
import { isOutside, when, type ApiRule, type Breach } from "./rule";
import { secondsOf } from "./seconds";

const TOPICS = ["pubsub.Topic"];
const SUBSCRIPTIONS = ["pubsub.Subscription"];

export const pubsubRules: readonly ApiRule[] = [
  {
    id: "pubsub/retention",
    severity: "error",
    source: "docs",
    kinds: [...TOPICS, ...SUBSCRIPTIONS],
    breaches: ({ inputs }) => duration(inputs, "messageRetentionDuration", 600, 2_678_400),
  },
  {
    id: "pubsub/ack-deadline",
    severity: "error",
    source: "docs",
    kinds: SUBSCRIPTIONS,
    breaches: ({ inputs }) => {
      const seconds = numberAt(inputs, "ackDeadlineSeconds");
      return when(
        isOutside(seconds, 10, 600),
        "ackDeadlineSeconds",
        `"${seconds}" is not from 10 to 600; use 60`,
      );
    },
  },
  {
    id: "pubsub/delivery-attempts",
    severity: "error",
    source: "docs",
    kinds: SUBSCRIPTIONS,
    breaches: ({ inputs }) => {
      const path = "deadLetterPolicy.maxDeliveryAttempts";
      const count = numberAt(inputs, path);
      return when(
        count !== 0 && isOutside(count, 5, 100),
        path,
        `"${count}" is not from 5 to 100; use 5`,
      );
    },
  },
  {
    id: "pubsub/backoff",
    severity: "error",
    source: "docs",
    kinds: SUBSCRIPTIONS,
    breaches: ({ inputs }) => [
      ...duration(inputs, "retryPolicy.minimumBackoff", 0, 600),
      ...duration(inputs, "retryPolicy.maximumBackoff", 0, 600),
    ],
  },
  {
    id: "pubsub/expires",
    severity: "warning",
    source: "docs",
    kinds: SUBSCRIPTIONS,
    breaches: ({ inputs }) =>
      when(
        lacks(inputs, "expirationPolicy"),
        "expirationPolicy",
        'is missing, so that 31 idle days delete the subscription; set { ttl: "" }',
      ),
  },
];

function duration(inputs: unknown, path: string, least: number, most: number): Breach[] {
  const text = textAt(inputs, path);
  const seconds = secondsOf(text);
  return when(
    text !== undefined && !(seconds !== undefined && seconds >= least && seconds <= most),
    path,
    `"${text}" is not from ${least} to ${most} seconds; write it as "${Math.max(least, Math.min(most, 600))}s"`,
  );
}
