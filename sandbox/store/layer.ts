/** What was there before a stretch of changes: enough to undo them, and to know what they touched. */
export class Layer {
  readonly #tables = new Map<string, Map<string, unknown>>();

  /** Called before a row is put. */
  put(table: string, key: string, before: unknown): void {
    const keys = this.#keys(table);
    if (!keys.has(key)) keys.set(key, before);
  }

  /** Called before a row is deleted. What came and went within the stretch leaves no trace. */
  delete(table: string, key: string, before: unknown): void {
    const keys = this.#keys(table);
    if (!keys.has(key)) keys.set(key, before);
    else if (keys.get(key) === undefined) keys.delete(key);
  }

  /** Adds the changes of a stretch that lay within this one, after what this one had. */
  take(inner: Layer): void {
    for (const [table, key, before] of inner.entries()) {
      const keys = this.#keys(table);
      if (!keys.has(key)) keys.set(key, before);
    }
  }

  /** Table, key and what was there before; undefined is nothing. */
  *entries(): IterableIterator<readonly [table: string, key: string, before: unknown]> {
    for (const [table, keys] of this.#tables) {
      for (const [key, before] of keys) yield [table, key, before];
    }
  }

  #keys(table: string): Map<string, unknown> {
    let keys = this.#tables.get(table);
    if (!keys) this.#tables.set(table, (keys = new Map<string, unknown>()));
    return keys;
  }
}
