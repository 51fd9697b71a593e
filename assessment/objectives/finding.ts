import type { Event, Plan } from "../../recovery/model";
import { hardClosure } from "../../recovery/plan/back";
import { goesOn } from "../../recovery/plan/goes-on";
import type { Setting } from "../../recovery/plan/setting";
import type { Topology } from "../../topology/model";
import { dataLoss } from "./data-loss";
import { type Estimate, type Known, none } from "./estimate";
import { agedDrill, type Evidence, freshDrills } from "./evidence";
import { measuredPlan } from "./measured";
import { type Metric, type Objective, objectiveOf } from "./objective";
import { isProven, proofOf, type Proof, withMeasured } from "./proof";
import { recoveryTime } from "./recovery-time";
import { hitsOf, storesOf, type Subject } from "./subject";
import { compareVerdicts, type Verdict, verdictOf } from "./verdict";

/** What one objective, or a question that has none, comes to. */
export interface Finding {
  readonly of: string;
  readonly kind: Subject["kind"];
  readonly event: Event;
  readonly metric: Metric;
  /** What the event hits: of all that it may hit, what is worst. */
  readonly hit?: string;
  readonly objective?: Objective;
  readonly estimate: Estimate;
  readonly verdict: Verdict;
  readonly proof?: Proof;
  /** What it would be with everything changed that could help; only where even that is too much. */
  readonly bound?: Estimate;
}

/** A plan for an event that hits something, or why there is none. */
export type PlanOf = (event: Event, hit: string) => Plan | { readonly why: string };

export interface Question {
  readonly subject: Subject;
  readonly event: Event;
  readonly metric: Metric;
}

/** The finding for the hit that is worst for the subject. */
export function findingOf(
  setting: Setting,
  planOf: PlanOf,
  evidence: Evidence,
  question: Question,
): Finding {
  const { subject, event, metric } = question;
  const hits = hitsOf(setting.topology, event, subject);
  const objective = objectiveOf(setting.topology.system, subject, event, metric);
  const shared = {
    of: subject.name,
    kind: subject.kind,
    event,
    metric,
    ...(objective ? { objective } : {}),
  };
  const all = hits.map((hit): Finding => {
    const { estimate, proof } = estimateOf(setting, planOf, evidence, question, hit);
    const verdict = verdictOf(estimate, objective?.seconds, {
      proven: isProven(proof, objective?.seconds),
    });
    return { ...shared, hit, estimate, verdict, ...(proof ? { proof } : {}) };
  });
  // What isn't touched can't be drilled either; it is shown only where nothing else is.
  const touched = all.filter(({ estimate }) => estimate.is !== "known" || isTouched(estimate));
  const [first, ...rest] = touched.length > 0 ? touched : all;
  if (first) return rest.reduce((worst, one) => (isWorse(one, worst) ? one : worst), first);
  const estimate: Estimate = {
    is: "unknown",
    because: `${event} is no event that ${subject.name} is planned for`,
  };
  return {
    ...shared,
    estimate,
    verdict: verdictOf(estimate, objective?.seconds, { proven: false }),
  };
}

function estimateOf(
  { topology }: Setting,
  planOf: PlanOf,
  evidence: Evidence,
  { subject, event, metric }: Question,
  hit: string,
): { readonly estimate: Estimate; readonly proof?: Proof } {
  const plan = planOf(event, hit);
  if ("why" in plan)
    return { estimate: withoutPlan(topology, subject, metric, [event, hit], plan.why) };
  const asked = { system: plan.system, standby: topology.system.standby, event };
  const drills = freshDrills(evidence, asked);
  const proof = proofOf(drills, hit, subject.name, metric);
  const old = proof ? undefined : agedDrill(evidence, asked);
  const aged = old && proofOf([old], hit, subject.name, metric);
  const known = measuredPlan(plan, drills);
  const estimate =
    metric === "rto"
      ? recoveryTime(known, topology, subject.parts)
      : worstOf(storesOf(topology, subject).map((store) => dataLoss(known, topology, store)));
  return {
    estimate: withMeasured(estimate, subject.name, proof),
    ...(proof ? { proof } : aged ? { proof: { ...aged, aged: true } } : {}),
  };
}

/** Where no plan can be made, what never stopped goes on all the same. */
function withoutPlan(
  topology: Topology,
  { parts }: Subject,
  metric: Metric,
  [event, hit]: readonly [Event, string],
  why: string,
): Estimate {
  const on = goesOn(topology, event, hit);
  const [first = ""] = parts;
  const goes = metric === "rto" && hardClosure(topology, parts).every((name) => on.has(name));
  return goes ? none(on.get(first) ?? "") : { is: "never", because: why };
}

function worstOf([first, ...rest]: readonly Estimate[]): Estimate {
  if (!first) return none("it keeps no data");
  return rest.reduce((worst, one) => (compareEstimates(one, worst) < 0 ? one : worst), first);
}

function isTouched({ worst }: Known): boolean {
  return worst.terms.length > 0;
}

function isWorse(one: Finding, other: Finding): boolean {
  const verdicts = compareVerdicts(one.verdict, other.verdict);
  return verdicts === 0 ? compareEstimates(one.estimate, other.estimate) < 0 : verdicts < 0;
}

const BY_KNOWLEDGE = ["never", "unknown", "known"] as const;

/** Below 0: the first is worse; what is unknown is worse than anything known. */
function compareEstimates(one: Estimate, other: Estimate): number {
  const known = BY_KNOWLEDGE.indexOf(one.is) - BY_KNOWLEDGE.indexOf(other.is);
  if (known !== 0 || one.is !== "known" || other.is !== "known") return known;
  return (
    other.worst.seconds - one.worst.seconds ||
    other.expected.seconds - one.expected.seconds ||
    other.best.seconds - one.best.seconds
  );
}
