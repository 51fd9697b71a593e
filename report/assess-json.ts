import type { Assessment } from "../assessment/assess";
import { culpritOf } from "../assessment/objectives/estimate";
import type { Finding } from "../assessment/objectives/finding";
import type { PricedFixes } from "../assessment/fix/priced";
import type { Capacity, Sections } from "../assessment/sections";
import type { AfterOverload } from "../assessment/simulation/overload";
import {
  answersOf,
  countsOfVerdicts,
  type Outcome,
  outcomeOfVerdicts,
} from "../assessment/summary";
import type { Against } from "./against";
import type { Assessed } from "./assess-sections";

/** Raised whenever a reader of the data might stumble; new keys alone don't raise it. */
export const SCHEMA = "standby.assessment/2";

/** An assessment as other programs read it; all lengths in seconds. */
export interface AssessmentData extends Omit<Assessment, "findings">, Omit<Sections, "capacity"> {
  readonly schema: typeof SCHEMA;
  /** Of all objectives, those of availability included. */
  readonly outcome: Outcome;
  /** The same by verdict. */
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly FindingData[];
  /** What would meet all that can be met, the smallest change first. */
  readonly fixes?: PricedFixes;
  readonly capacity?: CapacityData;
  /** What a change does, where there is something to compare with. */
  readonly against?: Against;
}

/** What each loss leaves, and how each service comes out of an overload. */
export interface CapacityData extends Omit<Capacity, "overload"> {
  readonly overload: Readonly<Record<string, Omit<AfterOverload, "scenario">>>;
}

/** A finding with the term that takes the most. */
export interface FindingData extends Finding {
  readonly culprit?: { readonly resource: string; readonly what: string; readonly share: number };
}

export function assessmentJson({ assessment, fixes, sections, against }: Assessed): AssessmentData {
  const asked = [...answersOf(assessment), ...(sections.availability?.findings ?? [])];
  const verdicts = asked.map(({ verdict }) => verdict);
  return {
    schema: SCHEMA,
    outcome: outcomeOfVerdicts(verdicts),
    counts: Object.fromEntries(countsOfVerdicts(verdicts)),
    ...assessment,
    findings: assessment.findings.map(withCulprit),
    ...(fixes ? { fixes } : {}),
    ...sections,
    ...(sections.capacity ? { capacity: withoutScenarios(sections.capacity) } : {}),
    ...(against ? { against } : {}),
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

/** What was simulated follows from the description, and some of it is endless, which JSON can't say. */
function withoutScenarios({ after, overload }: Capacity): CapacityData {
  const said = Object.entries(overload).map(([name, one]) => {
    const { scenario: _, ...rest } = one;
    return [name, rest] as const;
  });
  return { after, overload: Object.fromEntries(said) };
}
