import type { Action } from "../action";
import type { Context, Said } from "./context";
import { at, type Document, listAt, numberAt, Refused, textAt } from "./rest";
import { begun } from "./seen";

type Calls = Pick<Context, "rest" | "hosts">;
type Copy = Extract<Action, { readonly kind: "bucket.restore" | "bucket.check" }>;

/** Objects that are copied at the same time. */
const AT_ONCE = 16;

/** What a bucket is made from that is as the other: where it lies, under which key, kept how long. */
const ALIKE = ["location", "customPlacementConfig", "storageClass", "encryption"] as const;

/**
 * Makes a bucket of what another held at a moment: of each object the version that was current then
 * (https://docs.cloud.google.com/storage/docs/json_api/v1/objects/rewrite). The name was free when
 * this was planned, so whatever has it now was begun here: a rerun copies what is missing.
 */
export async function bucketAsOf(action: Copy, calls: Calls): Promise<Said> {
  const { bucket, from, to } = action;
  await make(bucket, from, calls);
  const wanted = await objectsAsOf(from, to, calls);
  const there = await objectsIn(bucket, calls);
  const missing = [...wanted.values()].filter((object) => !there.has(textAt(object, "name")));
  for (let first = 0; first < missing.length; first += AT_ONCE) {
    const some = missing.slice(first, first + AT_ONCE);
    await Promise.all(some.map((object) => copy(object, action, calls)));
  }
  return { said: `${bucket} holds ${counted(wanted)}` };
}

/** Compares a copy with what the versions say it has to hold: every object, its length and its sum. */
export async function checkBucket({ bucket, from, to }: Copy, calls: Calls): Promise<Said> {
  const wanted = await objectsAsOf(from, to, calls);
  const there = await objectsIn(bucket, calls);
  const sum = (object: Document | undefined) =>
    `${textAt(object, "size")} ${textAt(object, "crc32c")}`;
  const wrong = [...wanted].flatMap(([name, object]) =>
    sum(there.get(name)) === sum(object) ? [] : [name],
  );
  const more = [...there.keys()].filter((name) => !wanted.has(name));
  const [first] = [...wrong, ...more];
  if (first === undefined) return { said: `${counted(wanted)}, each with the same sum` };
  throw new Error(
    `${bucket} is not ${from} as of ${to}: ${wrong.length} objects are missing or differ, ${more.length} weren't there, such as ${first}`,
  );
}

/** Whether there is a bucket of this name, anybody's: one that is another's is answered with 403. */
export async function isBucket({ rest, hosts }: Calls, name: string): Promise<boolean> {
  try {
    await rest.ask("GET", hosts.bucket(name));
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.isPassing) throw error;
    return error.status !== 404;
  }
}

async function make(bucket: string, from: string, { rest, hosts }: Calls): Promise<void> {
  const source = await rest.ask("GET", hosts.bucket(from));
  if (at(source, "versioning.enabled") !== true) {
    throw new Error(`${from} keeps no versions, so nothing says what it held at a moment`);
  }
  const alike = ALIKE.flatMap((key) => (at(source, key) ? [[key, source[key]] as const] : []));
  const iamConfiguration = {
    uniformBucketLevelAccess: { enabled: true },
    publicAccessPrevention: "enforced",
  };
  const body = { name: bucket, ...Object.fromEntries(alike), iamConfiguration };
  await begun(rest, hosts.buckets(), body);
}

/** By name, what was current at a moment. */
async function objectsAsOf(bucket: string, to: string, calls: Calls) {
  const moment = Date.parse(to);
  const all = await listed(bucket, "versions=true", calls);
  const then = all.filter((object) => {
    const until = textAt(object, "timeDeleted");
    const isMade = Date.parse(textAt(object, "timeCreated")) <= moment;
    return isMade && (until === "" || Date.parse(until) > moment);
  });
  return byName(then);
}

async function objectsIn(bucket: string, calls: Calls) {
  return byName(await listed(bucket, "", calls));
}

function byName(objects: readonly Document[]): ReadonlyMap<string, Document> {
  return new Map(objects.map((object) => [textAt(object, "name"), object]));
}

/** All pages of a list. */
async function listed(bucket: string, query: string, { rest, hosts }: Calls) {
  const objects: Document[] = [];
  for (let page: string | undefined; page !== "";) {
    const more: string = page === undefined ? "" : `&pageToken=${encodeURIComponent(page)}`;
    const answer = await rest.ask("GET", hosts.objects(bucket, `${query}${more}`));
    objects.push(...listAt(answer, "items"));
    page = textAt(answer, "nextPageToken");
  }
  return objects;
}

/** A large object takes several calls, each of which goes on with the token of the one before. */
async function copy(object: Document, { bucket, from }: Copy, { rest, hosts }: Calls) {
  const name = textAt(object, "name");
  const only = `sourceGeneration=${textAt(object, "generation")}&ifGenerationMatch=0`;
  for (let token = ""; ;) {
    const more = token === "" ? "" : `&rewriteToken=${encodeURIComponent(token)}`;
    const url = hosts.rewrite(from, bucket, name, `${only}${more}`);
    const answer = await rest.ask("POST", url).catch((error: unknown): Document => {
      // It is there already, by an attempt whose answer was lost.
      if (error instanceof Refused && error.status === 412) return { done: true };
      throw error;
    });
    token = textAt(answer, "rewriteToken");
    if (at(answer, "done") === true) return;
    if (token === "") throw new Error(`the copy of ${name} neither ended nor goes on`);
  }
}

function counted(objects: ReadonlyMap<string, Document>): string {
  const bytes = [...objects.values()].reduce((sum, one) => sum + sizeOf(one), 0);
  return `${objects.size} objects of ${bytes} bytes`;
}

/** The API writes 64-bit numbers as text. */
function sizeOf(object: Document): number {
  return Number(textAt(object, "size")) || numberAt(object, "size");
}
