/** First in, first out: two whole numbers and a time each, in arrays that grow. */
export class Line {
  #times = new Float64Array(1024);
  #which = new Int32Array(1024);
  #rounds = new Int32Array(1024);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Of the first. */
  get time(): number {
    return this.#size === 0 ? Infinity : (this.#times[this.#head] ?? 0);
  }

  get which(): number {
    return this.#which[this.#head] ?? 0;
  }

  get round(): number {
    return this.#rounds[this.#head] ?? 0;
  }

  add(time: number, which: number, round: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const place = (this.#head + this.#size) & (this.#times.length - 1);
    this.#times[place] = time;
    this.#which[place] = which;
    this.#rounds[place] = round;
    this.#size += 1;
  }

  /** Takes the first out. */
  drop(): void {
    this.#head = (this.#head + 1) & (this.#times.length - 1);
    this.#size -= 1;
  }

  /** Twice the room, the first at the front again. */
  #grow(): void {
    const room = this.#times.length;
    const [times, which, rounds] = [this.#times, this.#which, this.#rounds];
    this.#times = new Float64Array(2 * room);
    this.#which = new Int32Array(2 * room);
    this.#rounds = new Int32Array(2 * room);
    for (let index = 0; index < this.#size; index += 1) {
      const from = (this.#head + index) & (room - 1);
      this.#times[index] = times[from] ?? 0;
      this.#which[index] = which[from] ?? 0;
      this.#rounds[index] = rounds[from] ?? 0;
    }
    this.#head = 0;
  }
}
