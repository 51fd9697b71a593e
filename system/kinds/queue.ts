import { z } from "zod";
import { positiveDuration, whole } from "../schema/values";
import { within } from "../relations/ranges";
import { DAY, formatDuration, MINUTE } from "../units";
import type { Kind } from "./kind";
import { common } from "./fields";

export const queueShape = z.strictObject({
  kind: z.literal("queue").describe("Tasks to be worked off (Pub/Sub)"),
  ...common,
  retention: positiveDuration().describe(
    "10 minutes to 31 days; longer than the longest outage to be survived",
  ),
  acknowledge: positiveDuration().describe(
    "Time a worker has for one task: 10 seconds to 10 minutes",
  ),
  attempts: whole(5, 100).default(5).describe("Deliveries before a task goes to the dead letters"),
});

export type QueueStore = z.output<typeof queueShape>;

export const queue: Kind<QueueStore> = {
  named: {
    ...{ variable: "TOPIC", form: "plain", longest: "dead-letters" },
    rule: {
      ...{ title: "Pub/Sub topic", least: 3, most: 255 },
      pattern: /^(?!goog)[a-z][-a-z0-9]*$/,
      characters: 'lower-case letters, digits and hyphens, not beginning with "goog"',
    },
  },

  problems: (store, path) => [
    ...within([...path, "retention"], store.retention, [10 * MINUTE, 31 * DAY]),
    ...within([...path, "acknowledge"], store.acknowledge, [10, 10 * MINUTE]),
  ],

  traits: ({ retention }) => ({
    residence: { in: "senders" },
    keys: [{ user: "pubsub", at: "around all regions" }],
    deletion: { trash: { from: "a seek to before it was taken", lasts: retention } },
    copies: [],
    restore: {
      by: "queue.seek",
      way: "messages stay after they are acknowledged",
      takes: [{ what: "a seek", length: "pubsub.seek" }],
      loses: {
        what: "nothing",
        because: `messages stay for ${formatDuration(Math.min(retention, 31 * DAY))}`,
        within: retention,
        source: "https://docs.cloud.google.com/pubsub/docs/replay-overview",
      },
    },
    rescue: {},
    promise: { id: "pubsub", scope: "zones" },
  }),
};
