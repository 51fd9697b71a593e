import type { Cloud } from "../../cloud";
import { EPOCH } from "../../clock";
import { parseCron } from "../../../system/cron";
import { nextTime } from "../../cron";
import { CloudError } from "../../error";
import { isObject, type Json, type JsonObject } from "../../json";
import type { Kind } from "../../kind";
import type { CloudEvent, CloudResource, Instant } from "../../model";
import { isAvailable, rowsAt } from "../located/rows";
import { lastPart, textAt } from "../lookup";
import { isReadable } from "../sql/availability";
import { rowsOf } from "../sql/data";
import { instanceNamed } from "../sql/instance";
import { bucketNamed, insert } from "../storage/objects";

/** How one run of a job ended. */
export interface Run {
  readonly at: Instant;
  /** The object that it made. */
  readonly object?: string;
  readonly why?: string;
}

/** All runs of a job so far, oldest first. */
export function runsOf(cloud: Cloud, job: string): readonly Run[] {
  return cloud.table<readonly Run[]>("scheduler.run").get(job) ?? [];
}

/** Awaits a job's next time; one that is paused has none. */
function plan(job: CloudResource, cloud: Cloud): void {
  const line = textAt(job.properties, "schedule");
  if (line === undefined || job.properties["paused"] === true) return;
  const zone = textAt(job.properties, "timeZone") ?? "Etc/UTC";
  const next = nextTime(parseCron(line, zone), cloud.now);
  const { revision } = job;
  if (next !== undefined) cloud.clock.schedule(next, "job.run", job.id, { revision });
}

function run(event: CloudEvent, cloud: Cloud): void {
  const job = cloud.find(event.about);
  if (!job || job.revision !== event.args["revision"]) return;
  plan(job, cloud);
  const table = cloud.table<readonly Run[]>("scheduler.run");
  table.put(job.id, [...runsOf(cloud, job.id), { at: cloud.now, ...outcome(cloud, job) }]);
}

function outcome(cloud: Cloud, job: CloudResource): Omit<Run, "at"> {
  if (cloud.faults.isLost(job.location)) return { why: `${job.location} is lost` };
  const asked = argumentOf(job);
  const workflow = workflowOf(cloud, job);
  if (!asked || !workflow) return { why: "it starts no workflow that is there" };
  try {
    return copy(cloud, job, asked);
  } catch (error) {
    if (error instanceof CloudError) return { why: error.message };
    throw error;
  }
}

/** The workflow that the job's call starts. */
function workflowOf(cloud: Cloud, job: CloudResource): CloudResource | undefined {
  const name = /workflows\/([^/]+)\/executions$/.exec(
    textAt(job.properties, "httpTarget.uri") ?? "",
  );
  return [...cloud.all("workflows.Workflow")].find(
    (one) => one.location === job.location && one.name === name?.[1],
  );
}

/** What the job hands to its workflow: JSON in JSON, in base64, as the API wants it. */
function argumentOf(job: CloudResource): JsonObject | undefined {
  const body = textAt(job.properties, "httpTarget.body");
  const outer = body === undefined ? null : parsed(Buffer.from(body, "base64").toString());
  const inner = isObject(outer) ? outer["argument"] : undefined;
  const asked = typeof inner === "string" ? parsed(inner) : null;
  return isObject(asked) ? asked : undefined;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json; // what a JSON text can hold is what Json says
  } catch {
    return null;
  }
}

/** Copies what a store holds into an object of the backup bucket, as the export workflow does. */
function copy(cloud: Cloud, job: CloudResource, asked: JsonObject): Omit<Run, "at"> {
  const [store = "", database = ""] = [textAt(asked, "store"), textAt(asked, "database")];
  const rows = held(cloud, job.project, asked);
  if (rows === undefined) return { why: `${store} can't be read` };
  const stamp = new Date(EPOCH + cloud.now).toISOString().replaceAll(":", "-");
  const isDump = asked["kind"] === "cloud-sql";
  const name = `${store}/${database}/${stamp}${isDump ? ".sql.gz" : ""}`;
  const bucket = bucketNamed(cloud, textAt(asked, "bucket") ?? "");
  insert(cloud, bucket, { name, content: JSON.stringify(rows), from: job.location });
  return { object: name };
}

/** The rows of what is to be copied; undefined if it can't be read. */
function held(cloud: Cloud, project: string, asked: JsonObject): Json | undefined {
  if (asked["kind"] === "cloud-sql") {
    const instance = instanceNamed(cloud, project, textAt(asked, "instance") ?? "");
    return instance && isReadable(instance, cloud) ? [...rowsOf(instance, cloud)] : undefined;
  }
  const name = textAt(asked, "database");
  const database = [...cloud.all("firestore.Database")].find(
    (one) =>
      one.project === project && lastPart(textAt(one.properties, "name") ?? one.name) === name,
  );
  return database && isAvailable(cloud, database)
    ? rowsAt(cloud, database).map(({ from, to }) => ({ from, to }))
    : undefined;
}

export const job: Kind = { kind: "cloudscheduler.Job", done: plan, events: { job: run } };
