import type { Clock } from "../../recovery/execute/clock";
import type { Term } from "../../recovery/model";
import { EPOCH } from "../clock";
import type { Sandbox } from "../sandbox";
import { draw } from "../timing";

/** The sandbox's virtual time, as a clock for whoever recovers in it. */
export class DrillClock implements Clock {
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  now(): number {
    return EPOCH + this.instant;
  }

  /** Milliseconds since the sandbox began. */
  get instant(): number {
    return this.#sandbox.transact((cloud) => cloud.now);
  }

  sleep(milliseconds: number): Promise<void> {
    this.#sandbox.transact((cloud) => cloud.advanceTo(cloud.now + Math.round(milliseconds)));
    return Promise.resolve();
  }

  /** As long as these terms take, drawn by the sandbox's seed. */
  async take(terms: readonly Term[]): Promise<void> {
    for (const { best, expected, worst, of, what } of terms) {
      const luck = this.#sandbox.transact((cloud) => cloud.chance("drill", of, what));
      await this.sleep(1000 * draw({ best, expected, worst }, luck));
    }
  }
}
