/** Gives back what was put in, smallest first. */
export class Heap<T> {
  #items: T[] = [];
  readonly #isBefore: (a: T, b: T) => boolean;

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    this.#items.push(item);
    let place = this.#items.length - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#items[above];
      if (other === undefined || !this.#isBefore(item, other)) break;
      this.#items[place] = other;
      place = above;
    }
    this.#items[place] = item;
  }

  pop(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last !== undefined && this.#items.length > 0) this.#sink(last);
    return first;
  }

  /** Holds these, and no others. */
  fill(items: Iterable<T>): void {
    this.#items = [];
    for (const item of items) this.push(item);
  }

  /** Puts an item where the first one was, and lets it down to its place. */
  #sink(item: T): void {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const child = this.#smaller(left, left + 1);
      const below = this.#items[child];
      if (below === undefined || !this.#isBefore(below, item)) break;
      this.#items[place] = below;
      place = child;
    }
    this.#items[place] = item;
  }

  #smaller(left: number, right: number): number {
    const [a, b] = [this.#items[left], this.#items[right]];
    return a !== undefined && b !== undefined && this.#isBefore(b, a) ? right : left;
  }
}
