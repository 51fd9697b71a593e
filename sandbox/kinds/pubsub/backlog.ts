import type { Cloud } from "../../cloud";
import type { Instant } from "../../model";

/** Messages of one subscription that came together and fare alike. */
export interface Batch {
  readonly key: string;
  /** `<project>/<subscription>` */
  readonly subscription: string;
  /** Region that keeps them. */
  readonly region: string;
  readonly count: number;
  readonly at: Instant;
  /** How often they were handed out in vain. */
  readonly attempts: number;
  /** Whether nobody can do them. */
  readonly poison: boolean;
  readonly notBefore: Instant;
}

const batches = (cloud: Cloud) => cloud.table<Batch>("pubsub.batch");

/** What waits in a subscription, oldest first. */
export function waitingIn(cloud: Cloud, subscription: string): readonly Batch[] {
  const mine = [...batches(cloud).values()].filter((one) => one.subscription === subscription);
  return mine.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

/** Messages of a subscription that nobody has done yet, wherever they are kept. */
export function backlogOf(cloud: Cloud, project: string, subscription: string): number {
  const waiting = waitingIn(cloud, `${project}/${subscription}`);
  return waiting.reduce((sum, { count }) => sum + count, 0);
}

export function addBatch(cloud: Cloud, batch: Omit<Batch, "key">): void {
  const numbers = cloud.table<number>("pubsub.number");
  const number = (numbers.get("last") ?? 0) + 1;
  numbers.put("last", number);
  putBatch(cloud, { ...batch, key: String(number).padStart(10, "0") });
}

/** Keeps a batch as it is now; one that has no messages left is gone. */
export function putBatch(cloud: Cloud, batch: Batch): void {
  if (batch.count > 0) batches(cloud).put(batch.key, batch);
  else batches(cloud).delete(batch.key);
}

const done = (cloud: Cloud) => cloud.table<Batch>("pubsub.done");

/** Remembers what was done, for a seek; messages of one batch stay together. */
export function keepDone(cloud: Cloud, batch: Batch): void {
  const before = done(cloud).get(batch.key)?.count ?? 0;
  done(cloud).put(batch.key, { ...batch, count: before + batch.count });
}

/** What was done of what was handed in since then; it is no longer remembered. */
export function takeDone(cloud: Cloud, subscription: string, since: Instant): readonly Batch[] {
  const found = [...done(cloud).values()].filter(
    (one) => one.subscription === subscription && one.at >= since,
  );
  for (const { key } of found) done(cloud).delete(key);
  return found;
}
