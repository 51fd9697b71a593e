import type { Cloud } from "../cloud";
import type { Kind } from "../kind";
import type { CloudEvent, CloudResource, Instant } from "../model";
import type { Client } from "./client";
import { resolve } from "./names";
import { request } from "./request";
import type { Rows } from "./rows";
import { holdingOf } from "./stores";

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
  /**
   * Name that leads to the database that takes writes, or the id of a store that has none; of disks,
   * by region, the id of the one that instances there take.
   */
  readonly database: string | Readonly<Record<string, string>>;
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
  const { host, path, region, inside, database } = writer;
  const reply = request(cloud, { host, path, client: { id: writer.id, region, inside } });
  if ("fails" in reply) return { why: reply.fails };
  const id = typeof database === "string" ? database : (database[reply.region] ?? "");
  const store = cloud.find(id);
  if (store) return writeDirectly(cloud, store, writer.next, reply.region);
  if (id !== database) return { why: NOT_WRITABLE };
  // Instances of one region share a cache of names, as they do the region's metadata server.
  const client = { id: `${writer.id}@${reply.region}`, region: reply.region, inside: true };
  const instance = databaseFor(cloud, client, id, databases);
  if (!instance) return { why: "no-database" };
  if (!databases.isWritable(instance, cloud)) return { why: NOT_WRITABLE };
  databases.write(instance, writer.next, cloud);
  return { instance: instance.name };
}

/** What a store without a name is asked by: its own API, or the instance that has it. */
function writeDirectly(cloud: Cloud, store: CloudResource, row: number, from: string): Met {
  const { takes, write } = holdingOf(store);
  if (!takes(store, cloud)) return { why: NOT_WRITABLE };
  write(store, row, cloud, from);
  return { instance: store.name };
}

/** The service answers, and has nothing that it could write to. */
const NOT_WRITABLE = "not-writable";

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

/** When a service that answered last had nothing to write to; nothing if it always had. */
export function lastInVain(cloud: Cloud, id: string): Instant | undefined {
  const vain = triesOf(cloud, id).filter(({ why }) => why === NOT_WRITABLE);
  const last = vain.at(-1);
  return last && last.at + (last.to - last.from) * SECOND;
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
