import type { RequestsPerSecond } from "../../system/units";

/** How callers try again. */
export interface Tries {
  /** Calls in all, the first included; 1: never again. */
  readonly attempts: number;
  /** Retries as a share of all calls, at the most, 0 to 1; left out: no limit. */
  readonly budget?: number;
}

/** Calls that a request makes on average, when a call fails with this chance, 0 to 1. */
export function callsPerRequest({ attempts, budget = 1 }: Tries, failing: number): number {
  let calls = 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) calls += failing ** attempt;
  return budget < 1 ? Math.min(calls, 1 / (1 - budget)) : calls;
}

/** Calls on the last of several layers, if each tries so often and nothing answers. */
export function fanOut(attempts: readonly number[]): number {
  return attempts.reduce((product, one) => product * one, 1);
}

/**
 * What arrives in each second if all that was turned away comes again in the next, for ever: above
 * its capacity a system gets no second to recover in.
 */
export function comingAgain(
  offered: RequestsPerSecond,
  capacity: RequestsPerSecond,
  seconds: number,
): readonly RequestsPerSecond[] {
  const arriving: number[] = [];
  let turnedAway = 0;
  while (arriving.length < seconds) {
    arriving.push(offered + turnedAway);
    turnedAway = Math.max(0, offered + turnedAway - capacity);
  }
  return arriving;
}

/**
 * The chance with which a client should hold a request back by itself, from what it has asked and
 * what was accepted. `factor`: requests for each accepted one that it goes on sending; 2 is usual.
 * Source: sre.google/sre-book/handling-overload, "Client-Side Throttling".
 */
export function heldBack(requests: number, accepted: number, factor = 2): number {
  return Math.max(0, (requests - factor * accepted) / (requests + 1));
}
