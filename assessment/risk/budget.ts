import { budgetMinutes } from "./bad-minutes";
import type { Risk } from "./risks";

/** A risk that takes more than this of the budget alone is too large for it. */
const TOO_MUCH = 0.25;

/** What the risks of a year take from the minutes that an objective lets go wrong. */
export interface Budget {
  readonly objective: number;
  /** Minutes a year that may go wrong. */
  readonly minutes: number;
  /** Minutes a year that the known risks take, expected. */
  readonly taken: number;
  readonly shares: readonly {
    readonly risk: Risk;
    readonly share: number;
    readonly tooMuch: boolean;
  }[];
  /** Risks of which nobody knows how much they take: the budget isn't known to hold. */
  readonly unknown: readonly Risk[];
}

/** Holds bad minutes a year against the error budget of an availability objective. */
export function budgetOf(objective: number, risks: readonly Risk[]): Budget {
  const minutes = budgetMinutes(objective);
  const known = risks.filter(({ badMinutes }) => badMinutes !== undefined);
  const of = (risk: Risk) => (risk.badMinutes ?? 0) / minutes;
  return {
    objective,
    minutes,
    taken: known.reduce((sum, { badMinutes }) => sum + (badMinutes ?? 0), 0),
    shares: known.map((risk) => ({ risk, share: of(risk), tooMuch: of(risk) > TOO_MUCH })),
    unknown: risks.filter(({ badMinutes }) => badMinutes === undefined),
  };
}
