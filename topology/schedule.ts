import type { Seconds } from "../system/units";

const HOUR: Seconds = 3600;
const DAY: Seconds = 24 * HOUR;

/** A rhythm that cron lines and snapshot schedules can both express. */
export type Rhythm =
  | { readonly kind: "hourly"; readonly hours: number }
  | { readonly kind: "daily" }
  | { readonly kind: "weekly" };

/** The rhythm of an interval; none unless it divides the day, or is a day or a week. */
export function rhythm(every: Seconds): Rhythm | undefined {
  if (every === DAY) return { kind: "daily" };
  if (every === 7 * DAY) return { kind: "weekly" };
  const hours = every / HOUR;
  return [1, 2, 3, 4, 6, 8, 12].includes(hours) ? { kind: "hourly", hours } : undefined;
}

/** As cron writes it, at a minute that is not the full hour, when everybody else runs. */
export function cron(when: Rhythm): string {
  switch (when.kind) {
    case "hourly":
      return `17 */${when.hours} * * *`;
    case "daily":
      return "17 2 * * *";
    case "weekly":
      return "17 2 * * SUN";
  }
}
