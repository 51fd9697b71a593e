import type { Cloud } from "../../cloud";
import { conflict, notFound, unavailable } from "../../error";
import type { Kind } from "../../kind";
import type { CloudEvent, CloudResource, Instant } from "../../model";
import { works } from "../compute/answers";
import { AUTOSCALER_KINDS, rateOf } from "../compute/application";
import { nudge } from "../compute/decision";
import { stateOf } from "../compute/machine";
import { blocksAt, byLink, lastPart, numberAt, textAt, textsAt } from "../lookup";
import {
  addBatch,
  type Batch,
  keepDone,
  putBatch,
  takeDone,
  takeInVain,
  waitingIn,
} from "./backlog";

export interface Published {
  readonly topic: string;
  readonly count: number;
  /** Region that hands them in. */
  readonly from: string;
  /** Whether nobody can do them. @default false */
  readonly poison?: boolean;
  /** Number of a message that is followed; it comes alone. */
  readonly row?: number;
}

/** What has become of a subscription's messages. */
export interface Fates {
  readonly done: number;
  readonly dead: number;
  readonly expired: number;
}

const NONE: Fates = { done: 0, dead: 0, expired: 0 };

/** Tasks that one worker does in a second, unless its image is said to do others. */
const TASKS_PER_SECOND = 1;

const SECOND = 1000;
/** How often a queue is looked at that nobody works on. */
const IDLE = 10 * SECOND;

export function fatesOf(cloud: Cloud, project: string, subscription: string): Fates {
  return cloud.table<Fates>("pubsub.fates").get(`${project}/${subscription}`) ?? NONE;
}

/** Hands in tasks. @throws CloudError 503 where no region may keep them, 409 where they may not come from. */
export function publish(cloud: Cloud, project: string, published: Published): void {
  const { topic: name, count, from, poison = false, row } = published;
  const numbered = row === undefined ? {} : { row };
  const topic = [...cloud.all("pubsub.Topic")].find(
    (one) => one.project === project && one.name === name,
  );
  if (!topic) throw notFound(`projects/${project}/topics/${name}`);
  const region = keeper(cloud, topic, from);
  for (const subscription of subscriptionsOf(cloud, topic)) {
    const key = `${project}/${subscription.name}`;
    const isFirst = waitingIn(cloud, key).length === 0;
    const since = { at: cloud.now, notBefore: cloud.now, attempts: 0 };
    addBatch(cloud, { subscription: key, region, count, poison, ...since, ...numbered });
    if (isFirst) cloud.clock.schedule(cloud.now + SECOND, "queue.second", subscription.id);
    for (const scaler of scalersOf(cloud, subscription)) nudge(cloud, scaler);
  }
}

/** The region that keeps what is handed in: the publisher's own where that is allowed and there. */
function keeper(cloud: Cloud, { properties }: CloudResource, from: string): string {
  const policy = blocksAt(properties, "messageStoragePolicy")[0];
  const allowed = textsAt(policy, "allowedPersistenceRegions");
  if (allowed.length > 0 && !allowed.includes(from) && policy?.["enforceInTransit"] === true) {
    throw conflict("failedPrecondition", `Messages may not come from ${from}`);
  }
  const open = (allowed.length > 0 ? allowed : [from]).filter((one) => !cloud.faults.isLost(one));
  const region = open.find((one) => one === from) ?? open[0];
  if (region === undefined) throw unavailable(allowed.join(", "));
  return region;
}

function subscriptionsOf(cloud: Cloud, topic: CloudResource): readonly CloudResource[] {
  return [...cloud.all("pubsub.Subscription")].filter(
    ({ project, properties }) =>
      project === topic.project && lastPart(textAt(properties, "topic") ?? "") === topic.name,
  );
}

/** Autoscalers that go by a subscription's backlog: their groups are its workers. */
function scalersOf(cloud: Cloud, { project, name }: CloudResource): readonly CloudResource[] {
  const word = `subscription_id = "${name}"`;
  return AUTOSCALER_KINDS.flatMap((kind) => [...cloud.all(kind)]).filter(
    (scaler) =>
      scaler.project === project &&
      blocksAt(scaler.properties, "autoscalingPolicy.metrics").some((metric) =>
        textAt(metric, "filter")?.includes(word),
      ),
  );
}

/** One second of a queue: what is too old goes, and the workers do what they can. */
function second({ about }: CloudEvent, cloud: Cloud): void {
  const subscription = cloud.find(about);
  if (!subscription) return;
  const key = `${subscription.project}/${subscription.name}`;
  expire(cloud, subscription, key);
  if (cloud.now <= inVainUntil(subscription)) takeInVain(cloud, key);
  const scalers = scalersOf(cloud, subscription);
  const capacity = scalers.reduce((sum, scaler) => sum + capacityOf(cloud, scaler), 0);
  let left = capacity;
  for (const batch of waitingIn(cloud, key)) {
    if (left <= 0) break;
    if (cloud.faults.isLost(batch.region) || batch.notBefore > cloud.now) continue;
    const taken = Math.min(left, batch.count);
    left -= taken;
    putBatch(cloud, { ...batch, count: batch.count - taken });
    if (batch.poison) again(cloud, subscription, { ...batch, count: taken });
    else {
      count(cloud, key, { done: taken });
      keepDone(cloud, { ...batch, count: taken });
    }
  }
  if (waitingIn(cloud, key).length === 0) return;
  for (const scaler of scalers) nudge(cloud, scaler);
  const next = capacity > 0 ? SECOND : IDLE;
  cloud.clock.schedule(cloud.now + next, "queue.second", about);
}

