import type { Assessment } from "../../assessment/assess";
import type { Survival } from "../../policy/survival/survive";
import type { Plan } from "../../recovery/model";
import type { Topology } from "../../topology/model";
import { scenesOf } from "../scene/scenes";
import { element } from "./markup";
import { objectives } from "./objectives";
import { page } from "./page";
import { architecture, recovery, runbooks, survivalSection } from "./sections";

/** What a report is made of. */
export interface Reported {
  readonly topology: Topology;
  readonly assessment: Assessment;
  readonly plans: readonly Plan[];
  readonly survival: Survival;
}

/** All that can be said of a system, in one page that needs nothing else. */
export function reportPage({ topology, assessment, plans, survival }: Reported): string {
  const { system, primary, regions } = topology;
  const places = Object.values(regions).map(({ name, state }) => `${name} (${state})`);
  return page(
    `${system.name}: how it survives`,
    element(
      "p",
      {},
      `${system.standby} standby; ${primary} takes the writes; regions ${places.join(", ")}.`,
    ),
    [
      architecture(scenesOf(topology)),
      objectives(assessment),
      recovery(plans),
      survivalSection(survival),
      runbooks(plans),
    ],
  );
}
