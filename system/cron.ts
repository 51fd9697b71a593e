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

/** A day as a cron line sees it: months from 1, days of the week from Sunday, which is 0. */
export interface CronDay {
  readonly date: number;
  readonly month: number;
  readonly weekday: number;
}

/** Whether a line has anything on a day. */
export function allowsDay({ date, month, weekday, either }: Cron, day: CronDay): boolean {
  if (!month(day.month)) return false;
  const byDate = date(day.date);
  const byWeekday = weekday(day.weekday);
  return either ? byDate || byWeekday : byDate && byWeekday;
}
