import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { QueueStore } from "../system/kinds/queue";
import { deadLetterName, type Naming, topicName } from "../topology/naming";
import type { Keeper } from "./keeping";
import { childOf } from "./options";

export interface QueueArgs {
  readonly naming: Naming;
  readonly store: QueueStore;
  /** Key that all those regions reach, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
  /** Regions that messages may be kept in. */
  readonly regions: readonly string[];
  /** Accounts of the services that hand in tasks, as IAM members, by service. */
  readonly publishers: Readonly<Record<string, pulumi.Input<string>>>;
  /** Accounts of the workers that take them. */
  readonly workers: Readonly<Record<string, pulumi.Input<string>>>;
  /** Member that Pub/Sub forwards dead letters as. */
  readonly agent: pulumi.Input<string>;
}

/**
 * A queue of tasks: a Pub/Sub topic with one subscription, and one for the tasks that nobody could
 * do.
 *
 * New tasks survive the loss of a region: they are kept in another of the system's regions. Costs
 * what passes and what waits; nothing in standby. Doesn't cover the tasks that were waiting in the
 * lost region: they wait until it is back, which the retention has to outlast. A subscription that
 * nobody reads is kept all the same.
 *
 * @example
 * // systems/api-platform.yaml, us-central1
 * const { naming, system, regions } = topology;
 * const member = (service) => `serviceAccount:${shared.account(service)}`;
 * new Queue("tasks", {
 *   ...{ naming, store: system.data.tasks, regions: Object.keys(regions) },
 *   ...{ publishers: { api: member("api") }, workers: { workers: member("workers") } },
 *   agent: "serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com",
 * });
 * // registers pubsub.Topic, pubsub.TopicIAMMember, pubsub.Subscription,
 * // pubsub.SubscriptionIAMMember
 */
export class Queue extends pulumi.ComponentResource {
  /** Name of the topic. */
  readonly topic: pulumi.Output<string>;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Queue", name, {}, opts);
    const { naming, agent, publishers, workers } = args;
    const kept = { ...childOf(this, opts), protect: true };
    const tasks = this.topicOf(name, topicName(naming, name), args, kept);
    const dead = this.topicOf(`${name}-dead-letters`, deadLetterName(naming, name), args, kept);
    this.topic = tasks.name;
    const subscription = new gcp.pubsub.Subscription(
      name,
      {
        ...subscriptionInputs(topicName(naming, name), args.store),
        topic: tasks.id,
        deadLetterPolicy: {
          deadLetterTopic: dead.id,
          maxDeliveryAttempts: args.store.attempts,
        },
        retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
      },
      kept,
    );
    // Without a subscription of their own the dead letters would be dropped.
    new gcp.pubsub.Subscription(
      `${name}-dead-letters`,
      { ...subscriptionInputs(deadLetterName(naming, name), args.store), topic: dead.id },
      kept,
    );
    this.grant(`${name}-dead-letters-agent`, dead, agent);
    for (const [service, member] of Object.entries(publishers)) {
      this.grant(`${name}-${service}`, tasks, member);
    }
    for (const [service, member] of Object.entries({ ...workers, agent })) {
      new gcp.pubsub.SubscriptionIAMMember(
        `${name}-${service}`,
        { subscription: subscription.name, role: "roles/pubsub.subscriber", member },
        { parent: this },
      );
    }
    this.registerOutputs({ topic: this.topic });
  }

  private topicOf(
    name: string,
    topic: string,
    { store, regions, key }: QueueArgs,
    kept: pulumi.CustomResourceOptions,
  ): gcp.pubsub.Topic {
    return new gcp.pubsub.Topic(
      name,
      {
        name: topic,
        messageRetentionDuration: `${store.retention}s`,
        ...(key === undefined ? {} : { kmsKeyName: key }),
        messageStoragePolicy: {
          allowedPersistenceRegions: [...regions],
          // Enforced, a publisher in any other place would be refused instead of served from here.
          enforceInTransit: false,
        },
      },
      kept,
    );
  }

  private grant(name: string, topic: gcp.pubsub.Topic, member: pulumi.Input<string>): void {
    new gcp.pubsub.TopicIAMMember(
      name,
      { topic: topic.name, role: "roles/pubsub.publisher", member },
      { parent: this },
    );
  }
}

function subscriptionInputs(
  name: string,
  { acknowledge, retention }: QueueStore,
): Omit<gcp.pubsub.SubscriptionArgs, "topic"> {
  return {
    name,
    ackDeadlineSeconds: Math.round(acknowledge),
    messageRetentionDuration: `${retention}s`,
    // Left out, Google deletes it after 31 days without a reader: a standby has none for longer.
    expirationPolicy: { ttl: "" },
  };
}

export const queueKeeper: Keeper<QueueStore> = {
  keep(name, store, { topology, naming, users, workers, agent, key, after }) {
    const regions = Object.keys(topology.regions);
    const forwards = agent("pubsub") ?? "";
    const args = { naming, store, regions, publishers: users, workers, agent: forwards, key };
    new Queue(name, args, after("pubsub"));
  },
};
