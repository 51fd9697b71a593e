import { allowsDay, parseCron } from "../../system/cron";
import { dayAt, dayNumber, weekdayOf } from "../../system/days";
import type { System } from "../../system/schema/system";
import { DAY, type RequestsPerSecond } from "../../system/units";
import { measured } from "./downtime";
import type { Incident } from "./incident-log";

/** A known peak as it came: days in a row on which its schedule had something. */
export interface PastPeak {
  readonly name: string;
  /** Who it was described for, and the load to be ready for. */
  readonly services: Readonly<Record<string, RequestsPerSecond>>;
  readonly from: string;
  readonly to: string;
  readonly incidents: readonly Incident[];
  /** Share of these days in which all worked, 0 to 1. */
  readonly availability: number;
}

/** The described peaks between two days, each with what the log has of it; the newest first. */
export function pastPeaks(
  { services }: Pick<System, "services">,
  incidents: readonly Incident[],
  from: string,
  to: string,
): readonly PastPeak[] {
  const schedules = Object.entries(services).flatMap(([service, { schedules: all }]) =>
    all.map((schedule) => ({ ...schedule, service })),
  );
  const kinds = new Map<string, typeof schedules>();
  for (const schedule of schedules) {
    const key = `${schedule.name}\n${schedule.cron}`;
    kinds.set(key, [...(kinds.get(key) ?? []), schedule]);
  }
  const peaks = [...kinds.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const peakOf = Object.fromEntries(alike.map(({ service, peak }) => [service, peak]));
    return runsOf(first.cron, from, to).map(([begin, end]): PastPeak => {
      const during = incidents.filter(({ at }) => at >= begin && at <= end);
      return {
        ...{ name: first.name, services: peakOf, from: begin, to: end, incidents: during },
        availability: measuredOver(during, dayNumber(end) - dayNumber(begin) + 1),
      };
    });
  });
  return peaks.sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
}

/** Outages that reach beyond the last day count as if it had gone on. */
function measuredOver(incidents: readonly Incident[], days: number): number {
  const outages = incidents.map(({ lasts, share = 1 }) => ({ seconds: lasts * share }));
  const down = outages.reduce((sum, { seconds }) => sum + seconds, 0);
  return measured(Math.max(days * DAY, down), outages);
}

/** Days in a row on which a cron line has something, by first and last day. */
function runsOf(line: string, from: string, to: string): readonly (readonly [string, string])[] {
  const cron = parseCron(line);
  const runs: [number, number][] = [];
  for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
    const [, month = 1, date = 1] = dayAt(number).split("-").map(Number);
    if (!allowsDay(cron, { date, month, weekday: weekdayOf(number) })) continue;
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => [dayAt(first), dayAt(last)]);
}
