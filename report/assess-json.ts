import type { Assessment } from "../assessment/assess";
import { culpritOf } from "../assessment/objectives/estimate";
import type { Finding } from "../assessment/objectives/finding";
import type { PricedFixes } from "../assessment/fix/priced";
import { countsOf, type Outcome, outcomeOf } from "../assessment/summary";

/** Raised whenever a reader of the data might stumble; new keys alone don't raise it. */
export const SCHEMA = "standby.assessment/1";

/** An assessment as other programs read it; all lengths in seconds. */
export interface AssessmentData extends Omit<Assessment, "findings"> {
  readonly schema: typeof SCHEMA;
  readonly outcome: Outcome;
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly FindingData[];
  /** What would meet all that can be met, the smallest change first. */
  readonly fixes: PricedFixes;
}

/** A finding with the term that takes the most. */
export interface FindingData extends Finding {
  readonly culprit?: { readonly resource: string; readonly what: string; readonly share: number };
}

export function assessmentJson(assessment: Assessment, fixes: PricedFixes): AssessmentData {
  return {
    schema: SCHEMA,
    outcome: outcomeOf(assessment),
    counts: Object.fromEntries(countsOf(assessment)),
    ...assessment,
    findings: assessment.findings.map(withCulprit),
    fixes,
  };
}

function withCulprit(finding: Finding): FindingData {
  const { estimate } = finding;
  const culprit = estimate.is === "known" ? culpritOf(estimate) : undefined;
  if (!culprit) return finding;
  const { term, share } = culprit;
  const rounded = Math.round(share * 1000) / 1000;
  return { ...finding, culprit: { resource: term.resource, what: term.what, share: rounded } };
}
