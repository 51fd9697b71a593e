import { assess } from "../assessment/assess";
import { availabilityOfSystem } from "../assessment/availability/findings";
import type { Incident } from "../assessment/availability/incident-log";
import { costDifference } from "../assessment/cost/difference";
import type { Evidence } from "../assessment/objectives/evidence";
import type { Against, Side } from "../report/against";
import { readAssessment } from "../report/pull-request/objectives";
import { readSurvival } from "../report/pull-request/survival";
import { baseOf } from "./base";
import { beliefsOf, thePrices } from "./beliefs";
import { settingOf, theTopology } from "./plan";
import type { StackFlags } from "./stack-flags";
import { type Standing, standing } from "./standing";

/** What both sides are held against. */
export interface Known {
  readonly evidence: Evidence;
  readonly incidents: readonly Incident[];
  /** Whether the programs are run, for cost and survival. */
  readonly prices: boolean;
}

/** Compares what the flags choose with the same description elsewhere, by today's code and numbers. */
export async function againstOf(name: string, flags: StackFlags, known: Known): Promise<Against> {
  const base = baseOf(name, flags);
  try {
    const old = known.prices ? await standing(base.flags) : undefined;
    const fresh = known.prices ? await standing(flags) : undefined;
    return {
      base: name,
      before: sideOf(base.flags, known, old),
      after: sideOf(flags, known, fresh),
      ...(old && fresh
        ? { cost: costDifference(old.inventories, fresh.inventories, thePrices()) }
        : {}),
    };
  } finally {
    base.remove();
  }
}

function sideOf(
  flags: StackFlags,
  { evidence, incidents }: Known,
  registered: Standing | undefined,
): Side {
  const setting = settingOf(theTopology(flags));
  const survival = registered?.survival;
  return {
    objectives: readAssessment(asJson(assess(setting, evidence))),
    availability: availabilityOfSystem(beliefsOf(setting.topology), incidents),
    ...(survival ? { survival: readSurvival(asJson([survival])) } : {}),
  };
}

/** As another run of the command would have printed it. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
