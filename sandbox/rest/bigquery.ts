import { EPOCH } from "../clock";
import type { Cloud } from "../cloud";
import { conflict, invalid, notFound } from "../error";
import { copyRows } from "../kinds/located/rows";
import { numberAt, textAt } from "../kinds/lookup";
import type { CloudResource, Instant } from "../model";
import { refuseMoment } from "./located-copy";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";

const PROJECT = "/bigquery/v2/projects/{project}";
const KIND = "bigquery.Dataset";
const HOUR = 3_600_000;

/** A copy of a table; all of a dataset's rows are taken to be in one. */
interface Job {
  readonly end: Instant;
}

/** BigQuery, as far as copies of tables as of a moment need it. */
export const bigqueryRoutes: readonly Route[] = [
  { method: "GET", path: `${PROJECT}/datasets/{dataset}`, answer: getDataset },
  { method: "POST", path: `${PROJECT}/datasets`, answer: makeDataset },
  { method: "GET", path: `${PROJECT}/datasets/{dataset}/tables`, answer: tables },
  { method: "POST", path: `${PROJECT}/jobs`, answer: begin },
  { method: "GET", path: `${PROJECT}/jobs/{job}`, answer: getJob },
];

const jobs = (cloud: Cloud) => cloud.table<Job>("bigquery.job");

function datasetNamed(cloud: Cloud, project: string, id: string): CloudResource | undefined {
  return [...cloud.all(KIND)].find(
    (one) => one.project === project && (textAt(one.properties, "datasetId") ?? one.name) === id,
  );
}

function datasetOf(request: Matched, cloud: Cloud): CloudResource {
  const id = partOf(request, "dataset");
  const found = datasetNamed(cloud, partOf(request, "project"), id);
  if (!found) throw notFound(`Dataset ${id}`);
  return cloud.get(found);
}

function getDataset(request: Matched, cloud: Cloud): RestAnswer {
  const { properties } = datasetOf(request, cloud);
  const { location = "US", defaultEncryptionConfiguration: key } = properties;
  return {
    body: { location, ...(key === undefined ? {} : { defaultEncryptionConfiguration: key }) },
  };
}

function makeDataset(request: Matched, cloud: Cloud): RestAnswer {
  const body = documentOf(request);
  const id = textAt(body, "datasetReference.datasetId");
  const project = partOf(request, "project");
  if (id === undefined) throw invalid("Missing parameter: datasetReference.datasetId");
  if (datasetNamed(cloud, project, id))
    throw conflict("duplicate", `Already Exists: Dataset ${id}`);
  const location = textAt(body, "location") ?? "US";
  cloud.create({ kind: KIND, project, location, name: id }, { datasetId: id, location });
  return { body: { id: `${project}:${id}` } };
}

function tables(request: Matched, cloud: Cloud): RestAnswer {
  const datasetId = datasetOf(request, cloud).name;
  const table = { tableReference: { datasetId, tableId: TABLE }, type: "TABLE" };
  return { body: { tables: [table], totalItems: 1 } };
}

const TABLE = "rows";

function begin(request: Matched, cloud: Cloud): RestAnswer {
  const project = partOf(request, "project");
  const body = documentOf(request);
  const id = textAt(body, "jobReference.jobId");
  const asked = textAt(body, "configuration.copy.sourceTable.tableId") ?? "";
  const [from, to] = ["sourceTable", "destinationTable"].map((one) =>
    datasetNamed(cloud, project, textAt(body, `configuration.copy.${one}.datasetId`) ?? ""),
  );
  if (id === undefined || !from || !to) throw invalid("a copy job names itself and two datasets");
  if (jobs(cloud).get(id)) throw conflict("duplicate", `Already Exists: Job ${id}`);
  const [table, time = ""] = asked.split("@");
  if (table !== TABLE) throw notFound(`Table ${asked}`);
  const at = new Date(Number(time)).toISOString();
  refuseMoment(cloud, at, (numberAt(from.properties, "maxTimeTravelHours") ?? 168) * HOUR);
  copyRows(cloud, cloud.get(from), to, Date.parse(at) - EPOCH);
  jobs(cloud).put(id, { end: cloud.now + cloud.lasts("bigquery.restore", id) });
  return { body: { status: { state: "RUNNING" } } };
}

function getJob(request: Matched, cloud: Cloud): RestAnswer {
  const id = partOf(request, "job");
  const job = jobs(cloud).get(id);
  if (!job) throw notFound(`Job ${id}`);
  return { body: { status: { state: job.end <= cloud.now ? "DONE" : "RUNNING" } } };
}
