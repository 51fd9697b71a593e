import type { Basis } from "../../recovery/durations";
import type { Phase } from "../../recovery/model";
import type { Bound } from "../../recovery/plan/critical-path";
import type { Seconds } from "../../system/units";

export const BOUNDS = ["best", "expected", "worst"] as const satisfies readonly Bound[];

/** One part of an estimate, with who says so. */
export interface TermOf {
  /** Of a recovery time; what data is lost by has none. */
  readonly phase?: Phase;
  /** What takes it: a resource, a service, a store, a team. */
  readonly resource: string;
  readonly what: string;
  readonly seconds: Seconds;
  readonly basis: Basis;
  readonly source: string;
  /** Day on which the source was last looked at; a declared value has none. */
  readonly asOf?: string;
}

/** How long at one bound: always the sum of its terms. */
export interface Timed {
  readonly seconds: Seconds;
  readonly terms: readonly TermOf[];
}

/**
 * How long a recovery takes, or how much of the newest data it loses. Each bound has terms of its
 * own: what is slow at worst needn't be what is slow as a rule.
 */
export type Estimate =
  | {
      readonly is: "known";
      readonly best: Timed;
      readonly expected: Timed;
      readonly worst: Timed;
      /** Why nothing is to be done, where nothing stops. */
      readonly because?: string;
      /** What it depends on and nobody has described: then it is no bound upwards. */
      readonly open: readonly string[];
    }
  /** Nothing says how long. */
  | { readonly is: "unknown"; readonly because: string }
  /** Nothing that is described brings it back. */
  | { readonly is: "never"; readonly because: string };

export type Known = Extract<Estimate, { is: "known" }>;

export function timed(terms: readonly TermOf[]): Timed {
  return { seconds: terms.reduce((sum, { seconds }) => sum + seconds, 0), terms };
}

/** Nothing stops and nothing is lost. */
export function none(because: string): Known {
  const nothing = timed([]);
  return { is: "known", best: nothing, expected: nothing, worst: nothing, because, open: [] };
}

/** The term with the most time at worst; nothing where nothing takes time. */
export function culpritOf({ worst }: Known): { term: TermOf; share: number } | undefined {
  const [first, ...rest] = worst.terms;
  if (!first || worst.seconds === 0) return undefined;
  const term = rest.reduce((most, one) => (one.seconds > most.seconds ? one : most), first);
  return { term, share: term.seconds / worst.seconds };
}

/** The two people's parts: until somebody knows, and until somebody has decided. */
export function beforeActing({ terms }: Timed): Seconds {
  const people = terms.filter(({ phase }) => phase === "detect" || phase === "decide");
  return timed(people).seconds;
}
