import { availabilityOfSystem } from "../../assessment/availability/findings";
import type { Incident } from "../../assessment/availability/incident-log";
import { pastPeaks } from "../../assessment/availability/peaks";
import { capacityAfter } from "../../assessment/capacity/after";
import { riskRegister } from "../../assessment/risk/register";
import { afterOverload } from "../../assessment/simulation/overload";
import type { Document } from "../document/model";
import { scenesOf } from "../scene/scenes";
import { architecture } from "./architecture";
import { availabilities, availabilitySection } from "./availability";
import { capacitySection } from "./capacity";
import { costSection } from "./cost";
import { fixesSection } from "./fixes";
import { incidentsSection } from "./incidents";
import { objectives } from "./objectives";
import { recovery, runbooks } from "./recovery";
import type { Reported } from "./reported";
import { risksSection } from "./risks";
import { summary } from "./summary";
import { survivalSection } from "./survival";

/** All that can be said of a system, the summary first. */
export function reportOf(reported: Reported): Document {
  const { beliefs, assessment, fixes, described, plans, survival, costs, incidents, today } =
    reported;
  const { topology } = beliefs;
  const { system, primary, regions } = topology;
  const register = riskRegister(beliefs);
  const { risks } = register;
  const { findings } = availabilityOfSystem(beliefs, incidents);
  const available = availabilities(beliefs, findings);
  const capacity = capacityAfter(topology);
  const [first] = available;
  const objective = first?.objective;
  return {
    title: system.name,
    about: [
      `${system.standby} standby`,
      `writes in ${primary}`,
      ...Object.values(regions).map(({ name, state }) => `${name}: ${state}`),
      today,
    ],
    sections: [
      summary(reported, { availabilities: available, findings, capacity, risks }),
      architecture(scenesOf(topology)),
      objectives(assessment, findings),
      fixesSection(fixes, described),
      availabilitySection(available, findings),
      capacitySection(capacity, afterOverload(topology)),
      risksSection(register),
      costSection(costs, system.standby),
      recovery(plans),
      survivalSection(survival),
      ...(incidents && first
        ? [
            incidentsSection(incidents, {
              ...{ modelled: first.ceilings.modelled, risks },
              peaks: pastPeaks(system, incidents, firstDay(incidents, today), today),
              ...(objective === undefined ? {} : { objective }),
            }),
          ]
        : []),
      runbooks(plans, topology),
    ],
  };
}

/** The log is known to be kept since its first entry, and not before. */
function firstDay(incidents: readonly Incident[], today: string): string {
  return incidents.map(({ at }) => at).reduce((first, at) => (at < first ? at : first), today);
}
