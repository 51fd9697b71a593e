import { type Ceilings, ceilingsOf } from "../../assessment/availability/ceilings";
import type { AvailabilityFinding } from "../../assessment/availability/findings";
import { downtime, PERIODS } from "../../assessment/availability/downtime";
import type { Beliefs } from "../../assessment/availability/parts";
import { type Subject, subjectsOf } from "../../assessment/objectives/subject";
import { formatDuration } from "../../system/units";
import type { Block, Cell, Section } from "../document/model";
import { ninesOf } from "../html/charts";
import { availabilityFindingText } from "../availability";
import { percent } from "../numbers";
import { short } from "../plan";

/** How available one subject is, beside what is asked for. */
export interface Available {
  readonly subject: Subject;
  readonly ceilings: Ceilings;
  /** 0 to 1; none is described. */
  readonly objective?: number;
}

/** Of the system, each service and each store. */
export function availabilities(
  beliefs: Beliefs,
  findings: readonly AvailabilityFinding[],
): readonly Available[] {
  return subjectsOf(beliefs.topology).map((subject) => {
    const objective = findings.find(({ of }) => of === subject.name)?.asked;
    const ceilings = ceilingsOf(beliefs, subject.parts);
    return { subject, ceilings, ...(objective === undefined ? {} : { objective }) };
  });
}

/** Three numbers that are never one, and the nines that each means. */
export function availabilitySection(
  all: readonly Available[],
  findings: readonly AvailabilityFinding[],
): Section {
  const [system] = all;
  return {
    ...{ id: "availability", title: "Availability" },
    content: [
      { is: "list", items: findings.map(availabilityFindingText) },
      ...(system ? ceilingBlocks(system) : []),
      {
        ...{ is: "table", stacks: true },
        caption: "As modelled; a step of the axis is a nine more, the line what is asked for",
        columns: [
          { title: "of" },
          { title: "modelled", is: "number" },
          { title: "99 % to 99.9999 %", is: "picture" },
          { title: "asked for", is: "number" },
          { title: "down in a month", is: "number" },
          { title: "in a year", is: "number" },
        ],
        rows: all.map(rowOf),
      },
      ...(system ? [partsOf(system)] : []),
    ],
  };
}

/** What users come for, by each of the three ways to say it. */
function ceilingBlocks({ ceilings, objective }: Available): Block[] {
  const { promised, designed, modelled, worth, naive } = ceilings;
  const line = (name: string, share: number | undefined, means: string): Cell[] => [
    { text: name, as: "strong" },
    share === undefined ? "none" : nines(share),
    share === undefined ? "" : { picture: ninesOf(share, objective) },
    share === undefined ? "" : formatDuration(downtime(share, PERIODS.year)),
    { text: means, as: "dim" },
  ];
  return [
    {
      ...{ is: "table", stacks: true },
      caption: "What users come for: three ceilings, none of which stands for another",
      columns: [
        { title: "ceiling" },
        { title: "available", is: "number" },
        { title: "99 % to 99.9999 %", is: "picture" },
        { title: "down in a year", is: "number" },
        { title: "means" },
      ],
      rows: [
        "availability" in promised
          ? line(
              "promised",
              promised.availability,
              "the product of the SLAs: a refund, no forecast",
            )
          : line("promised", undefined, promised.none),
        line("designed", designed, "what Google designs the weakest place for"),
        line("modelled", modelled, "all parts, with the recovery times of the plans"),
        line("delivered", worth, "the same, with what goes missing while it is degraded"),
        ...(naive === undefined
          ? []
          : [line("naive", naive, "what multiplying would say; it misleads, parts are shared")]),
        ...(objective === undefined ? [] : [line("asked for", objective, "the objective")]),
      ],
    },
  ];
}

function rowOf({ subject, ceilings, objective }: Available): Cell[] {
  const { modelled } = ceilings;
  const isShort = objective !== undefined && modelled < objective;
  return [
    { text: subject.name, as: "strong" },
    {
      text: nines(modelled),
      ...(objective === undefined ? {} : { tone: isShort ? "bad" : "good" }),
    },
    { picture: ninesOf(modelled, objective) },
    objective === undefined ? "" : `${Number((objective * 100).toPrecision(8))} %`,
    formatDuration(downtime(modelled, PERIODS.month)),
    formatDuration(downtime(modelled, PERIODS.year)),
  ];
}

/** What takes the most, of the parts that the model is made from. */
function partsOf({ ceilings }: Available): Block {
  const parts = ceilings.culprits;
  return {
    ...{ is: "fold", title: `The ${parts.length} parts of the model, what takes the most first` },
    content: [
      {
        ...{
          is: "table",
          caption: "Each stands in the model once, however many need it",
          stacks: true,
        },
        columns: [
          { title: "part" },
          { title: "available", is: "number" },
          { title: "takes a year", is: "number" },
          { title: "why" },
          { title: "basis" },
        ],
        rows: parts.map(({ id, availability, takes, why, basis }) => [
          { text: id, as: "strong" },
          nines(availability),
          short(Math.round(takes * PERIODS.year)),
          { text: why, as: "dim" },
          basis,
        ]),
      },
    ],
  };
}

/** Four digits behind the point, or as many as it has nines and one more. */
export function nines(share: number): string {
  if (share >= 1) return "100 %";
  const digits = Math.min(9, Math.max(4, Math.floor(-Math.log10(1 - share)) - 1));
  return percent(share, digits);
}
