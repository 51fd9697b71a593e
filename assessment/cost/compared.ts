import { ceilingsOf } from "../availability/ceilings";
import type { Beliefs } from "../availability/parts";
import { type Bill, totalOf } from "./bill";
import { breakEven, type Worth, yearlyLoss } from "./worth";

/** The same system in one zone, in several, or in several regions. */
export interface Shape {
  readonly name: string;
  readonly usdPerMonth: number;
  /** Of what users come for, as modelled: 0 to 1. */
  readonly availability: number;
  /** Share of their worth that they get, parts that they only miss softly included: 0 to 1. */
  readonly delivered: number;
  /** USD a year that what isn't delivered costs; none where no revenue is described. */
  readonly lossPerYear?: number;
  /**
   * Revenue in USD per hour from which on it pays, against the shape before it; none for the first,
   * or if it delivers no more.
   */
  readonly paysFrom?: number;
}

/** What a shape is compared by. */
export interface Candidate {
  readonly name: string;
  readonly beliefs: Beliefs;
  readonly bill: Bill;
}

/** Puts shapes side by side: what each costs, how available it is, and from when on it pays. */
export function compared(
  candidates: readonly Candidate[],
  names: readonly string[],
  worth: Worth | undefined,
): readonly Shape[] {
  const figures = candidates.map(({ name, beliefs, bill }) => {
    const { modelled: availability, worth: delivered } = ceilingsOf(beliefs, names);
    return { name, usdPerMonth: totalOf(bill), availability, delivered };
  });
  return figures.map((figure, index) => {
    const before = figures[index - 1];
    const from = before ? breakEven(paid(figure), paid(before)) : undefined;
    return {
      ...figure,
      ...(worth ? { lossPerYear: yearlyLoss(figure.delivered, worth) } : {}),
      ...(from === undefined ? {} : { paysFrom: from }),
    };
  });
}

/** What is lost is what isn't delivered. */
function paid({ usdPerMonth, delivered }: Pick<Shape, "usdPerMonth" | "delivered">) {
  return { usdPerMonth, availability: delivered };
}
