import type { Colors } from "picocolors/types";
import type { Assessment } from "../assessment/assess";
import type { PricedFixes } from "../assessment/fix/priced";
import type { Capacity, Section, Sections } from "../assessment/sections";
import { type Against, againstText } from "./against";
import { assessmentText } from "./assess";
import { availabilityText } from "./availability";
import { capacityText } from "./capacity";
import { costText } from "./cost";
import { type Described, fixesText } from "./fixes";
import { needsText } from "./needs";
import { riskText } from "./risk";
import { wrapped } from "./wrap";

const WIDTH = 100;

/** All that one run of `standby assess` has found out. */
export interface Assessed {
  readonly assessment: Assessment;
  readonly fixes: PricedFixes | undefined;
  readonly sections: Sections;
  readonly against: Against | undefined;
}

/** What was asked for: the verdicts first, then what a change does, fixes, and the rest. */
export function sectionsText(
  { assessment, fixes, sections, against }: Assessed,
  wanted: readonly Section[],
  described: Described,
  colors: Colors,
): string {
  const { availability, capacity, risk, cost } = sections;
  const lines = [
    ...(wanted.includes("objectives")
      ? [
          assessmentText(assessment, availability?.findings ?? [], colors),
          ...needsText(assessment.needs, colors),
        ]
      : []),
    ...(against ? againstText(against, colors) : []),
    ...(fixes ? fixesText(fixes, described, colors) : []),
    ...(availability && wanted.includes("availability")
      ? availabilityText(availability, colors)
      : []),
    ...(capacity ? ["", ...capacityLines(capacity, colors)] : []),
    ...(risk ? riskText(risk, colors) : []),
    ...(cost ? ["", costText(cost)] : []),
  ];
  return lines.join("\n").replace(/^\n/, "");
}

function capacityLines({ after, overload }: Capacity, colors: Colors): readonly string[] {
  return capacityText(after, overload, colors)
    .split("\n")
    .flatMap((line) => wrapped(line, WIDTH, "    "));
}
