import { isRhythm } from "../system/relations/rhythm";
import { DAY, HOUR, type Seconds } from "../system/units";

/** A rhythm that cron lines and snapshot schedules can both express. */
export type Rhythm =
  | { readonly kind: "hourly"; readonly hours: number }
  | { readonly kind: "daily" }
  | { readonly kind: "weekly" };

/** The rhythm of an interval; none if schedules don't know it. */
export function rhythm(every: Seconds): Rhythm | undefined {
  if (!isRhythm(every)) return undefined;
  if (every === DAY) return { kind: "daily" };
  return every === 7 * DAY ? { kind: "weekly" } : { kind: "hourly", hours: every / HOUR };
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
