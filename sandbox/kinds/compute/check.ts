import type { CloudResource, Instant } from "../../model";
import { numberAt } from "../lookup";

/** A health check's timing as it is deployed; in milliseconds, thresholds in probes. */
export interface CheckTiming {
  readonly interval: number;
  readonly timeout: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

/** The API's defaults (declarations: 5 s, 5 s, 2, 2). */
export function timingOf({ properties }: CloudResource): CheckTiming {
  const number = (field: string, otherwise: number) => numberAt(properties, field) ?? otherwise;
  return {
    interval: number("checkIntervalSec", 5) * 1000,
    timeout: number("timeoutSec", 5) * 1000,
    healthy: number("healthyThreshold", 2),
    unhealthy: number("unhealthyThreshold", 2),
  };
}

/** What becomes of a probe: an answer comes at once, a silence lasts as long as the check waits. */
export type Answer = "good" | "silence";

/**
 * When a check has made up its mind about a machine that answers so from `since` on. Probes are sent
 * every interval, at a phase of the machine's own (0 to 1): the first one after the change starts
 * the count, the last one that is needed decides, and a silent one only when its time is over.
 */
export function decidedAt(
  timing: CheckTiming,
  phase: number,
  answer: Answer,
  since: Instant,
): Instant {
  const { interval, timeout, healthy, unhealthy } = timing;
  const offset = Math.round(phase * interval) % interval;
  const first = offset + Math.max(0, Math.ceil((since - offset) / interval)) * interval;
  return answer === "good"
    ? first + (healthy - 1) * interval
    : first + (unhealthy - 1) * interval + timeout;
}
