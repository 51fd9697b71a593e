import { EVENTS } from "../../system/schema/objective";
import type { Plan } from "../model";
import { candidatesOf, planFor } from "./plan-for";
import type { Setting } from "./setting";

/** A plan for each event and for everything that it can happen to; none where nothing helps. */
export function plansOf(setting: Setting): readonly Plan[] {
  return EVENTS.flatMap((event) =>
    candidatesOf(setting.topology, event).flatMap((of) => {
      const { plan } = planFor(setting, { event, of });
      return plan ? [plan] : [];
    }),
  );
}
