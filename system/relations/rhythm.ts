import { HOUR, type Seconds } from "../units";

/** The intervals there are, as messages list them. */
export const RHYTHMS = "1, 2, 3, 4, 6, 8 or 12 hours, 1 day or 1 week";

/** Whether cron lines and snapshot schedules can both express an interval. */
export function isRhythm(every: Seconds): boolean {
  return [1, 2, 3, 4, 6, 8, 12, 24, 7 * 24].includes(every / HOUR);
}
