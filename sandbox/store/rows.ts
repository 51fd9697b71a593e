type Follower = (before: unknown, after: unknown) => void;

/** The rows of one table, by key. */
export class Rows {
  readonly #rows = new Map<string, unknown>();
  readonly #followers: Follower[] = [];
  /** Sorted when somebody asks for all of them, and until a key comes or goes. */
  #sorted: readonly string[] | undefined;

  get(key: string): unknown {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  get size(): number {
    return this.#rows.size;
  }

  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  set(key: string, value: unknown): void {
    const before = this.#rows.get(key);
    if (before === undefined) this.#sorted = undefined;
    this.#rows.set(key, value);
    for (const follower of this.#followers) follower(before, value);
  }

  delete(key: string): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.#sorted = undefined;
    this.#rows.delete(key);
    for (const follower of this.#followers) follower(before, undefined);
  }

  clear(): void {
    for (const key of [...this.#rows.keys()]) this.delete(key);
  }

  /** In their own order, not that of writing: a file read anew gives the same. */
  *keys(): IterableIterator<string> {
    this.#sorted ??= [...this.#rows.keys()].sort();
    for (const key of this.#sorted) if (this.#rows.has(key)) yield key;
  }
}
