import { DAY, MINUTE, type Seconds } from "../../system/units";

/** Something that takes from the error budget from time to time. */
export interface Taking {
  readonly perYear: number;
  /** Until somebody, or something, notices. */
  readonly detect: Seconds;
  /** From then until it is over. */
  readonly mend: Seconds;
  /** Share of users that it hits, 0 to 1. */
  readonly share: number;
}

/**
 * Minutes a year in which all users would be without the system, were they put together: the
 * arithmetic of the CRE's risk analysis.
 */
export function badMinutes({ perYear, detect, mend, share }: Taking): number {
  return (perYear * (detect + mend) * share) / MINUTE;
}

/** Minutes a year that an availability lets go wrong. */
export function budgetMinutes(availability: number): number {
  return ((1 - availability) * 365 * DAY) / MINUTE;
}

/** Share of an error budget that one outage takes: a window's budget, and how many users see errors. */
export function budgetShare(
  outage: { readonly lasts: Seconds; readonly share: number },
  budget: { readonly availability: number; readonly window: Seconds },
): number {
  return (outage.lasts * outage.share) / ((1 - budget.availability) * budget.window);
}

/** Errors that all users together see, if so many get a version that fails so often. */
export function errorsSeen(exposed: number, failing: number): number {
  return exposed * failing;
}
