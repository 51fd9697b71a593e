import type { Action, ActionKind } from "../action";
import { bucketAsOf, checkBucket } from "./bucket";
import { changeBackend, changeFence, scale } from "./call-compute";
import { copyTables } from "./call-bigquery";
import { cloneDocuments } from "./call-firestore";
import { seek } from "./call-queue";
import { restoreSpanner } from "./call-spanner";
import { checkCopy } from "./check-copy";
import { promoteDisk } from "./call-disk";
import { checkDisk, diskFrom } from "./disk-copy";
import { cloneAsOf, pointInstance } from "./call-restore";
import { scalePods } from "./pods";
import {
  backUp,
  completeInside,
  failOver,
  pointWriter,
  promote,
  protect,
  restoreNewest,
  stop,
  switchOver,
} from "./call-sql";
import { onlyOf } from "../parts";
import type { Context, Said } from "./context";

/** Actions that have a call here; the rest are carried out by a person, with the runbook. */
const KNOWN: ReadonlySet<ActionKind> = new Set([
  "observe",
  "ask",
  "lease.take",
  "lease.release",
  "deployments.freeze",
  "deployments.thaw",
  "backend.open",
  "backend.close",
  "backend.remove",
  "fence.close",
  "fence.open",
  "sql.failover",
  "sql.promote",
  "sql.switchover",
  "sql.protect",
  "sql.backup",
  "sql.restore",
  "sql.complete",
  "sql.stop",
  "sql.clone",
  "sql.check",
  "disk.promote",
  "disk.restore",
  "disk.check",
  "firestore.restore",
  "spanner.restore",
  "bigquery.restore",
  "queue.seek",
  "bucket.restore",
  "bucket.check",
  "dns.writer",
  "dns.instance",
  "group.scale",
  "pods.scale",
  "verify",
  "wait",
  "describe",
  "pulumi.up",
  "pulumi.refresh",
  "pulumi.preview",
  "pulumi.forget",
  "pulumi.take-in",
  "report",
]);

export function isKnown(action: Action): boolean {
  return KNOWN.has(action.kind);
}

/** Has an action begin. It has taken effect when its step's condition holds. @throws Refused */
export async function call(action: Action, context: Context): Promise<Said> {
  const { leases, lease } = context;
  switch (action.kind) {
    case "lease.take":
      return quietly(leases.take(lease));
    case "lease.release":
      return quietly(leases.release(lease.holder));
    case "deployments.freeze":
      return quietly(leases.freeze(lease.plan));
    case "deployments.thaw":
      return quietly(leases.thaw());
    case "backend.open":
    case "backend.close":
    case "backend.remove":
      return quietly(changeBackend(action, context));
    case "fence.close":
    case "fence.open":
      return quietly(changeFence(action, context));
    case "group.scale":
      return quietly(scale(action, context));
    case "pods.scale":
      return quietly(scalePods(action, context));
    case "sql.failover":
      return failOver(action, context);
    case "sql.promote":
      return promote(action, context);
    case "sql.switchover":
      return switchOver(action, context);
    case "sql.protect":
      return protect(action, context);
    case "sql.backup":
      return backUp(action, context);
    case "sql.restore":
      return restoreNewest(action, context);
    case "sql.complete":
      return completeInside(action, context);
    case "sql.stop":
      return stop(action, context);
    case "sql.clone":
      return cloneAsOf(action, context);
    case "sql.check":
      return checkCopy(action, context);
    case "disk.promote":
      return promoteDisk(action, context);
    case "disk.restore":
      return diskFrom(action, context);
    case "disk.check":
      return checkDisk(action, context);
    case "firestore.restore":
      return cloneDocuments(action, context);
    case "spanner.restore":
      return restoreSpanner(action, context);
    case "bigquery.restore":
      return copyTables(action, context);
    case "queue.seek":
      return seek(action, context);
    case "bucket.restore":
      return bucketAsOf(action, context);
    case "bucket.check":
      return checkBucket(action, context);
    case "dns.writer":
      return quietly(pointWriter(action, context));
    case "dns.instance":
      return pointInstance(action, context);
    default:
      return others(action, context);
  }
}

/** What is no call to Google Cloud. */
async function others(action: Action, { ask, verify, describe, stacks }: Context): Promise<Said> {
  switch (action.kind) {
    case "ask":
      return { said: await ask(action.who, action.question, action.typed) };
    case "verify": {
      const problem = await verify(action.what);
      if (problem !== undefined) throw new Error(`${action.what}: ${problem}`);
      return {};
    }
    case "describe":
      describe(action.edits);
      return {};
    case "pulumi.up":
      return { said: (await stacks.up(action.region, onlyOf(action))).join("; ") };
    case "pulumi.refresh":
      return quietly(stacks.refresh(action.region, onlyOf(action)));
    case "pulumi.forget":
      return quietly(stacks.forget(action.region, action.instance));
    case "pulumi.take-in":
      return quietly(stacks.takeIn(action.region, action.instance, action.insteadOf));
    case "pulumi.preview": {
      const changes = await stacks.preview(action.region, onlyOf(action));
      return { changes: changes.length > 0, said: changes.join("; ") };
    }
    case "observe":
    case "wait":
    case "report":
      return {};
    default:
      throw new Error(`${action.kind} has no call yet; carry it out by the runbook`);
  }
}

async function quietly(work: Promise<unknown>): Promise<Said> {
  await work;
  return {};
}
