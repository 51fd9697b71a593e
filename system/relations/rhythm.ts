import type { Issue } from "../issue";
import type { Path } from "../path";
import { DAY, formatDuration, HOUR, type Seconds } from "../units";

/** The intervals there are, as messages list them. */
export const RHYTHMS = "1, 2, 3, 4, 6, 8 or 12 hours, 1 day or 1 week";

/** Whether cron lines and snapshot schedules can both express an interval. */
export function isRhythm(every: Seconds): boolean {
  return [1, 2, 3, 4, 6, 8, 12, 24, 7 * 24].includes(every / HOUR);
}

/** Copies are made in a rhythm that schedules can express. */
export function rhythmIssue(path: Path, every: number | undefined): Issue[] {
  if (every === undefined || isRhythm(every)) return [];
  return [
    { path, message: `"${formatDuration(every)}" is not a rhythm of schedules; use ${RHYTHMS}` },
  ];
}

/** A copy lasts, in whole days, until the next one is there. */
export function keepIssue(
  path: Path,
  every: number | undefined,
  keep: number | undefined,
): Issue[] {
  if (keep === undefined) return [];
  const given = `"${formatDuration(keep)}"`;
  if (keep % DAY !== 0) return [{ path, message: `${given} must be whole days` }];
  if (every === undefined || keep > every) return [];
  const message = `${given} ends before the next copy is there after ${formatDuration(every)}; keep them longer`;
  return [{ path, message }];
}
