import { Layer } from "./layer";
import { Rows } from "./rows";

/** What of a table was changed: put, or taken out. */
export type Change =
  | { readonly table: string; readonly key: string; readonly value: unknown }
  | { readonly table: string; readonly key: string };

/** Told of every change of a table's row, whoever made it; undefined is "not there". */
export type Follower<T> = (before: T | undefined, after: T | undefined) => void;

/**
 * Everything the sandbox remembers, as tables of plain values by key. It notes what has changed,
 * so that a file needs to take only that.
 */
export class Records {
  readonly #rowsOf = new Map<string, Rows>();
  readonly #tables = new Map<string, Table<unknown>>();
  /** What has changed since the changes were last taken, and on top of it since each mark. */
  #layers: [Layer, ...Layer[]] = [new Layer()];

  table<T>(name: string): Table<T> {
    const known = this.#tables.get(name) ?? new Table<unknown>(this.#rows(name), this.#notes(name));
    this.#tables.set(name, known);
    return known as Table<T>; // as in `Table.get`
  }

  /** Keeps something up to date with a table, from what is in it now. */
  follow<T>(name: string, follower: Follower<T>): void {
    const rows = this.#rows(name);
    for (const key of rows.keys()) follower(undefined, rows.get(key) as T); // as in `Table.get`
    rows.follow(follower as Follower<unknown>); // as in `Table.get`
  }

  /** Takes a change from outside, such as another process's; it isn't noted as one of ours. */
  apply(change: Change): void {
    const rows = this.#rows(change.table);
    if ("value" in change) rows.set(change.key, change.value);
    else rows.delete(change.key);
  }

  /** Runs something of which either everything stays or, if it throws, nothing. */
  atomically<T>(run: () => T): T {
    const layer = new Layer();
    this.#layers.push(layer);
    try {
      const result = run();
      this.#layers.pop();
      this.#top.take(layer);
      return result;
    } catch (error) {
      this.#layers.pop();
      this.#undo(layer);
      throw error;
    }
  }

  /** What has changed since the last time this was asked: the last value of each key. */
  takeChanges(): Change[] {
    const [taken] = this.#layers;
    this.#layers = [new Layer()];
    return [...taken.entries()].flatMap(([table, key, before]): Change[] => {
      const value = this.#rows(table).get(key);
      if (value !== undefined) return [{ table, key, value }];
      return before === undefined ? [] : [{ table, key }];
    });
  }

  /** Undoes what has changed since the changes were last taken. */
  rollBack(): void {
    const [taken] = this.#layers;
    this.#layers = [new Layer()];
    this.#undo(taken);
  }

  /** Forgets everything, as before a file is read anew. */
  clear(): void {
    for (const rows of this.#rowsOf.values()) rows.clear();
    this.#layers = [new Layer()];
  }

  /** All there is, as changes to nothing, in the order of tables and keys. */
  all(): Change[] {
    return [...this.#rowsOf.keys()].sort().flatMap((table) => {
      const rows = this.#rows(table);
      return [...rows.keys()].map((key) => ({ table, key, value: rows.get(key) }));
    });
  }

  get #top(): Layer {
    return this.#layers.at(-1) ?? this.#layers[0];
  }

  #notes(name: string): Notes {
    return {
      put: (key, before) => this.#top.put(name, key, before),
      deleted: (key, before) => this.#top.delete(name, key, before),
    };
  }

  #rows(name: string): Rows {
    const rows = this.#rowsOf.get(name) ?? new Rows();
    this.#rowsOf.set(name, rows);
    return rows;
  }

  #undo(layer: Layer): void {
    for (const [table, key, before] of layer.entries()) {
      if (before === undefined) this.#rows(table).delete(key);
      else this.#rows(table).set(key, before);
    }
  }
}

interface Notes {
  readonly put: (key: string, before: unknown) => void;
  readonly deleted: (key: string, before: unknown) => void;
}

/** One table of the records. Its rows come in the order of their keys, whoever wrote them when. */
export class Table<T> {
  readonly #rows: Rows;
  readonly #notes: Notes;

  constructor(rows: Rows, notes: Notes) {
    this.#rows = rows;
    this.#notes = notes;
  }

  get(key: string): T | undefined {
    return this.#rows.get(key) as T | undefined; // each table is written by its own kind only
  }

  put(key: string, value: T): void {
    this.#notes.put(key, this.#rows.get(key));
    this.#rows.set(key, value);
  }

  delete(key: string): void {
    if (!this.#rows.has(key)) return;
    this.#notes.deleted(key, this.#rows.get(key));
    this.#rows.delete(key);
  }

  /** As they were when this was asked, without those that are gone when their turn comes. */
  keys(): IterableIterator<string> {
    return this.#rows.keys();
  }

  *values(): IterableIterator<T> {
    for (const key of this.#rows.keys()) yield this.#rows.get(key) as T; // as in `get`
  }

  get size(): number {
    return this.#rows.size;
  }
}
