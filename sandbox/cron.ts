import { allowsDay, type Cron, type CronDay } from "../system/cron";
import { EPOCH } from "./clock";
import type { Instant } from "./model";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far ahead a time is looked for: a leap day comes within eight years. */
const HORIZON = 8 * 366 * DAY;

/** The first full minute after `time` that the line allows; none if there is none for years. */
export function nextTime(cron: Cron, time: Instant): Instant | undefined {
  let at = Math.floor(time / MINUTE) * MINUTE + MINUTE;
  while (at <= time + HORIZON) {
    const wall = wallTime(at, cron.zone);
    if (!allowsDay(cron, wall)) at += DAY - (wall.hour * HOUR + wall.minute * MINUTE);
    else if (!cron.hour(wall.hour)) at += HOUR - wall.minute * MINUTE;
    else if (!cron.minute(wall.minute)) at += MINUTE;
    else return at;
  }
  return undefined;
}

interface Wall extends CronDay {
  readonly minute: number;
  readonly hour: number;
}

/** What clocks on the wall show; a formatter for each zone, as making one is slow. */
function wallTime(at: Instant, zone: string): Wall {
  const moment = new Date(EPOCH + at + offset(at, zone));
  return {
    minute: moment.getUTCMinutes(),
    hour: moment.getUTCHours(),
    date: moment.getUTCDate(),
    month: moment.getUTCMonth() + 1,
    weekday: moment.getUTCDay(),
  };
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that a zone's clocks are ahead of UTC. */
function offset(at: Instant, zone: string): number {
  if (zone === "" || /^(?:Etc\/)?(?:UTC|GMT)$/.test(zone)) return 0;
  const options = { timeZone: zone, timeZoneName: "longOffset" } as const;
  const format = FORMATS.get(zone) ?? new Intl.DateTimeFormat("en-US", options);
  FORMATS.set(zone, format);
  const name = format.formatToParts(EPOCH + at).find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(name ?? "") ?? [];
  const length = Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE;
  return sign === "-" ? -length : length;
}
