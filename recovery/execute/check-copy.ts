import type { DataCheck } from "../../system/kinds/check";
import type { Action } from "../action";
import { instanceSeen } from "./call-restore";
import { begin } from "./call-sql";
import type { Context, Said } from "./context";
import { listAt, Refused, textAt } from "./rest";

type Calls = Pick<Context, "rest" | "hosts">;
type Check = Extract<Action, { readonly kind: "sql.check" }>;

/** Lets the Data API in: without it nothing outside the network can ask a private instance. */
const OPEN = "ALLOW_DATA_API";
const CLOSED = "DISALLOW_DATA_API";

/**
 * Asks a copy what the description says a good one answers, by Cloud SQL's Data API as whoever runs
 * this (https://docs.cloud.google.com/sql/docs/postgres/executesql-instance). The door is opened on
 * the copy alone, never on what applications use, and closed again whatever comes out. Where the
 * API refuses, a person has to look.
 */
export async function checkCopy(action: Check, context: Context): Promise<Said> {
  const { instance } = action;
  const door = await doorOf(context, instance);
  if (door === "changing") return { again: true };
  if (door !== OPEN) {
    await setDoor(context, instance, OPEN);
    return { again: true };
  }
  let outcome: Outcome | Error;
  try {
    outcome = await asked(action, context);
  } catch (error) {
    outcome = error instanceof Error ? error : new Error(String(error));
  }
  const { again } = await setDoor(context, instance, CLOSED);
  if (again) return { again };
  if (outcome instanceof Error) throw outcome; // the next attempt opens it again
  if (outcome.problem !== undefined) throw new Error(outcome.problem);
  return { said: outcome.said };
}

/** Shuts the door of a copy that nobody will ask any more; one that isn't there has none. */
export async function shutDoor(context: Calls, instance: string): Promise<void> {
  const seen = await instanceSeen(context, instance);
  if (textAt(seen, "settings.dataApiAccess") === OPEN) await setDoor(context, instance, CLOSED);
}

interface Outcome {
  readonly said: string;
  readonly problem?: string;
}

async function asked({ instance, checks }: Check, context: Context): Promise<Outcome> {
  const said: string[] = [];
  for (const check of checks) {
    try {
      const row = await rowOf(instance, check, context);
      const problem = problemOf(instance, check, row);
      if (problem !== undefined) return { said: "", problem };
      said.push(`${check.database}: ${row.join(", ")}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.isPassing) throw error;
      const what = `${instance} answers "${check.query}" with ${check.least} or more`;
      const problem = await context.verify(what, error.message);
      if (problem !== undefined) return { said: "", problem: `${what}: ${problem}` };
      said.push(`${check.database}: seen by a person`);
    }
  }
  return { said: said.join("; ") };
}

function problemOf(instance: string, { query, least }: DataCheck, row: readonly string[]) {
  const [first = ""] = row;
  const count = /^\d+(\.\d+)?$/.test(first) ? Number(first) : undefined;
  if (count === undefined) return `${instance} answers "${first}" to "${query}", which is no count`;
  return count >= least
    ? undefined
    : `${instance} answers ${count} to "${query}"; a good copy has ${least} at least`;
}

/** The first row of what is answered, as text. */
async function rowOf(
  instance: string,
  { database, query }: DataCheck,
  { rest, hosts }: Context,
): Promise<readonly string[]> {
  const body = { sqlStatement: query, database, autoIamAuthn: true, rowLimit: "1" };
  const answer = await rest.ask("POST", hosts.sql(instance, "/executeSql"), { body });
  const why = textAt(answer, "status.message");
  if (why !== "") throw new Refused(400, "sql", why);
  const [result] = listAt(answer, "results");
  const [row] = listAt(result, "rows");
  return listAt(row, "values").map((cell) => textAt(cell, "value"));
}

async function doorOf(context: Context, instance: string): Promise<string> {
  const seen = await instanceSeen(context, instance);
  if (seen === undefined) throw new Error(`${instance} is gone`);
  return textAt(seen, "state") === "RUNNABLE" ? textAt(seen, "settings.dataApiAccess") : "changing";
}

function setDoor(context: Calls, instance: string, dataApiAccess: string): Promise<Said> {
  return begin(context, instance, "", { settings: { dataApiAccess } });
}
