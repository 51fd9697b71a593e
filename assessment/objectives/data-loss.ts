import type { Event, Loss, LossPart, Plan } from "../../recovery/model";
import type { Bound } from "../../recovery/plan/critical-path";
import { goesOn } from "../../recovery/plan/goes-on";
import { HOUR, type Seconds } from "../../system/units";
import type { Topology } from "../../topology/model";
import { type Estimate, none, type TermOf, timed } from "./estimate";

/** Events that a plan says the data's loss of; what others do to data, a deletion stands for. */
const LOSING: readonly Event[] = ["zone-loss", "region-loss", "data-deletion"];

/** What is lost of something that comes at a rate: `perHour` in any unit, for so many seconds. */
export function amountLost(perHour: number, seconds: Seconds): number {
  return (perHour * seconds) / HOUR;
}

/** How much of a store's newest data is lost, as a length of time. */
export function dataLoss(plan: Plan, topology: Topology, store: string): Estimate {
  const { event } = plan;
  if (event === undefined || !LOSING.includes(event)) {
    const because = `a plan for ${event ?? "this"} says nothing of data; spoilt data is data-deletion`;
    return { is: "unknown", because };
  }
  const loss = plan.loss[store];
  if (loss) return estimated(loss);
  const because = goesOn(topology, event, plan.of).get(store);
  if (because !== undefined) return none(because);
  return {
    is: "unknown",
    because: `the plan for ${event} of ${plan.of} says nothing of what ${store} loses`,
  };
}

function estimated(loss: Loss): Estimate {
  if (loss.seconds === "unknown") return { is: "unknown", because: loss.why };
  const at = (bound: Bound) => timed(loss.parts.map((part) => termOf(part, bound)));
  return {
    is: "known",
    best: at("best"),
    expected: at("expected"),
    worst: at("worst"),
    because: loss.why,
    open: loss.parts.flatMap(({ open }) => open ?? []),
  };
}

function termOf({ of, what, basis, source, asOf, ...range }: LossPart, bound: Bound): TermOf {
  const dated = asOf === undefined ? {} : { asOf };
  return { resource: of, what, seconds: range[bound], basis, source, ...dated };
}
