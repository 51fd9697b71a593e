import type { Event } from "../../recovery/model";
import { planFor } from "../../recovery/plan/plan-for";
import type { Setting } from "../../recovery/plan/setting";
import { EVENTS } from "../../system/schema/objective";
import type { Evidence } from "./evidence";
import { type Finding, findingOf, type PlanOf, type Question } from "./finding";
import { METRICS, objectiveOf } from "./objective";
import { hitsOf, type Subject, subjectsOf } from "./subject";

/** Everything that can be asked of a system. */
export function questionsOf(setting: Setting): readonly Question[] {
  return subjectsOf(setting.topology).flatMap((subject) =>
    EVENTS.flatMap((event) => questions(setting, subject, event)),
  );
}

/** The findings to some questions, in their order. */
export function answer(
  setting: Setting,
  evidence: Evidence,
  asked: readonly Question[],
): readonly Finding[] {
  const planOf = planner(setting);
  return asked.map((question) => findingOf(setting, planOf, evidence, question));
}

/** Each plan is made once, however many findings read it. */
function planner(setting: Setting): PlanOf {
  const plans = new Map<string, ReturnType<PlanOf>>();
  return (event, hit) => {
    const key = `${event} ${hit}`;
    const known = plans.get(key);
    if (known) return known;
    const { plan, problems } = planFor(setting, { event, of: hit });
    const made = plan ?? { why: problems.join("; ") };
    plans.set(key, made);
    return made;
  };
}

/** What can be asked, and whatever is described. */
function questions({ topology }: Setting, subject: Subject, event: Event): readonly Question[] {
  return METRICS.flatMap((metric): Question[] => {
    const asked = objectiveOf(topology.system, subject, event, metric) !== undefined;
    const makesSense =
      hitsOf(topology, event, subject).length > 0 &&
      subject.kind !== "system" &&
      canBeAsked(subject, event, metric);
    return asked || makesSense ? [{ subject, event, metric }] : [];
  });
}

/** Data is lost from stores; only what happens to places and to data itself takes any. */
function canBeAsked({ kind }: Subject, event: Event, metric: Question["metric"]): boolean {
  const ofPlaces = event === "zone-loss" || event === "region-loss";
  if (metric === "rpo") return kind === "store" && (ofPlaces || event === "data-deletion");
  return kind === "store" ? ofPlaces || event === "data-deletion" : event !== "data-deletion";
}

/** What a finding answers. */
export function questionTo(
  { topology }: Setting,
  { of, kind, event, metric }: Finding,
): Question | undefined {
  const subject = subjectsOf(topology).find((one) => one.name === of && one.kind === kind);
  return subject && { subject, event, metric };
}
