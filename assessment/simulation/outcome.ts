import { type Run, type Scenario, simulate } from "./simulate";

/** What becomes of a service when what disturbed it is over. */
export type Outcome =
  /** It answers again what it is asked. */
  | "recovers"
  /** It stays down by itself, though nothing is wrong any more: its own retries keep it there. */
  | "metastable"
  /** The seeds disagree, or it answers a part. */
  | "inconclusive";

/** How a simulation is judged. */
export interface Judging {
  /** @default 20 of them, from 1 */
  readonly seeds?: readonly number[];
  /** The last seconds of a run are looked at. @default 10 */
  readonly seconds?: number;
}

export const SEEDS: readonly number[] = Array.from({ length: 20 }, (_, index) => index + 1);
const LAST = 10;
/** Shares of what is asked that count as well again, and as down. */
const WELL = 0.9;
const DOWN = 0.5;

/** What all seeds agree on. */
export function outcomeOf(
  scenario: Scenario,
  { seeds = SEEDS, seconds = LAST }: Judging = {},
): Outcome {
  let agreed: Outcome | undefined;
  for (const seed of seeds) {
    const one = judged(answeredShare(simulate(scenario, seed), seconds));
    if (one === "inconclusive" || (agreed !== undefined && agreed !== one)) return "inconclusive";
    agreed = one;
  }
  return agreed ?? "inconclusive";
}

/** Share of the requests of the last seconds that were answered; more than 1 while a queue is worked off. */
function answeredShare({ answered, offered }: Run, seconds = LAST): number {
  const sum = (counts: Float64Array) =>
    counts.slice(-seconds).reduce((all, second) => all + second, 0);
  return sum(offered) === 0 ? 1 : sum(answered) / sum(offered);
}

function judged(share: number): Outcome {
  if (share >= WELL) return "recovers";
  return share <= DOWN ? "metastable" : "inconclusive";
}
