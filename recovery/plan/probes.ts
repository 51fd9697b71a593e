import type { Seconds } from "../../system/units";

/** How something is asked whether it works. */
export interface Probing {
  readonly interval: Seconds;
  /** How long an answer may take. */
  readonly timeout: Seconds;
  /** Failures in a row that count. */
  readonly unhealthy: number;
}

/**
 * Until all of the probes that count have failed, the last by its timeout: at best the first was
 * just due when it broke, at worst the one before had just been answered.
 */
export function untilUnhealthy({ interval, timeout, unhealthy }: Probing) {
  const worst = interval * unhealthy + timeout;
  return { best: interval * (unhealthy - 1) + timeout, expected: worst - interval / 2, worst };
}
