import { isDeepStrictEqual } from "node:util";
import { idOf, type Address } from "./address";
import { notFound } from "./error";
import type { JsonObject } from "./json";
import type { Asked } from "./kind";
import type { CloudResource, Instant } from "./model";
import type { Records, Table } from "./store/records";

/** What exists, by id and by kind. */
export class Resources {
  readonly #table: Table<CloudResource>;
  readonly #byKind = new Map<string, Set<string>>();
  /** In their order, of kinds that were asked for since one came or went. */
  readonly #sorted = new Map<string, readonly string[]>();

  constructor(records: Records) {
    this.#table = records.table("resource");
    records.follow<CloudResource>("resource", (before, after) => {
      if (before && !after) this.#byKind.get(before.kind)?.delete(before.id);
      if (after && !before) this.#idsOf(after.kind).add(after.id);
      if (!before || !after) this.#sorted.delete((before ?? after)?.kind ?? "");
    });
  }

  get(id: string): CloudResource | undefined {
    return this.#table.get(id);
  }

  /** @throws CloudError 404 if it isn't there. */
  required(id: string): CloudResource {
    const resource = this.#table.get(id);
    if (!resource) throw notFound(id);
    return resource;
  }

  put(resource: CloudResource): void {
    this.#table.put(resource.id, resource);
  }

  delete(id: string): void {
    this.#table.delete(id);
  }

  /** All of a kind, or all there is, in the order of their ids. */
  *all(kind?: string): IterableIterator<CloudResource> {
    if (kind === undefined) return yield* this.#table.values();
    const sorted = this.#sorted.get(kind) ?? [...this.#idsOf(kind)].sort();
    this.#sorted.set(kind, sorted);
    for (const id of sorted) {
      const resource = this.#table.get(id);
      if (resource) yield resource;
    }
  }

  #idsOf(kind: string): Set<string> {
    let ids = this.#byKind.get(kind);
    if (!ids) this.#byKind.set(kind, (ids = new Set()));
    return ids;
  }
}

/** A resource as it is after a creation or change that asks for these properties, before it has begun. */
export function changed(asked: Asked & Address, properties: JsonObject, now: Instant) {
  const { kind, project, location, name, before } = asked;
  const isSame = before && isDeepStrictEqual(before.properties, properties);
  const resource: CloudResource = {
    id: idOf(asked),
    kind,
    project,
    location,
    name,
    properties,
    runtime: before?.runtime ?? {},
    createdAt: before?.createdAt ?? now,
    readyAt: before?.readyAt ?? now,
    revision: (before?.revision ?? 0) + (isSame ? 0 : 1),
  };
  return resource;
}
