import type { Colors } from "picocolors/types";
import type { Culprit } from "../assessment/availability/ceilings";
import { downtime, PERIODS } from "../assessment/availability/downtime";
import type {
  Availability,
  AvailabilityFinding,
  Available,
} from "../assessment/availability/findings";
import { isBreached } from "../assessment/objectives/verdict";
import { columns } from "./columns";
import { short } from "./plan";
import { wrapped } from "./wrap";

const WIDTH = 100;

/** The three ceilings beside each other and never as one, what the model's leaves, and what is asked. */
export function availabilityText(availability: Availability, colors: Colors): readonly string[] {
  const { subjects, findings, months } = availability;
  return [
    "",
    colors.bold("availability") +
      ": what Google promises (a refund), designs for, and what the model says",
    ...columns(availabilityRows(subjects)).map((line) => `  ${line}`),
    ...subjects.flatMap(notes),
    ...findings.flatMap((finding) => findingLines(finding, colors)),
    ...wrapped(`  ${measuredText(months)}`, WIDTH, "    "),
  ];
}

function measuredText(months: Availability["months"]): string {
  if (months.length === 0) return "no incident log: nothing is measured";
  const each = months.map(({ month, availability }) => `${month} ${percent(availability)}`);
  return `measured: ${each.join(", ")}`;
}

/** Head and rows; the last three are the table of the nines. */
export function availabilityRows(subjects: readonly Available[]): readonly (readonly string[])[] {
  return [
    ["", "promised", "designed", "modelled", "delivered", "down in a week", "a month", "a year"],
    ...subjects.map(({ of, promised, designed, modelled, worth }) => [
      of === "system" ? "what users see" : of,
      "none" in promised ? "no SLA" : percent(promised.availability),
      percent(designed),
      percent(modelled),
      percent(worth),
      ...[PERIODS.week, PERIODS.month, PERIODS.year].map((period) =>
        short(downtime(modelled, period)),
      ),
    ]),
  ];
}

function notes({ of, promised, naive, modelled, culprits }: Available): readonly string[] {
  const lines = [
    ...("none" in promised ? [`${of} has no SLA as a whole: ${promised.none}`] : []),
    ...(naive === undefined
      ? []
      : [
          `${of}: multiplied along every way it would look like ${percent(naive)}; parts that fail together make it ${percent(modelled)}`,
        ]),
    ...(of === "system" ? [`most of it: ${culprits.map(culpritText).join("; ")}`] : []),
  ];
  return lines.flatMap((line) => wrapped(`  ${line}`, WIDTH, "    "));
}

/** Such as `us-central1-a, 1:30 a year (0.5 a year, 3 hours each)`. */
function culpritText({ id, why, takes }: Culprit): string {
  return `${id}, ${short(Math.round(takes * PERIODS.year))} a year (${why})`;
}

function findingLines(finding: AvailabilityFinding, colors: Colors): readonly string[] {
  const lines = wrapped(`  ${availabilityFindingText(finding)}`, WIDTH, "    ");
  return isBreached(finding.verdict) ? lines.map((line) => colors.red(line)) : lines;
}

/** Such as `objectives[3].availability  99.9 % of system: met unproven, modelled 99.97 %`. */
export function availabilityFindingText(finding: AvailabilityFinding): string {
  const { of, path, asked, modelled, measured, verdict } = finding;
  const seen = measured
    ? `; measured ${percent(measured.availability)} in ${measured.month}, the worst month`
    : "";
  return `${path}  ${percent(asked)} of ${of}: ${verdict.replaceAll("-", " ")}, modelled ${percent(modelled)}${seen}`;
}

/** As many digits as tell one nine from the next. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}
