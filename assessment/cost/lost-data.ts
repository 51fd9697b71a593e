import { candidatesOf, planFor } from "../../recovery/plan/plan-for";
import type { Event } from "../../recovery/model";
import type { Seconds } from "../../system/units";
import type { Beliefs } from "../availability/parts";
import { frequencyOf } from "../risk/frequency";

/** What of the newest data a year costs, as far as chance decides. */
export interface LostData {
  /** Expected, in a year: how often each loss comes, times what its recovery loses. */
  readonly seconds: Seconds;
  /** Stores of which nobody knows what some loss takes: they aren't in the sum. */
  readonly unknown: readonly string[];
}

/** Events that take data; what else spoils it, a deletion stands for. */
const LOSING: readonly Event[] = ["zone-loss", "region-loss", "data-deletion"];

/**
 * How much of the newest data is lost in a year. An event that takes from several stores at once
 * takes the same hours from all of them, so the most counts. Where nothing takes over, data waits for
 * its region and isn't lost.
 */
export function lostDataOf(beliefs: Beliefs): LostData {
  const unknown = new Set<string>();
  let seconds = 0;
  for (const event of LOSING) {
    for (const of of candidatesOf(beliefs.topology, event)) {
      const { plan } = planFor(beliefs, { event, of });
      const losses = Object.entries(plan?.loss ?? {});
      for (const [store, loss] of losses) if (loss.seconds === "unknown") unknown.add(store);
      const lengths = losses.map(([, loss]) =>
        loss.seconds === "unknown" ? 0 : loss.seconds.expected,
      );
      seconds += frequencyOf(beliefs, event, of).value * Math.max(0, ...lengths);
    }
  }
  return { seconds, unknown: [...unknown].sort() };
}
