import { HOUR, type Seconds } from "../../system/units";

/** Hours of a year of 365 days. */
const HOURS_A_YEAR = 365 * 24;

/** What an outage is weighed by, in USD. */
export interface Worth {
  /** What an hour without the system costs. */
  readonly perHour: number;
  /** What an hour of lost data costs. @default 0 */
  readonly lostData?: number;
}

/** Something that stops the system from time to time. */
export interface Interruption {
  readonly perYear: number;
  readonly downtime: Seconds;
  readonly lostData?: Seconds;
  /** Share of the worth that it hits, 0 to 1. @default 1 */
  readonly share?: number;
}

/** USD that some downtime costs. */
export function costOfDowntime(downtime: Seconds, { perHour }: Worth): number {
  return (downtime / HOUR) * perHour;
}

/** USD that are lost in a year to all of these, as far as chance decides. */
export function expectedLoss(interruptions: readonly Interruption[], worth: Worth): number {
  return interruptions.reduce((sum, { perYear, downtime, lostData = 0, share = 1 }) => {
    const data = (lostData / HOUR) * (worth.lostData ?? 0);
    return sum + perYear * (costOfDowntime(downtime, worth) * share + data);
  }, 0);
}

/** USD of a revenue that a better availability saves over the same time. */
export function worthOfAvailability(from: number, to: number, revenue: number): number {
  return (to - from) * revenue;
}

/** USD a year that an unavailability costs. */
export function yearlyLoss(availability: number, { perHour }: Worth): number {
  return (1 - availability) * HOURS_A_YEAR * perHour;
}

/** USD that some lost data costs; none where its worth isn't described. */
export function costOfLostData(lost: Seconds, worth: Worth | undefined): number | undefined {
  return worth?.lostData === undefined ? undefined : (lost / HOUR) * worth.lostData;
}

/** What a system costs, and how well it holds. */
export interface Paid {
  readonly usdPerMonth: number;
  /** Share of time, or of worth, 0 to 1. */
  readonly availability: number;
  /** USD a year. @default 0 */
  readonly lostDataPerYear?: number;
}

/**
 * Revenue in USD per hour from which on a dearer system is worth its price, what it saves or costs in
 * lost data included; none if it isn't up for longer, since then no revenue makes up for it.
 */
export function breakEven(dearer: Paid, cheaper: Paid): number | undefined {
  const hours = (dearer.availability - cheaper.availability) * HOURS_A_YEAR;
  const data = (dearer.lostDataPerYear ?? 0) - (cheaper.lostDataPerYear ?? 0);
  const premium = (dearer.usdPerMonth - cheaper.usdPerMonth) * 12 + data;
  if (premium <= 0) return 0;
  return hours > 0 ? premium / hours : undefined;
}
