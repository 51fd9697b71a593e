import type { Seconds } from "../../system/units";
import { type Estimate, type Known, type TermOf, timed, type Timed } from "./estimate";
import type { Drill } from "./evidence";
import type { Metric } from "./objective";

/** What the newest drill says of one objective. */
export interface Proof {
  readonly on: string;
  readonly revision: string;
  readonly where: Drill["where"];
  /** What came out; a drill may have looked at other things alone. */
  readonly measured?: Seconds;
  /** It is older than allowed, so it proves nothing any more. */
  readonly aged?: true;
}

/** The newest drill of a hit that measured the subject. */
export function proofOf(
  drills: readonly Drill[],
  hit: string,
  subject: string,
  metric: Metric,
): Proof | undefined {
  const found = drills.flatMap(({ of, on, revision, where, measured }): Proof[] => {
    const value = measured.find((one) => one.of === subject)?.[metric];
    return of === hit && value !== undefined ? [{ on, revision, where, measured: value }] : [];
  });
  // What happened in the cloud says more than any rehearsal, however new.
  const real = found.filter(({ where }) => where === "cloud");
  return (real.length > 0 ? real : found).sort((one, other) => (one.on < other.on ? 1 : -1))[0];
}

/** A young drill in the cloud has met the objective. */
export function isProven(proof: Proof | undefined, objective: Seconds | undefined): boolean {
  if (proof?.where !== "cloud" || proof.aged || objective === undefined) return false;
  return proof.measured !== undefined && proof.measured <= objective;
}

/** What a drill took longer than the plan explains is a term of its own: nothing measured is lost. */
export function withMeasured(
  estimate: Estimate,
  subject: string,
  proof: Proof | undefined,
): Estimate {
  const { measured, on, where } = proof ?? {};
  if (estimate.is !== "known" || measured === undefined || on === undefined) return estimate;
  if (where !== "cloud" || proof?.aged) return estimate;
  return {
    ...estimate,
    expected: atLeast(estimate.expected, measured, subject, on),
    worst: atLeast(estimate.worst, measured, subject, on),
  } satisfies Known;
}

function atLeast(length: Timed, measured: Seconds, resource: string, asOf: string): Timed {
  if (measured <= length.seconds) return length;
  const term: TermOf = {
    resource,
    what: "longer in a drill than the plan explains",
    seconds: measured - length.seconds,
    basis: "measured",
    source: "drills",
    asOf,
  };
  return timed([...length.terms, term]);
}
