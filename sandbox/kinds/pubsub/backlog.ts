import type { Cloud } from "../../cloud";
import type { Instant } from "../../model";
import { type Rows, stretchesOf } from "../../traffic/rows";

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
  /** Number of the one message that it is, where somebody follows it. */
  readonly row?: number;
}

/** What was acknowledged; in vain where whoever took it has not done it. */
type Done = Batch & { readonly inVain?: true };

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

const done = (cloud: Cloud) => cloud.table<Done>("pubsub.done");

/** Remembers what was done, for a seek; messages of one batch stay together. */
export function keepDone(cloud: Cloud, batch: Batch): void {
  const before = done(cloud).get(batch.key)?.count ?? 0;
  done(cloud).put(batch.key, { ...batch, count: before + batch.count });
}

/** All that waits is acknowledged, and nobody does it. */
export function takeInVain(cloud: Cloud, subscription: string): void {
  for (const batch of waitingIn(cloud, subscription)) {
    done(cloud).put(`${batch.key}|in vain`, { ...batch, inVain: true });
    putBatch(cloud, { ...batch, count: 0 });
  }
}

/** Numbers of a subscription's messages that are done, or wait to be. */
export function rowsIn(cloud: Cloud, subscription: string): readonly Rows[] {
  const kept = [...done(cloud).values()].filter(
    (one) => one.subscription === subscription && !one.inVain,
  );
  return stretchesOf([...kept, ...waitingIn(cloud, subscription)].flatMap(({ row }) => row ?? []));
}

/** What was done of what was handed in since then; it is no longer remembered. */
export function takeDone(cloud: Cloud, subscription: string, since: Instant): readonly Batch[] {
  return [...done(cloud).keys()].flatMap((key) => {
    const one = done(cloud).get(key);
    if (one?.subscription !== subscription || one.at < since) return [];
    done(cloud).delete(key);
    const { inVain: _, ...batch } = one;
    return [batch];
  });
}
