import type { Assessment } from "../../../assessment/assess";
import { assess } from "../../../assessment/assess";
import type { Drill } from "../../../assessment/objectives/evidence";
import type { Finding } from "../../../assessment/objectives/finding";
import { type Mode, setting } from "../../recovery/plan/fixtures";

export const SYSTEMS = ["online-bank", "click-travel", "shop-smart", "api-platform"];

export const TODAY = "2026-11-21";

/** The assessment of a shipped system with both regions standing. */
export function assessed(
  system: string,
  mode: Mode,
  supposed: Readonly<Record<string, unknown>> = {},
  drills: readonly Drill[] = [],
): Assessment {
  return assess(setting(system, mode, supposed), { drills, today: TODAY });
}

export function findingAbout({ findings }: Assessment, about: string): Finding {
  const found = findings.find(({ of, event, metric }) => `${of} ${event} ${metric}` === about);
  if (!found) throw new Error(`nothing about ${about}`);
  return found;
}

/** Best, expected and worst, in seconds. */
export function secondsOf({ estimate }: Finding): readonly number[] {
  if (estimate.is !== "known") throw new Error(estimate.because);
  return [estimate.best, estimate.expected, estimate.worst].map(({ seconds }) => seconds);
}
