import type { RequestsPerSecond } from "../../system/units";
import { callsPerRequest, type Tries } from "./retries";

/** One service, or something else that services call. */
export interface Called {
  /** What would come if nobody tried again. */
  readonly demand: RequestsPerSecond;
  readonly capacity: RequestsPerSecond | "unknown";
  /** How whoever calls it tries again. */
  readonly tries: Tries;
  /** What it calls, by name. */
  readonly calls: readonly string[];
  /** Those of them that it can't do without. */
  readonly hard: readonly string[];
}

/** What reaches a service, and what comes of it. */
export interface Flowing {
  /** Calls, those of retries included. */
  readonly arriving: RequestsPerSecond;
  /** Chance that a call fails, 0 to 1: for want of capacity, or because of what it can't do without. */
  readonly callFails: number;
  /** Share of its callers' requests that fail after all retries, 0 to 1. */
  readonly failing: number;
}

/** Shares that differ by less are the same. */
const SAME = 1e-6;
/** Far more than any description needs; where services call in a circle, retries have no end. */
const ROUNDS = 200;

/**
 * What retries make of a shortage: a call that fails comes again, which makes more calls fail, here
 * and in everything that is called for it. The smallest solution, from nothing failing upwards.
 * What is called by something that fails is still called as often: the worse case.
 * `broken`: what answers nothing in time, whatever its capacity.
 */
export function flow(
  services: Readonly<Record<string, Called>>,
  broken: ReadonlySet<string> = new Set(),
): Readonly<Record<string, Flowing>> {
  const names = Object.keys(services);
  const callers = callersOf(services);
  let now: Record<string, Flowing> = Object.fromEntries(
    names.map((name) => [name, { arriving: 0, callFails: 0, failing: 0 }]),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    const fails = Object.fromEntries(
      names.map((name) => [name, broken.has(name) ? 1 : (now[name]?.callFails ?? 0)]),
    );
    const grown = growth(services, callers, fails);
    const next = Object.fromEntries(
      Object.entries(services).map(([name, one]) => {
        const arriving = one.demand * (grown.get(name) ?? 1);
        const callFails = broken.has(name) ? 1 : chanceToFail(one, arriving, now);
        const calls = callsPerRequest(one.tries, callFails);
        return [name, { arriving, callFails, failing: Math.max(0, 1 - calls * (1 - callFails)) }];
      }),
    );
    const isSame = names.every((name) => isClose(now[name], next[name]));
    now = next;
    if (isSame) break;
  }
  return now;
}

function isClose(a: Flowing | undefined, b: Flowing | undefined): boolean {
  return (
    Math.abs((a?.callFails ?? 0) - (b?.callFails ?? 0)) < SAME &&
    Math.abs((a?.arriving ?? 0) - (b?.arriving ?? 0)) < SAME * (1 + (b?.arriving ?? 0))
  );
}

function chanceToFail(
  { capacity, hard }: Called,
  arriving: RequestsPerSecond,
  others: Readonly<Record<string, Flowing>>,
): number {
  const served = capacity === "unknown" || arriving <= capacity ? 1 : capacity / arriving;
  return 1 - hard.reduce((share, name) => share * (1 - (others[name]?.failing ?? 0)), served);
}

/**
 * How many times its demand reaches each: its own retries, times those of whoever calls it and is
 * itself called again. Each caller hands the worst of its own on.
 */
function growth(
  services: Readonly<Record<string, Called>>,
  callers: ReadonlyMap<string, readonly string[]>,
  fails: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const grown = new Map<string, number>();
  const visit = (name: string, path: ReadonlySet<string>): number => {
    const known = grown.get(name);
    const service = services[name];
    if (known !== undefined || !service) return known ?? 1;
    const above = (callers.get(name) ?? []).filter((caller) => !path.has(caller));
    const handed = above.map((caller) => visit(caller, new Set([...path, caller])));
    const own = callsPerRequest(service.tries, fails[name] ?? 0);
    grown.set(name, own * Math.max(1, ...handed));
    return own * Math.max(1, ...handed);
  };
  for (const name of Object.keys(services)) visit(name, new Set([name]));
  return grown;
}

function callersOf(services: Readonly<Record<string, Called>>): Map<string, string[]> {
  const callers = new Map<string, string[]>();
  for (const [caller, { calls }] of Object.entries(services)) {
    for (const name of calls) callers.set(name, [...(callers.get(name) ?? []), caller]);
  }
  return callers;
}
