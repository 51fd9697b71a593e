/**
 * Numbers that look random and follow from a seed: the same seed, the same numbers, on any machine.
 * Generator: C. Doty-Humphrey's "sfc32", from PractRand.
 */
export class Random {
  #a: number;
  #b: number;
  #c = 0;
  #counter = 1;

  /** `seed`: any whole number. */
  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = 0x9e3779b9 | 0;
    // Seeds that are close to each other give numbers that aren't, once they are mixed.
    for (let round = 0; round < 15; round += 1) this.#next();
  }

  /** Above 0 and below 1, each as likely. */
  uniform(): number {
    return (this.#next() + 0.5) / 4294967296;
  }

  /** Times between things that happen at random, by their mean. */
  exponential(mean: number): number {
    return -Math.log(this.uniform()) * mean;
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
