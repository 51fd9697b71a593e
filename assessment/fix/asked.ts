import type { Setting } from "../../recovery/plan/setting";
import { availabilityOf } from "../availability/diagram";
import type { AvailabilityFinding } from "../availability/findings";
import { modelOf } from "../availability/of-system";
import type { Beliefs } from "../availability/parts";
import type { Evidence } from "../objectives/evidence";
import type { Finding, Question } from "../objectives/finding";
import { answer } from "../objectives/questions";
import { subjectsOf } from "../objectives/subject";
import type { Verdict } from "../objectives/verdict";

/** A share of time that something has to work. */
interface Share {
  /** The services and stores that have to work for it. */
  readonly parts: readonly string[];
  readonly asked: number;
}

/** What a changed description is held against. */
export interface Asked {
  readonly questions: readonly Question[];
  readonly shares: readonly Share[];
}

/** Availability objectives, and the numbers that their model believes. */
export interface Held {
  readonly beliefs: Omit<Beliefs, "topology" | "durations">;
  readonly findings: readonly AvailabilityFinding[];
}

export function sharesOf(
  { topology }: Setting,
  findings: readonly AvailabilityFinding[],
  which: (verdict: Verdict) => boolean,
): readonly Share[] {
  const subjects = subjectsOf(topology);
  return findings.flatMap(({ of, asked, verdict }) => {
    const parts = subjects.find(({ name }) => name === of)?.parts;
    return parts && which(verdict) ? [{ parts, asked }] : [];
  });
}

/** What a description is asked, and who answers. */
export class Examiner {
  private readonly evidence: Evidence;
  private readonly beliefs: Held["beliefs"] | undefined;

  constructor(evidence: Evidence, beliefs: Held["beliefs"] | undefined) {
    this.evidence = evidence;
    this.beliefs = beliefs;
  }

  /** Whether all that is asked comes to one of these verdicts; the model is made only if it decides. */
  isAccepted(
    setting: Setting,
    { questions, shares }: Asked,
    accepted: readonly Verdict[],
  ): boolean {
    return (
      this.answers(setting, questions).every(({ verdict }) => accepted.includes(verdict)) &&
      shares.every((share) => this.available(setting, share) >= share.asked)
    );
  }

  /** The verdicts on some questions, in their order. */
  answers(setting: Setting, questions: readonly Question[]): readonly Finding[] {
    return answer(setting, this.evidence, questions);
  }

  /** How good all answers are as numbers, of which more is better. */
  measured(setting: Setting, { questions, shares }: Asked): readonly number[] {
    return [
      ...this.answers(setting, questions).flatMap(lengths),
      ...shares.map((share) => this.available(setting, share)),
    ];
  }

  private available(setting: Setting, { parts }: Share): number {
    if (!this.beliefs) return 0;
    return availabilityOf(modelOf({ ...this.beliefs, ...setting }, parts).structure);
  }
}

const KNOWN = ["never", "unknown", "known"] as const;

function lengths({ estimate }: Finding): readonly number[] {
  const known = KNOWN.indexOf(estimate.is);
  if (estimate.is !== "known") return [known, 0, 0, 0, 0];
  const { best, expected, worst, open } = estimate;
  return [known, -best.seconds, -expected.seconds, -worst.seconds, -open.length];
}