/** How long somebody takes what comes, and does none of it. */
const IN_VAIN = 60 * SECOND;

const inVainUntil = ({ runtime }: CloudResource): Instant =>
  typeof runtime["inVainUntil"] === "number" ? runtime["inVainUntil"] : -1;

function capacityOf(cloud: Cloud, scaler: CloudResource): number {
  const group = byLink(cloud, scaler.properties["target"]);
  const machines = group ? stateOf(cloud, group.id).machines : [];
  return machines
    .filter((machine) => works(cloud, machine))
    .reduce((sum, { template }) => sum + (rateOf(cloud, template) ?? TASKS_PER_SECOND), 0);
}

/** A seek: what was done of what came since then waits again, as long as its topic keeps it; not at once. */
export function seek(cloud: Cloud, { id }: CloudResource, since: Instant): void {
  const at = cloud.now + cloud.lasts("pubsub.seek", id, cloud.now);
  cloud.clock.schedule(at, "queue.sought", id, { since });
}

function deliverAgain(cloud: Cloud, subscription: CloudResource, since: Instant): void {
  const { project, name, properties } = subscription;
  const link = lastPart(textAt(properties, "topic") ?? "");
  const topic = [...cloud.all("pubsub.Topic")].find(
    (one) => one.project === project && one.name === link,
  );
  const kept = seconds(topic?.properties["messageRetentionDuration"]) ?? 0;
  const from = Math.max(since, cloud.now - kept * SECOND);
  const again = takeDone(cloud, `${project}/${name}`, from);
  for (const batch of again) addBatch(cloud, { ...batch, attempts: 0, notBefore: cloud.now });
  if (again.length > 0) cloud.clock.schedule(cloud.now + SECOND, "queue.second", subscription.id);
}

/** A week is the API's default. */
function expire(cloud: Cloud, { properties }: CloudResource, key: string): void {
  const retention = seconds(properties["messageRetentionDuration"]) ?? 604_800;
  for (const batch of waitingIn(cloud, key)) {
    if (cloud.now < batch.at + retention * SECOND) return;
    putBatch(cloud, { ...batch, count: 0 });
    count(cloud, key, { expired: batch.count });
  }
}

/** Tasks that failed: handed out again after a while, and after so many times put aside. */
function again(cloud: Cloud, subscription: CloudResource, failed: Batch): void {
  const { properties, project } = subscription;
  const attempts = failed.attempts + 1;
  const letters = blocksAt(properties, "deadLetterPolicy")[0];
  if (letters && attempts >= (numberAt(letters, "maxDeliveryAttempts") ?? 5)) {
    count(cloud, failed.subscription, { dead: failed.count });
    const topic = lastPart(textAt(letters, "deadLetterTopic") ?? "");
    publish(cloud, project, { topic, count: failed.count, from: failed.region, poison: true });
    return;
  }
  const policy = blocksAt(properties, "retryPolicy")[0];
  const least = seconds(policy?.["minimumBackoff"]) ?? 0;
  const most = seconds(policy?.["maximumBackoff"]) ?? 600;
  const wait = Math.min(most, least * 2 ** (attempts - 1)) * SECOND;
  addBatch(cloud, { ...failed, attempts, notBefore: cloud.now + wait });
}

function count(cloud: Cloud, key: string, more: Partial<Fates>): void {
  const table = cloud.table<Fates>("pubsub.fates");
  const { done, dead, expired } = table.get(key) ?? NONE;
  table.put(key, {
    done: done + (more.done ?? 0),
    dead: dead + (more.dead ?? 0),
    expired: expired + (more.expired ?? 0),
  });
}

/** `600s` */
function seconds(text: unknown): number | undefined {
  return typeof text === "string" && /^\d+(\.\d+)?s$/.test(text)
    ? Number.parseFloat(text)
    : undefined;
}

function happen(event: CloudEvent, cloud: Cloud): void {
  const { since } = event.args;
  if (event.type !== "queue.sought") return second(event, cloud);
  const found = cloud.find(event.about);
  if (found && typeof since === "number") deliverAgain(cloud, found, since);
}

export const subscription: Kind = {
  kind: "pubsub.Subscription",
  events: { queue: happen },
  dataDeleted: ({ id, runtime }, _args, cloud) =>
    cloud.setRuntime(id, { ...runtime, inVainUntil: cloud.now + IN_VAIN }),
};
