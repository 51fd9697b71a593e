import { formatDuration } from "../../system/units";
import { beforeActing } from "../objectives/estimate";
import type { Finding } from "../objectives/finding";
import type { Lint } from "./lint";

/** What no recovery can be: done before anybody acts, or without what has not been copied yet. */
export function impossible(finding: Finding): readonly Lint[] {
  return finding.metric === "rto" ? overBeforeActing(finding) : lessThanPhysics(finding);
}

function overBeforeActing({ objective, estimate }: Finding): Lint[] {
  if (!objective || estimate.is !== "known") return [];
  const people = beforeActing(estimate.best);
  const asked = estimate.best.terms.some(({ phase }) => phase === "decide");
  if (!asked || people <= objective.seconds) return [];
  const given = formatDuration(objective.seconds);
  const message =
    `"${given}" is over before anybody acts: to notice, to diagnose and to decide is described to take ` +
    `${formatDuration(people)}; raise it, or shorten escalation`;
  return [{ is: "wrong", path: objective.path, message }];
}

/** Copies that follow later can't be behind by nothing, and copies on a schedule not by less than it. */
function lessThanPhysics({ of, event, objective, estimate }: Finding): Lint[] {
  if (!objective || estimate.is !== "known") return [];
  const { seconds } = objective;
  const given = formatDuration(seconds);
  const interval = estimate.worst.terms.find(
    (term) => term.basis === "declared" && term.seconds > seconds,
  );
  const wrong = (why: string): Lint[] => [
    { is: "wrong", path: objective.path, message: `"${given}" ${why}` },
  ];
  if (interval) {
    return wrong(
      `is less than what lies between two copies of ${of}: ${interval.what}; copy more often, or raise it`,
    );
  }
  if (event !== "region-loss" || seconds > 0 || estimate.worst.seconds === 0) return [];
  const [lag] = estimate.worst.terms;
  return wrong(
    `can't be had of ${of}: ${lag?.what ?? "its copy"} is up to ${formatDuration(estimate.worst.seconds)}; ` +
      "raise it, or keep this data in Spanner or Firestore over several regions, which write to them first",
  );
}
