import type { Assessment } from "../../assessment/assess";
import type { Incident } from "../../assessment/availability/incident-log";
import type { Beliefs } from "../../assessment/availability/parts";
import type { Costs } from "../../assessment/cost/costs";
import type { PricedFixes } from "../../assessment/fix/priced";
import type { Survival } from "../../policy/survival/survive";
import type { Plan } from "../../recovery/model";
import type { Described } from "../fixes";

/** What a report is made of. */
export interface Reported {
  /** The topology, and the numbers that its model believes. */
  readonly beliefs: Beliefs;
  readonly assessment: Assessment;
  readonly fixes: PricedFixes;
  /** The description that its edits are for. */
  readonly described: Described;
  readonly plans: readonly Plan[];
  readonly survival: Survival;
  readonly costs: Costs;
  /** Of a log, where one was given. */
  readonly incidents?: readonly Incident[];
  /** Day of the report, such as `2026-11-21`: drills age. */
  readonly today: string;
}
