import { DAY, type Seconds } from "../../system/units";

/** Lengths that budgets are quoted for. A month is 30 days here, a year 365. */
export const PERIODS = { week: 7 * DAY, month: 30 * DAY, year: 365 * DAY } as const;

/** How long something may be down in a period, by its availability from 0 to 1. */
export function downtime(availability: number, period: Seconds): Seconds {
  return (1 - availability) * period;
}

/** From the time between failures and the time to recover, which includes noticing. */
export function fromMeanTimes(betweenFailures: Seconds, toRecover: Seconds): number {
  return betweenFailures / (betweenFailures + toRecover);
}

/** The time between failures that an availability allows, if each takes so long. */
export function meanTimeBetweenFailures(availability: number, toRecover: Seconds): Seconds {
  return (availability * toRecover) / (1 - availability);
}

/**
 * The chance that a part which starts up working works after a time; rates in failures and repairs
 * per unit of that time. It is what a simulation has to agree with.
 */
export function transient(failures: number, repairs: number, time: number): number {
  const both = failures + repairs;
  return repairs / both + (failures / both) * Math.exp(-both * time);
}

/** A part that can be done without: what it takes away with it is `loses`, from 0 to 1. */
export function withSoft(availability: number, soft: number, loses: number): number {
  return availability * (1 - (1 - soft) * loses);
}

/** One outage, planned or not: a planned one is an outage for those who can't work meanwhile. */
export interface Outage {
  readonly seconds: Seconds;
  /** Share of users or of worth that it hit, 0 to 1. @default 1 */
  readonly share?: number;
}

/** What was measured over a period. @throws Error if there was more outage than time */
export function measured(period: Seconds, outages: readonly Outage[]): number {
  const down = outages.reduce((sum, { seconds, share = 1 }) => sum + seconds * share, 0);
  if (down > period) throw new Error(`${down} seconds of outages don't fit into ${period} seconds`);
  return (period - down) / period;
}
