import { ProviderError, type Made } from "../../engine/embedded/provider";
import type { Cloud } from "../cloud";
import { CloudError, NoAnswer } from "../error";

/** Does work on the cloud while nobody else does, and keeps what it did. */
export type Transact = <Result>(work: (cloud: Cloud) => Result) => Result | Promise<Result>;

const SECOND = 1000;
/** Google's provider gives a request up after five minutes (its DefaultRequestTimeout). */
const GIVES_UP_AFTER = 300 * SECOND;
/** It waits longer for other operations on a Cloud SQL instance (its Timeouts.Update). */
const WAITS_FOR_OTHERS = 90 * 60 * SECOND;
const LONGEST_PAUSE = 32 * SECOND;
const RETRIED = new Set([429, 500, 502, 503]);

/**
 * Calls the cloud as Google's provider does: what is said to be passing is tried again for minutes
 * of virtual time, and what is never answered keeps the caller waiting until it is cancelled.
 */
export class Caller {
  readonly #transact: Transact;
  readonly #waiting = new Set<(reason: Error) => void>();
  #isCancelled = false;

  constructor(transact: Transact) {
    this.#transact = transact;
  }

  /**
   * `doing` leads what the error says. It is `uncertain` once an answer was lost: what the next
   * attempt finds then may be what the one before it did.
   * @throws ProviderError
   */
  async call<Result>(doing: string, work: (cloud: Cloud) => Result, made?: Made): Promise<Result> {
    let isLost = false;
    for (let waited = 0, pause = SECOND; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (error instanceof NoAnswer) return await this.#never();
        isLost ||= error instanceof CloudError && error.status >= 500;
        if (waited >= patience(error)) throw inGoogleWords(doing, error, made, isLost);
        await this.#transact((cloud) => cloud.advanceTo(cloud.now + pause));
        waited += pause;
      }
    }
  }

  /** What the cloud was told stays told, also when the provider then refuses by itself. */
  async #once<Result>(work: (cloud: Cloud) => Result): Promise<Result> {
    const answer = await this.#transact((cloud) => {
      try {
        return { result: work(cloud) };
      } catch (refusal) {
        if (refusal instanceof ProviderError) return { refusal };
        throw refusal;
      }
    });
    if ("refusal" in answer) throw answer.refusal;
    return answer.result;
  }

  /** Does without an answer to whatever is waiting for one, and to whatever else has none. */
  cancel(): void {
    this.#isCancelled = true;
    for (const giveUp of this.#waiting) giveUp(cancelled());
    this.#waiting.clear();
  }

  #never(): Promise<never> {
    if (this.#isCancelled) return Promise.reject(cancelled());
    return new Promise((_, reject) => this.#waiting.add(reject));
  }
}

/** Whether a thing isn't there, or no longer. */
export function isMissing(error: unknown): boolean {
  return error instanceof CloudError && error.status === 404;
}

/** How long a call is tried again that failed so, in milliseconds of virtual time. */
function patience(error: unknown): number {
  if (!(error instanceof CloudError)) return 0;
  if (error.reason === "operationInProgress") return WAITS_FOR_OTHERS;
  return RETRIED.has(error.status) ? GIVES_UP_AFTER : 0;
}

/** `Error creating Network: googleapi: Error 409: The resource 'n' already exists, alreadyExists` */
function inGoogleWords(
  doing: string,
  error: unknown,
  made: Made | undefined,
  isLost: boolean,
): Error {
  if (error instanceof ProviderError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof CloudError)) return new ProviderError(`${doing}: ${message}`, made);
  const { status, reason } = error;
  const said = `${doing}: googleapi: Error ${status}: ${message}, ${reason}`;
  return new ProviderError(said, made, isLost);
}

function cancelled(): ProviderError {
  return new ProviderError("the call was cancelled", undefined, true);
}
