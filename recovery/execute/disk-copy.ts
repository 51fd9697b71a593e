import { diskKey } from "../../topology/disks";
import type { Action } from "../action";
import type { Context, Said } from "./context";
import { type Document, listAt, numberAt, textAt } from "./rest";
import { begun, seen } from "./seen";

type Calls = Pick<Context, "rest" | "hosts">;
type Copy = Extract<Action, { readonly kind: "disk.restore" | "disk.check" }>;

/** A snapshot that a disk can be made of. */
export interface Snapshot {
  readonly name: string;
  /** When it was begun: it holds what was there then. Unix milliseconds. */
  readonly at: number;
  readonly gigabytes: number;
}

/** The usable snapshots of a regional disk, newest first. */
export async function snapshotsOf(
  { rest, hosts }: Calls,
  region: string,
  disk: string,
): Promise<readonly Snapshot[]> {
  const link = `/regions/${region}/disks/${disk}`;
  const found: Snapshot[] = [];
  for (let page: string | undefined; page !== "";) {
    const answer = await rest.ask("GET", hosts.snapshots(link, page));
    const usable = listAt(answer, "items").filter(
      (one) => textAt(one, "status") === "READY" && textAt(one, "sourceDisk").endsWith(link),
    );
    found.push(...usable.map(snapshotIn));
    page = textAt(answer, "nextPageToken");
  }
  return found.sort((one, other) => other.at - one.at);
}

/** The newest of them that holds nothing of after a moment. */
export function newestBy(snapshots: readonly Snapshot[], to?: string): Snapshot | undefined {
  const moment = to === undefined ? Infinity : Date.parse(to);
  return snapshots.find(({ at }) => at <= moment);
}

/** A regional disk; nothing if there is none of that name. */
export function diskSeen(
  { rest, hosts }: Calls,
  region: string,
  name: string,
): Promise<Document | undefined> {
  return seen(rest, hosts.compute(`regions/${region}/disks/${name}`));
}

/**
 * Makes a disk of a snapshot, and waits until it is there
 * (https://docs.cloud.google.com/compute/docs/reference/rest/v1/regionDisks/insert). The name was
 * free when this was planned, so whatever has it now was begun here: a rerun only waits.
 */
export async function diskFrom(
  action: Copy,
  context: Pick<Context, "rest" | "hosts" | "then">,
): Promise<Said> {
  const { region, disk } = action;
  const made = await diskSeen(context, region, disk);
  if (made === undefined) {
    await begin(action, await chosen(action, context), context);
    return { again: true };
  }
  const state = textAt(made, "status");
  if (state === "FAILED") throw new Error(`${disk} could not be made; look at its operations`);
  return state === "READY" ? { said: `${disk} is there, of ${sourceOf(made)}` } : { again: true };
}

/** What is known of a copy without mounting it: that it is whole, of which moment, and as large as its source was. */
export async function checkDisk(action: Copy, context: Calls): Promise<Said> {
  const { region, disk, from } = action;
  const made = await diskSeen(context, region, disk);
  if (textAt(made, "status") !== "READY") throw new Error(`${disk} is not ready`);
  const name = sourceOf(made);
  const sources = await snapshotsOf(context, from.region, from.disk);
  const source = sources.find((one) => one.name === name);
  if (!source) throw new Error(`${disk} is of "${name}", which is no snapshot of ${from.disk}`);
  if (action.to !== undefined && source.at > Date.parse(action.to)) {
    throw new Error(`${disk} is of ${momentOf(source)}, which is after ${action.to}`);
  }
  const size = Number(textAt(made, "sizeGb")) || numberAt(made, "sizeGb");
  if (size < source.gigabytes) {
    throw new Error(`${disk} has ${size} GB, and its snapshot is of ${source.gigabytes} GB`);
  }
  const lost =
    action.to === undefined
      ? ""
      : `; ${Math.round((Date.parse(action.to) - source.at) / 1000)} seconds of writes before ${action.to} are not in it`;
  return { said: `${disk} holds what ${from.disk} held at ${momentOf(source)}${lost}` };
}

async function chosen({ from, to, snapshot }: Copy, calls: Calls): Promise<string> {
  if (snapshot !== undefined) return snapshot;
  const newest = newestBy(await snapshotsOf(calls, from.region, from.disk), to);
  if (newest) return newest.name;
  const by = to === undefined ? "" : ` of before ${to}`;
  throw new Error(`there is no usable snapshot of ${from.disk}${by}, so nothing can be restored`);
}

/** As its stack declares the disk of that region, under the same key. */
async function begin(
  { store, region, disk }: Copy,
  snapshot: string,
  { rest, hosts, then }: Pick<Context, "rest" | "hosts" | "then">,
): Promise<void> {
  const part = then.regions[region]?.disks[store];
  if (!part) throw new Error(`nothing describes a disk of ${store} in ${region}`);
  const { spec, zones } = part;
  const key = diskKey(then, region, spec);
  const body = {
    name: disk,
    description: `of the snapshot ${snapshot}`,
    sizeGb: String(spec.size),
    type: hosts.compute(`regions/${region}/diskTypes/${spec.type}`),
    replicaZones: zones.map((zone) => hosts.compute(`zones/${zone}`)),
    sourceSnapshot: hosts.compute(`global/snapshots/${snapshot}`),
    labels: { system: then.naming.system, store },
    ...(key === undefined ? {} : { diskEncryptionKey: { kmsKeyName: key } }),
  };
  await begun(rest, hosts.compute(`regions/${region}/disks`), body);
}

function sourceOf(disk: Document | undefined): string {
  const link = textAt(disk, "sourceSnapshot");
  return link.slice(link.lastIndexOf("/") + 1);
}

function snapshotIn(one: Document): Snapshot {
  return {
    name: textAt(one, "name"),
    at: Date.parse(textAt(one, "creationTimestamp")),
    gigabytes: Number(textAt(one, "diskSizeGb")) || numberAt(one, "diskSizeGb"),
  };
}

function momentOf({ at }: Snapshot): string {
  return new Date(at).toISOString();
}
