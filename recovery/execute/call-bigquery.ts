import type { Action } from "../action";
import type { Context, Said } from "./context";
import { type Document, listAt, textAt } from "./rest";
import { begun, seen } from "./seen";

type Calls = Pick<Context, "rest" | "hosts">;
type Restore = Extract<Action, { readonly kind: "firestore.restore" | "bigquery.restore" }>;

/**
 * Makes a dataset of what another's tables held at a moment
 * (https://docs.cloud.google.com/bigquery/docs/access-historical-data). A job's id follows from what it
 * makes, so that a rerun finds it. A table that was dropped is in no list: it has to be named by hand.
 */
export async function copyTables(action: Restore, calls: Calls): Promise<Said> {
  const { rest, hosts } = calls;
  const source = await rest.ask("GET", hosts.bigquery(`datasets/${action.from}`));
  const location = textAt(source, "location");
  if ((await seen(rest, hosts.bigquery(`datasets/${action.copy}`))) === undefined) {
    const datasetReference = { projectId: hosts.project, datasetId: action.copy };
    const key = source["defaultEncryptionConfiguration"];
    const encrypted = key === undefined ? {} : { defaultEncryptionConfiguration: key };
    await begun(rest, hosts.bigquery("datasets"), { datasetReference, location, ...encrypted });
  }
  const tables = await tablesOf(action.from, calls);
  const done = await Promise.all(tables.map((table) => copied(action, { table, location }, calls)));
  if (done.includes(false)) return { again: true };
  return { said: `${tables.length} ${tables.length === 1 ? "table" : "tables"} in ${action.copy}` };
}

/** Views hold nothing; what reads them reads the tables. */
async function tablesOf(dataset: string, { rest, hosts }: Calls): Promise<readonly string[]> {
  const tables: string[] = [];
  for (let page: string | undefined; page !== "";) {
    const more: string = page === undefined ? "" : `?pageToken=${encodeURIComponent(page)}`;
    const answer: Document = await rest.ask(
      "GET",
      hosts.bigquery(`datasets/${dataset}/tables${more}`),
    );
    const own = listAt(answer, "tables").filter((one) => textAt(one, "type") === "TABLE");
    tables.push(...own.map((one) => textAt(one, "tableReference.tableId")));
    page = textAt(answer, "nextPageToken");
  }
  return tables;
}

interface Table {
  readonly table: string;
  readonly location: string;
}

/** Whether a table's copy is done; begins it if nobody has. */
async function copied({ copy, from, to }: Restore, { table, location }: Table, calls: Calls) {
  const { rest, hosts } = calls;
  const projectId = hosts.project;
  const jobId = `${copy}_${table}`;
  const job = await seen(rest, hosts.bigquery(`jobs/${jobId}?location=${location}`));
  if (job === undefined) {
    const tableId = `${table}@${Date.parse(to)}`;
    await begun(rest, hosts.bigquery("jobs"), {
      jobReference: { projectId, jobId, location },
      configuration: {
        copy: {
          sourceTable: { projectId, datasetId: from, tableId },
          destinationTable: { projectId, datasetId: copy, tableId: table },
          writeDisposition: "WRITE_EMPTY",
        },
      },
    });
    return false;
  }
  const wrong = textAt(job, "status.errorResult.message");
  if (wrong !== "") throw new Error(`${table} could not be copied: ${wrong}`);
  return textAt(job, "status.state") === "DONE";
}
