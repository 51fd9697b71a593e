/** What of a table was changed: put, or taken out. */
export type Change =
  | { readonly table: string; readonly key: string; readonly value: unknown }
  | { readonly table: string; readonly key: string };

/**
 * Everything the sandbox remembers, as tables of plain values by key. It notes what has changed,
 * so that a file needs to take only that.
 */
export class Records {
  readonly #tables = new Map<string, Map<string, unknown>>();
  #changed = new Map<string, Map<string, unknown>>();

  table<T>(name: string): Table<T> {
    return new Table<T>(this.#rows(name), (key) => this.#note(name, key));
  }

  /** Takes a change from outside, such as another process's; it isn't noted as one of ours. */
  apply(change: Change): void {
    const rows = this.#rows(change.table);
    if ("value" in change) rows.set(change.key, change.value);
    else rows.delete(change.key);
  }

  /** What has changed since the last time this was asked: the last value of each key. */
  takeChanges(): Change[] {
    const taken = this.#changed;
    this.#changed = new Map();
    return [...taken].flatMap(([table, keys]) =>
      [...keys.keys()].map((key): Change => {
        const rows = this.#rows(table);
        return rows.has(key) ? { table, key, value: rows.get(key) } : { table, key };
      }),
    );
  }

  /** Undoes what has changed since the changes were last taken. */
  rollBack(): void {
    for (const [table, keys] of this.#changed) {
      for (const [key, before] of keys) {
        if (before === undefined) this.#rows(table).delete(key);
        else this.#rows(table).set(key, before);
      }
    }
    this.#changed = new Map();
  }

  /** All there is, as changes to nothing. */
  all(): Change[] {
    return [...this.#tables].flatMap(([table, rows]) =>
      [...rows].map(([key, value]) => ({ table, key, value })),
    );
  }

  #rows(name: string): Map<string, unknown> {
    const rows = this.#tables.get(name) ?? new Map<string, unknown>();
    this.#tables.set(name, rows);
    return rows;
  }

  /** Called before a change: remembers what was there first. */
  #note(name: string, key: string): void {
    const keys = this.#changed.get(name) ?? new Map<string, unknown>();
    if (!keys.has(key)) keys.set(key, this.#rows(name).get(key));
    this.#changed.set(name, keys);
  }
}

/** One table of the records. */
export class Table<T> {
  readonly #rows: Map<string, unknown>;
  readonly #note: (key: string) => void;

  constructor(rows: Map<string, unknown>, note: (key: string) => void) {
    this.#rows = rows;
    this.#note = note;
  }

  get(key: string): T | undefined {
    return this.#rows.get(key) as T | undefined; // each table is written by its own kind only
  }

  put(key: string, value: T): void {
    this.#note(key);
    this.#rows.set(key, value);
  }

  delete(key: string): void {
    this.#note(key);
    this.#rows.delete(key);
  }

  keys(): IterableIterator<string> {
    return this.#rows.keys();
  }

  values(): IterableIterator<T> {
    return this.#rows.values() as IterableIterator<T>; // as in `get`
  }

  get size(): number {
    return this.#rows.size;
  }
}
