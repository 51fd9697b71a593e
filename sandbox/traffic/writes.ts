import type { Cloud } from "../cloud";
import type { Kind } from "../kind";
import { isAvailable, writeRow } from "../kinds/located/rows";
import type { CloudEvent, CloudResource, Instant } from "../model";
import type { Client } from "./client";
import { resolve } from "./names";
import { request } from "./request";
import type { Rows } from "./rows";

/** How a client gets at databases: Cloud SQL's part of the sandbox, or a test's own. */
export interface Databases {
  /** The instance that answers at an address, or under the name that leads to it. */
  readonly at: (cloud: Cloud, address: string) => CloudResource | undefined;
  readonly isWritable: (instance: CloudResource, cloud: Cloud) => boolean;
  readonly write: (instance: CloudResource, row: number, cloud: Cloud) => void;
  readonly rowsOf: (instance: CloudResource, cloud: Cloud) => readonly Rows[];
}

/** Somebody who has a service write one row each second. */
export interface Writer {
  readonly id: string;
  /** Where users come from. */
  readonly region: string;
  /** The service that writes: a host that a load balancer answers, and from where it is asked. */
  readonly host: string;
  readonly path: string;
  readonly inside: boolean;
  /** Name that leads to the database that takes writes, or the id of a store that keeps its own copies. */
  readonly database: string;
}

/** A stretch of rows that fared alike: row `from` was tried at `at`, each further one a second later. */
export interface Tried extends Rows {
  readonly at: Instant;
  /** The instance that acknowledged them; none: they failed. */
  readonly instance?: string;
  readonly why?: string;
}

interface Running extends Writer {
  readonly next: number;
}

const SECOND = 1000;

export function startWriting(cloud: Cloud, writer: Writer): void {
  cloud.table<Running>("traffic.writer").put(writer.id, { ...writer, next: 1 });
  cloud.clock.schedule(cloud.now + SECOND, "writer.second", writer.id);
}

/** Makes the writers of a sandbox write into its databases; no resource, only what goes on in time. */
export function writers(databases: Databases): Kind {
  return {
    kind: "sandbox.Writer",
    events: { writer: (event, cloud) => second(event, cloud, databases) },
  };
}

function second(event: CloudEvent, cloud: Cloud, databases: Databases): void {
  const table = cloud.table<Running>("traffic.writer");
  const writer = table.get(event.about);
  if (!writer) return;
  table.put(writer.id, { ...writer, next: writer.next + 1 });
  cloud.clock.schedule(cloud.now + SECOND, "writer.second", writer.id);
  note(cloud, writer, attempt(cloud, writer, databases));
}

type Met = Pick<Tried, "instance" | "why">;

/** One row: the service must answer, and from its region the name must lead to a database that takes it. */
function attempt(cloud: Cloud, writer: Running, databases: Databases): Met {
  const { host, path, region, inside } = writer;
  const reply = request(cloud, { host, path, client: { id: writer.id, region, inside } });
  if ("fails" in reply) return { why: reply.fails };
  const store = cloud.find(writer.database);
  if (store) return writeDirectly(cloud, store, writer.next);
  // Instances of one region share a cache of names, as they do the region's metadata server.
  const client = { id: `${writer.id}@${reply.region}`, region: reply.region, inside: true };
  const instance = databaseFor(cloud, client, writer.database, databases);
  if (!instance) return { why: "no-database" };
  if (!databases.isWritable(instance, cloud)) return { why: "not-writable" };
  databases.write(instance, writer.next, cloud);
  return { instance: instance.name };
}

/** Firestore, Spanner and BigQuery are asked by their own API, whatever the region. */
function writeDirectly(cloud: Cloud, store: CloudResource, row: number): Met {
  if (!isAvailable(cloud, store)) return { why: "not-writable" };
  writeRow(cloud, store, row);
  return { instance: store.name };
}

function databaseFor(
  cloud: Cloud,
  client: Client,
  name: string,
  databases: Databases,
): CloudResource | undefined {
  const address = resolve(cloud, client, name);
  return address === undefined ? undefined : databases.at(cloud, address);
}

function note(cloud: Cloud, { id, next }: Running, met: Met): void {
  const table = cloud.table<readonly Tried[]>("traffic.tried");
  const tried = table.get(id) ?? [];
  const last = tried.at(-1);
  const alike = last?.instance === met.instance && last?.why === met.why;
  if (last && alike) {
    table.put(id, [...tried.slice(0, -1), { ...last, to: next }]);
  } else {
    table.put(id, [...tried, { ...met, from: next, to: next, at: cloud.now }]);
  }
}

/** How a writer has fared so far. */
export function triesOf(cloud: Cloud, id: string): readonly Tried[] {
  return cloud.table<readonly Tried[]>("traffic.tried").get(id) ?? [];
}

/** A time without a single acknowledged row. */
export interface Silence {
  readonly from: Instant;
  /** When the first row was acknowledged again; none: it goes on. */
  readonly to?: Instant;
  readonly why: readonly string[];
}

/** When a writer could not write. */
export function silencesOf(cloud: Cloud, id: string): readonly Silence[] {
  const found: Silence[] = [];
  for (const { at, instance, why } of triesOf(cloud, id)) {
    const open = found.at(-1);
    const isOpen = open !== undefined && open.to === undefined;
    if (instance !== undefined) {
      if (isOpen) found[found.length - 1] = { ...open, to: at };
    } else if (isOpen) {
      found[found.length - 1] = { ...open, why: [...open.why, why ?? ""] };
    } else {
      found.push({ from: at, why: [why ?? ""] });
    }
  }
  return found;
}

/** Rows that were acknowledged and that an instance doesn't hold: what a failover has lost. */
export function lostRows(cloud: Cloud, id: string, held: readonly Rows[]): readonly Rows[] {
  return triesOf(cloud, id)
    .filter(({ instance }) => instance !== undefined)
    .flatMap(({ from, to }) => without({ from, to }, held));
}

function without(rows: Rows, held: readonly Rows[]): readonly Rows[] {
  let left: readonly Rows[] = [rows];
  for (const { from, to } of held) {
    left = left.flatMap((part) =>
      [
        { from: part.from, to: Math.min(part.to, from - 1) },
        { from: Math.max(part.from, to + 1), to: part.to },
      ].filter((rest) => rest.from <= rest.to),
    );
  }
  return left;
}
