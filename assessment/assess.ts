import { candidatesOf, planFor } from "../recovery/plan/plan-for";
import type { Setting } from "../recovery/plan/setting";
import { withReach } from "./fix/reach";
import type { Evidence } from "./objectives/evidence";
import type { Finding } from "./objectives/finding";
import { type Needs, needsOf } from "./objectives/means";
import { type Lint, lint } from "./lint/lint";
import { answer, questionsOf } from "./objectives/questions";

/** Whether the objectives of a system hold, and how that is known. */
export interface Assessment {
  readonly system: string;
  readonly standby: string;
  readonly primary: string;
  /** Objectives that contradict one another, or that nothing could ever meet. */
  readonly lint: readonly Lint[];
  /** Of every service and store at every event, in the order of the description. */
  readonly findings: readonly Finding[];
  /** What the recovery from the loss of each region needs itself. */
  readonly needs: readonly Needs[];
}

/**
 * Holds the objectives against the plans: what brings something back, and what that loses. Pure: the
 * same topology, durations and drills give the same assessment to the byte.
 */
export function assess(setting: Setting, evidence: Evidence): Assessment {
  const { system, primary } = setting.topology;
  const findings = withReach(setting, evidence, answer(setting, evidence, questionsOf(setting)));
  return {
    system: system.name,
    standby: system.standby,
    primary,
    lint: lint(setting, findings),
    findings,
    needs: needsOf(regionPlans(setting), setting.topology),
  };
}

function regionPlans(setting: Setting) {
  return candidatesOf(setting.topology, "region-loss").flatMap((of) => {
    const { plan } = planFor(setting, { event: "region-loss", of });
    return plan ? [plan] : [];
  });
}
