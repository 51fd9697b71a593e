import type { Setting } from "../../recovery/plan/setting";
import { formatDuration } from "../../system/units";
import { beforeActing } from "./estimate";
import type { Finding } from "./finding";

/** An objective that is wrong in itself: no better plan would meet it. */
export interface Lint {
  /** As a person types it: `objectives[3].rto`. */
  readonly path: string;
  /** Value, what speaks against it, and the fix, as messages read. */
  readonly message: string;
}

/** Objectives that contradict one another or what is physically possible. */
export function lint(_setting: Setting, findings: readonly Finding[]): readonly Lint[] {
  return findings.flatMap((finding) => tooFastForPeople(finding));
}

function tooFastForPeople({ metric, objective, estimate }: Finding): Lint[] {
  if (metric !== "rto" || !objective || estimate.is !== "known") return [];
  const people = beforeActing(estimate.best);
  const decided = estimate.best.terms.some(({ phase }) => phase === "decide");
  if (!decided || people <= objective.seconds) return [];
  return [
    {
      path: objective.path,
      message: `"${formatDuration(objective.seconds)}" is over before anybody acts: noticing and deciding take ${formatDuration(people)} at best`,
    },
  ];
}
