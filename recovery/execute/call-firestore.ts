import type { Action } from "../action";
import type { Context, Said } from "./context";
import { at, type Document, listAt, textAt } from "./rest";
import { begun, seen } from "./seen";

type Calls = Pick<Context, "rest" | "hosts">;
type Restore = Extract<Action, { readonly kind: "firestore.restore" | "bigquery.restore" }>;

/**
 * Makes a database of what another held at a whole minute
 * (https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases/clone). The name was
 * free when this was planned, so whatever has it now was begun here: a rerun only waits.
 */
export async function cloneDocuments(
  { copy, from, to }: Restore,
  { rest, hosts }: Calls,
): Promise<Said> {
  if ((await seen(rest, hosts.firestore(copy))) === undefined) {
    const pitrSnapshot = { database: hosts.firestoreName(from), snapshotTime: to };
    await begun(rest, hosts.firestoreClone(), { databaseId: copy, pitrSnapshot });
    return { again: true };
  }
  const all = await Promise.all([from, copy].map((name) => operationsOn(name, { rest, hosts })));
  const mine = all
    .flat()
    .filter((one) => textAt(one, "metadata.database") === hosts.firestoreName(copy));
  const wrong = mine.map((one) => textAt(one, "error.message")).find((said) => said !== "");
  if (wrong !== undefined) throw new Error(`${copy} could not be made: ${wrong}`);
  return mine.some((one) => at(one, "done") !== true)
    ? { again: true }
    : { said: `${copy} is there` };
}

async function operationsOn(
  database: string,
  { rest, hosts }: Calls,
): Promise<readonly Document[]> {
  return listAt(await rest.ask("GET", hosts.firestore(database, "/operations")), "operations");
}
