import { type Judging, outcomeOf } from "./outcome";
import type { Scenario } from "./simulate";

/** The least of each that makes a service recover by itself, each alone; left out: it doesn't. */
export interface Fixes {
  /** Retries as a share of all calls: the largest that it bears, in whole percent. */
  readonly budgetPercent?: number;
  /** Refuse at once when so many wait: the longest queue that it bears. */
  readonly shedAt?: number;
  /** More servers: the fewest. */
  readonly servers?: number;
}

/** Ten times the servers is no fix any more. */
const MOST_TIMES = 10;

/**
 * Looks for each fix by halving: what bears a large budget bears a small one, and so on. Every value
 * that is given back has been simulated with all seeds.
 */
export function fixes(scenario: Scenario, judging: Judging = {}): Fixes {
  const works = (change: Partial<Scenario>) =>
    outcomeOf({ ...scenario, ...change }, judging) === "recovers";
  const { servers } = scenario;
  const budgetPercent = largest(0, 99, (percent) => works({ budget: percent / 100 }));
  const shedAt = largest(1, longestQueue(scenario), (waiting) => works({ shedAt: waiting }));
  // Fewer servers are better, so the largest number that can be left out of the most.
  const most = servers * MOST_TIMES;
  const spared = largest(0, most - servers - 1, (fewer) => works({ servers: most - fewer }));
  return {
    ...(budgetPercent === undefined ? {} : { budgetPercent }),
    ...(shedAt === undefined ? {} : { shedAt }),
    ...(spared === undefined ? {} : { servers: most - spared - servers }),
  };
}

/** What is worked off in two timeouts: whoever is last in a longer queue has long gone away. */
function longestQueue({ servers, slots, work, timeout }: Scenario): number {
  return Math.max(1, Math.ceil((2 * timeout * servers * slots) / work));
}

/** The largest number that works, if all below it do; nothing if not even the least does. */
function largest(
  least: number,
  most: number,
  works: (value: number) => boolean,
): number | undefined {
  if (!works(least)) return undefined;
  let [good, bad] = [least, most + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (works(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
