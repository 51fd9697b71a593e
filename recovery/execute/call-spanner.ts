import { DAY } from "../../system/units";
import type { Action } from "../action";
import type { Context, Said } from "./context";
import { textAt } from "./rest";
import { begun, seen } from "./seen";

type Calls = Pick<Context, "rest" | "hosts">;
type Restore = Extract<Action, { readonly kind: "spanner.restore" }>;
type Database = Restore["databases"][number];

/** A backup is kept for so long after the moment it shows: that moment is at most seven days ago. */
const KEPT = 14 * DAY * 1000;

/**
 * Makes each logical database anew beside the old, from a backup of the moment
 * (https://docs.cloud.google.com/spanner/docs/pitr). Names were free when this was planned, so
 * whatever has them now was begun here: a rerun goes on with the next.
 */
export async function restoreSpanner(action: Restore, calls: Calls): Promise<Said> {
  const there = await Promise.all(action.databases.map((one) => step(action, one, calls)));
  if (there.includes(false)) return { again: true };
  return { said: action.databases.map(({ copy }) => `${copy} is there`).join("; ") };
}

/** One call further on the way to one database; whether it is there. */
async function step({ instance, to }: Restore, { copy, from }: Database, calls: Calls) {
  const { rest, hosts } = calls;
  const place = (path: string) => hosts.spanner(`${instance}/${path}`);
  const named = (path: string) => hosts.spannerName(`${instance}/${path}`);
  const state = textAt(await seen(rest, place(`databases/${copy}`)), "state");
  // It is read and written while it is still optimised.
  if (state !== "") return state !== "CREATING";
  const backup = await seen(rest, place(`backups/${copy}`));
  if (backup === undefined) {
    await begun(rest, place(`backups?backupId=${copy}`), {
      database: named(`databases/${from}`),
      versionTime: to,
      expireTime: new Date(Date.parse(to) + KEPT).toISOString(),
    });
  } else if (textAt(backup, "state") === "READY") {
    const body = { databaseId: copy, backup: named(`backups/${copy}`) };
    await begun(rest, place("databases:restore"), body);
  }
  return false;
}
