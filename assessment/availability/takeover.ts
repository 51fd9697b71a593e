import { type Back, backAfter } from "../../recovery/plan/back";
import { type Happened, planFor } from "../../recovery/plan/plan-for";
import type { Seconds } from "../../system/units";
import type { Beliefs } from "./parts";

/** How long all of `names` are down when something happens, as a rule; none: nothing brings them back. */
export function downtimeAfter(
  { topology, durations }: Beliefs,
  happened: Happened,
  names: readonly string[],
): Seconds | undefined {
  const { plan } = planFor({ topology, durations }, happened);
  if (!plan) return undefined;
  const back: Back = backAfter(plan, topology, names, "expected");
  if ("missing" in back) return undefined;
  return "path" in back ? back.path.seconds : 0;
}
