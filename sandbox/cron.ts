import { EPOCH } from "./clock";
import type { Instant } from "./model";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far ahead a time is looked for: a leap day comes within eight years. */
const HORIZON = 8 * 366 * DAY;

/** What a field of a cron line allows. */
type Field = (value: number) => boolean;

/** When something happens, by a line of cron in a time zone. */
export interface Cron {
  readonly minute: Field;
  readonly hour: Field;
  readonly date: Field;
  readonly month: Field;
  readonly weekday: Field;
  /** Day of the month and day of the week are both given: then either is enough. */
  readonly either: boolean;
  readonly zone: string;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Reads five fields of cron, or six with a year that is not looked at. @throws Error if it has fewer. */
export function parseCron(line: string, zone = "Etc/UTC"): Cron {
  const fields = line.trim().split(/\s+/);
  const [minute, hour, date, month, weekday] = fields;
  if (!minute || !hour || !date || !month || !weekday) {
    throw new Error(`"${line}" is no line of cron: it has ${fields.length} fields and needs 5`);
  }
  const sunday = weekday.replaceAll(/\b7\b/g, "0");
  return {
    minute: fieldOf(minute, 0, 59),
    hour: fieldOf(hour, 0, 23),
    date: fieldOf(date, 1, 31),
    month: fieldOf(month, 1, 12, MONTHS),
    weekday: fieldOf(sunday, 0, 6, WEEKDAYS),
    either: !date.startsWith("*") && !weekday.startsWith("*"),
    zone,
  };
}

function fieldOf(text: string, least: number, most: number, words: readonly string[] = []): Field {
  const number = (word: string) => {
    const place = words.indexOf(word.toLowerCase());
    return place >= 0 ? place + least : Number(word);
  };
  const allowed = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "*", step] = part.split("/");
    const [from = "", to] = range.split("-");
    const start = range === "*" ? least : number(from);
    const end = range === "*" ? most : to !== undefined ? number(to) : step ? most : start;
    for (let value = start; value <= end; value += Number(step ?? 1)) allowed.add(value);
  }
  return (value) => allowed.has(value);
}

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

interface Wall {
  readonly minute: number;
  readonly hour: number;
  readonly date: number;
  readonly month: number;
  readonly weekday: number;
}

function allowsDay({ date, month, weekday, either }: Cron, wall: Wall): boolean {
  if (!month(wall.month)) return false;
  const byDate = date(wall.date);
  const byWeekday = weekday(wall.weekday);
  return either ? byDate || byWeekday : byDate && byWeekday;
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
