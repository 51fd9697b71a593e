import type { Seconds } from "../system/units";

/** A health check's timing; all in seconds, thresholds in probes. */
export interface HealthTiming {
  readonly interval: Seconds;
  readonly timeout: Seconds;
  readonly healthy: number;
  readonly unhealthy: number;
}

/** The load balancer stops sending to an instance that was not ready for 15 s: harmless if wrong, so quick. */
export const TRAFFIC_CHECK: HealthTiming = { interval: 5, timeout: 3, healthy: 2, unhealthy: 3 };

/** Autohealing replaces an instance that was not alive for 60 s: costly if wrong, so gentler. */
export const AUTOHEALING_CHECK: HealthTiming = {
  interval: 15,
  timeout: 5,
  healthy: 1,
  unhealthy: 4,
};

/** Longest wait Google Cloud accepts before autohealing looks at a new instance. */
const LONGEST_DELAY: Seconds = 3600;

/** Autohealing waits until a slow boot is surely over: half again the boot time, and one full check. */
export function autohealingDelay(bootTime: Seconds): Seconds {
  const { interval, healthy } = AUTOHEALING_CHECK;
  return Math.min(LONGEST_DELAY, Math.ceil(bootTime * 1.5) + interval * healthy);
}
