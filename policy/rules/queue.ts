import { referrers } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { given, textAt, textsAt } from "../../inventory/values";
import { every, type PolicyContext } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";

const TOPICS = ["pubsub.Topic"];
const SUBSCRIPTIONS = ["pubsub.Subscription"];
const PERSISTENCE = "messageStoragePolicy.allowedPersistenceRegions";
const DAY = 86_400;

export const queueRules: readonly PolicyRule[] = [
  {
    id: "R34",
    title: "A queue may be kept in every region, outlasts an outage and sets dead letters aside",
    severity: "error",
    source:
      "provider's schema of Pub/Sub. A day of retention at least, so that an outage over night loses no task",
    fix: "allow all regions, keep tasks for a day or more, and name a dead-letter topic that Pub/Sub may write to",
    scope: "stack",
    applies: {
      to: "a Pub/Sub topic",
      when: (context) => every(context, [...TOPICS, ...SUBSCRIPTIONS]).length > 0,
    },
    breaches: (context) => [
      ...every(context, TOPICS).flatMap((topic) => {
        const allowed = textsAt(topic.inputs, PERSISTENCE);
        const missing = Object.keys(context.situation.regions).filter(
          (region) => !allowed.includes(region),
        );
        return broken(
          allowed.length > 0 && missing.length > 0,
          topic,
          PERSISTENCE,
          `leaves out "${missing.join(", ")}", where nothing could be sent while the other region is lost; add it`,
        );
      }),
      ...every(context, SUBSCRIPTIONS).flatMap((queue) => queueFaults(context, queue)),
    ],
  },
];

function queueFaults(context: PolicyContext, queue: Resource): PolicyBreach[] {
  const kept = textAt(queue.inputs, "messageRetentionDuration");
  const path = "deadLetterPolicy.deadLetterTopic";
  return [
    ...broken(
      kept !== undefined && Number.parseFloat(kept) < DAY,
      queue,
      "messageRetentionDuration",
      `"${kept}" is shorter than an outage may be; use "${DAY}s" or more`,
    ),
    ...broken(
      !given(queue.inputs, path) && !isForDeadLetters(context, queue),
      queue,
      path,
      "is missing: one task that always fails is tried for ever; name a topic",
    ),
    ...broken(
      given(queue.inputs, path) && !isWritable(context, queue),
      queue,
      path,
      "is a topic that Pub/Sub has no right to write to; grant it roles/pubsub.publisher",
    ),
  ];
}

/** Whether it keeps what another subscription gave up; there is nowhere to give that. */
function isForDeadLetters(context: PolicyContext, queue: Resource): boolean {
  const topics = queue.propertyDependencies["topic"] ?? [];
  return every(context, SUBSCRIPTIONS).some(({ propertyDependencies }) =>
    (propertyDependencies["deadLetterPolicy"] ?? []).some((topic) => topics.includes(topic)),
  );
}

function isWritable({ inventory }: PolicyContext, queue: Resource): boolean {
  const topics = inventory.resources.filter(({ urn }) =>
    (queue.propertyDependencies["deadLetterPolicy"] ?? []).includes(urn),
  );
  const isForeign = topics.length === 0;
  return (
    isForeign ||
    topics.some(
      (topic) => referrers(topic, "topic", inventory, ["pubsub.TopicIAMMember"]).length > 0,
    )
  );
}
