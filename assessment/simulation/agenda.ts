/**
 * What ends when, earliest first: a heap of numbers. A million of these a second are put in and
 * taken out, so they are kept in two arrays of numbers and never in objects.
 */
export class Agenda {
  readonly #times: Float64Array;
  readonly #what: Int32Array;
  #size = 0;

  /** `most`: how many there can be at once. */
  constructor(most: number) {
    this.#times = new Float64Array(most);
    this.#what = new Int32Array(most);
  }

  /** When the first ends; never, if there is none. */
  get next(): number {
    return this.#size === 0 ? Infinity : at(this.#times, 0);
  }

  add(time: number, what: number): void {
    let place = this.#size;
    this.#size += 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (at(this.#times, above) <= time) break;
      this.#move(above, place);
      place = above;
    }
    this.#put(place, time, what);
  }

  /** Takes the first out. */
  take(): number {
    const first = at(this.#what, 0);
    this.#size -= 1;
    if (this.#size > 0) this.#sink(at(this.#times, this.#size), at(this.#what, this.#size));
    return first;
  }

  #sink(time: number, what: number): void {
    let place = 0;
    for (let child = 1; child < this.#size; child = 2 * place + 1) {
      const right = child + 1;
      if (right < this.#size && at(this.#times, right) < at(this.#times, child)) child = right;
      if (at(this.#times, child) >= time) break;
      this.#move(child, place);
      place = child;
    }
    this.#put(place, time, what);
  }

  #move(from: number, to: number): void {
    this.#put(to, at(this.#times, from), at(this.#what, from));
  }

  #put(place: number, time: number, what: number): void {
    this.#times[place] = time;
    this.#what[place] = what;
  }
}

/** What stands at a place that is known to exist. */
function at(array: Float64Array | Int32Array, place: number): number {
  return array[place] ?? 0;
}
