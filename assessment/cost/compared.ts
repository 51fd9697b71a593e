import { ceilingsOf } from "../availability/ceilings";
import type { Beliefs } from "../availability/parts";
import { type Bill, totalOf } from "./bill";
import { type LostData, lostDataOf } from "./lost-data";
import { breakEven, costOfLostData, type Worth, yearlyLoss } from "./worth";

/** The same system in one zone, in several, or in several regions. */
export interface Shape {
  readonly name: string;
  readonly usdPerMonth: number;
  /** Of what users come for, as modelled: 0 to 1. */
  readonly availability: number;
  /** Share of their worth that they get, parts that they only miss softly included: 0 to 1. */
  readonly delivered: number;
  readonly lostData: LostData;
  /** USD a year that what isn't delivered costs; none where no revenue is described. */
  readonly lossPerYear?: number;
  /** USD a year that lost data costs; none where its worth isn't described. */
  readonly dataLossPerYear?: number;
  /**
   * Revenue in USD per hour from which on it pays, against the shape before it, lost data weighed as
   * described; none for the first, or if it delivers no more.
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
    const lostData = lostDataOf(beliefs);
    return { name, usdPerMonth: totalOf(bill), availability, delivered, lostData };
  });
  return figures.map((figure, index) => {
    const before = figures[index - 1];
    const from = before ? breakEven(paid(figure, worth), paid(before, worth)) : undefined;
    const data = costOfLostData(figure.lostData.seconds, worth);
    return {
      ...figure,
      ...(worth ? { lossPerYear: yearlyLoss(figure.delivered, worth) } : {}),
      ...(data === undefined ? {} : { dataLossPerYear: data }),
      ...(from === undefined ? {} : { paysFrom: from }),
    };
  });
}

type Figure = Pick<Shape, "usdPerMonth" | "delivered" | "lostData">;

/** What is lost is what isn't delivered, and data. */
function paid({ usdPerMonth, delivered, lostData }: Figure, worth: Worth | undefined) {
  const data = costOfLostData(lostData.seconds, worth) ?? 0;
  return { usdPerMonth, availability: delivered, lostDataPerYear: data };
}
