import type { Availability } from "./availability/findings";
import type { CapacityAfter } from "./capacity/after";
import type { Costs } from "./cost/costs";
import type { RiskRegister } from "./risk/register";
import type { AfterOverload } from "./simulation/overload";

/** What an assessment can say, in the order in which it says it. */
export const SECTIONS = [
  "objectives",
  "fixes",
  "availability",
  "capacity",
  "risk",
  "cost",
] as const;
export type Section = (typeof SECTIONS)[number];

/** What is said beside the objectives; what wasn't asked for is left out. */
export interface Sections {
  readonly availability?: Availability;
  readonly capacity?: Capacity;
  readonly risk?: RiskRegister;
  readonly cost?: Costs;
}

/** What each loss leaves of the capacity at the peak, and who comes back from an overload alone. */
export interface Capacity {
  readonly after: readonly CapacityAfter[];
  readonly overload: Readonly<Record<string, AfterOverload>>;
}
