import type { Event } from "../recovery/model";
import { planFor } from "../recovery/plan/plan-for";
import type { Setting } from "../recovery/plan/setting";
import { EVENTS } from "../system/schema/objective";
import { type Lint, lint } from "./objectives/lint";
import type { Evidence } from "./objectives/evidence";
import { type Finding, findingOf, type PlanOf, type Question } from "./objectives/finding";
import { hitsOf, type Subject, subjectsOf } from "./objectives/subject";
import { objectiveOf, METRICS } from "./objectives/objective";

/** Whether the objectives of a system hold, and how that is known. */
export interface Assessment {
  readonly system: string;
  readonly standby: string;
  readonly primary: string;
  /** Objectives that contradict one another, or that nothing could ever meet. */
  readonly lint: readonly Lint[];
  /** Of every service and store at every event, in the order of the description. */
  readonly findings: readonly Finding[];
}

/**
 * Holds the objectives against the plans: what brings something back, and what that loses. Pure: the
 * same topology, durations and drills give the same assessment to the byte.
 */
export function assess(setting: Setting, evidence: Evidence): Assessment {
  const { system, primary } = setting.topology;
  const planOf = planner(setting);
  const findings = subjectsOf(setting.topology)
    .flatMap((subject) => EVENTS.flatMap((event) => questions(setting, subject, event)))
    .map((question) => findingOf(setting, planOf, evidence, question));
  return {
    system: system.name,
    standby: system.standby,
    primary,
    lint: lint(setting, findings),
    findings,
  };
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
  const hits = hitsOf(topology, event, subject);
  return METRICS.flatMap((metric): Question[] => {
    const asked = objectiveOf(topology.system, subject, event, metric) !== undefined;
    const makesSense =
      hits.length > 0 && subject.kind !== "system" && canBeAsked(subject, event, metric);
    return asked || makesSense ? [{ subject, event, metric, hits }] : [];
  });
}

/** Data is lost from stores; only what happens to places and to data itself takes any. */
function canBeAsked({ kind }: Subject, event: Event, metric: Question["metric"]): boolean {
  const ofPlaces = event === "zone-loss" || event === "region-loss";
  if (metric === "rpo") return kind === "store" && (ofPlaces || event === "data-deletion");
  return kind === "store" ? ofPlaces || event === "data-deletion" : event !== "data-deletion";
}
