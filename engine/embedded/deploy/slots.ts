/** Lets so many pieces of work run at once; the others wait for their turn, in order. */
export class Slots {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  readonly #listeners: (() => void)[] = [];
  #running = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#most) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#leave();
    }
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  #leave(): void {
    this.#running--;
    if (this.#running === 0) for (const listener of this.#listeners.splice(0)) listener();
  }
}
