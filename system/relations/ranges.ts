import type { Issue } from "../issue";
import type { Path } from "../path";
import { DAY, formatDuration, type Gigabytes, HOUR, type Seconds } from "../units";

/** A duration in the range that a product takes, in whole units if it counts in those. */
export function within(
  path: Path,
  value: Seconds | undefined,
  [least, most]: readonly [Seconds, Seconds],
  unit: Seconds = 1,
): Issue[] {
  if (value === undefined) return [];
  if (value < least || value > most) {
    const range = `${formatDuration(least)} to ${formatDuration(most)}`;
    return [{ path, message: `"${formatDuration(value)}" is out of range; it can be ${range}` }];
  }
  if (value % unit === 0) return [];
  const meant = formatDuration(Math.ceil(value / unit) * unit);
  const units = unit === DAY ? "days" : unit === HOUR ? "hours" : "seconds";
  return [
    {
      path,
      message: `"${formatDuration(value)}" must be whole ${units}; did you mean "${meant}"?`,
    },
  ];
}

/** A size in the range that a product takes. */
export function sizeWithin(
  path: Path,
  value: Gigabytes | undefined,
  [least, most]: readonly [Gigabytes, Gigabytes],
): Issue[] {
  if (value === undefined || (value >= least && value <= most && Number.isInteger(value)))
    return [];
  const why = Number.isInteger(value) ? "is out of range" : "must be whole GB";
  return [{ path, message: `"${value} GB" ${why}; it can be ${least} GB to ${most / 1000} TB` }];
}
