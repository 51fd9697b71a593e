import { assess } from "../../assessment/assess";
import { availabilityOfSystem } from "../../assessment/availability/findings";
import { capacityAfter } from "../../assessment/capacity/after";
import { priced } from "../../assessment/fix/priced";
import { findFixes } from "../../assessment/fix/search";
import { riskRegister } from "../../assessment/risk/register";
import { afterOverload } from "../../assessment/simulation/overload";
import type { Assessed } from "../../report/assess-sections";
import { beliefs } from "../assessment/availability/beliefs";
import { TODAY } from "../assessment/objectives/fixtures";

/** What `standby assess` finds out of a shipped system as it is described, without a price. */
export function assessedAll(
  system: string,
  supposed: Readonly<Record<string, unknown>> = {},
): Assessed {
  const known = beliefs(system, supposed);
  const evidence = { drills: [], today: TODAY };
  const assessment = assess(known, evidence);
  return {
    assessment,
    fixes: priced(
      findFixes(known, evidence, assessment.findings, {
        beliefs: known,
        ...availabilityOfSystem(known),
      }),
      new Map(),
    ),
    sections: {
      availability: availabilityOfSystem(known),
      capacity: { after: capacityAfter(known.topology), overload: afterOverload(known.topology) },
      risk: riskRegister(known),
    },
    against: undefined,
  };
}
