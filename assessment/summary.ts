import type { Assessment } from "./assess";
import type { Finding } from "./objectives/finding";
import { isBreached, VERDICTS, type Verdict } from "./objectives/verdict";

/** The findings that somebody asked for, the worst first; among equals as described. */
export function answersOf({ findings }: Pick<Assessment, "findings">): readonly Finding[] {
  const asked = findings.filter(({ objective }) => objective !== undefined);
  return VERDICTS.flatMap((verdict) => asked.filter((finding) => finding.verdict === verdict));
}

/** How many objectives of events came to each verdict; verdicts that none came to are left out. */
export function countsOf(assessment: Pick<Assessment, "findings">): ReadonlyMap<Verdict, number> {
  return countsOfVerdicts(answersOf(assessment).map(({ verdict }) => verdict));
}

/** How many there are of each verdict, the worst first. */
export function countsOfVerdicts(verdicts: readonly Verdict[]): ReadonlyMap<Verdict, number> {
  return new Map(
    VERDICTS.flatMap((verdict) => {
      const count = verdicts.filter((one) => one === verdict).length;
      return count === 0 ? [] : [[verdict, count] as const];
    }),
  );
}

/** What a whole assessment comes to. */
export type Outcome = "met" | "breached" | "inconclusive";

/** Breached if one objective is; met if all are, proven or not; what may hold or not is inconclusive. */
export function outcomeOf(assessment: Pick<Assessment, "findings">): Outcome {
  return outcomeOfVerdicts([...countsOf(assessment).keys()]);
}

/** What some verdicts come to together; none at all is met. */
export function outcomeOfVerdicts(verdicts: readonly Verdict[]): Outcome {
  if (verdicts.some(isBreached)) return "breached";
  return verdicts.every((verdict) => verdict === "met" || verdict === "met-unproven")
    ? "met"
    : "inconclusive";
}
