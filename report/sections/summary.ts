import type { AvailabilityFinding } from "../../assessment/availability/findings";
import { downtime, PERIODS } from "../../assessment/availability/downtime";
import type { CapacityAfter } from "../../assessment/capacity/after";
import type { Costs } from "../../assessment/cost/costs";
import { budgetMinutes } from "../../assessment/risk/bad-minutes";
import type { Risk } from "../../assessment/risk/risks";
import type { Finding } from "../../assessment/objectives/finding";
import { isBreached, type Verdict } from "../../assessment/objectives/verdict";
import { answersOf } from "../../assessment/summary";
import { surprisesOf } from "../../policy/survival/surprise";
import type { Plan } from "../../recovery/model";
import { counted } from "../../system/text/counted";
import { formatDuration } from "../../system/units";
import type { Block, Section, Text, Tile, Tone } from "../document/model";
import { changesText } from "../fixes";
import { percent, usd } from "../numbers";
import { lengthsOf, short } from "../plan";
import { type Available, nines } from "./availability";
import { priceOf } from "./fixes";
import { culpritText } from "./objectives";
import type { Reported } from "./reported";

/** More than these nobody reads in a hurry. */
const SHOWN = 4;

/** What a report adds to what it is made of. */
export interface Worked {
  readonly availabilities: readonly Available[];
  /** What each availability that is asked for comes to. */
  readonly findings: readonly AvailabilityFinding[];
  readonly capacity: readonly CapacityAfter[];
  readonly risks: readonly Risk[];
}

/** What a reader in a hurry has to know: figures, what is breached, the smallest change. */
export function summary(reported: Reported, worked: Worked): Section {
  const answers = answersOf(reported.assessment);
  const verdicts = [...answers, ...worked.findings].map(({ verdict }) => verdict);
  return {
    ...{ id: "summary", title: "Summary" },
    content: [
      { is: "text", as: "lead", text: leadOf(verdicts) },
      {
        is: "tiles",
        tiles: [
          objectivesTile(verdicts),
          ...regionTile(reported.plans),
          ...availabilityTile(worked.availabilities[0]),
          capacityTile(worked.capacity),
          ...riskTile(worked.risks, worked.availabilities[0]?.objective),
          ...costTile(reported.costs, reported.assessment.standby),
          survivalTile(reported),
        ],
      },
      ...breaches(answers, worked.findings),
      ...smallest(reported),
    ],
  };
}

function leadOf(answers: readonly Verdict[]): Text {
  const breached = answers.filter(isBreached).length;
  const open = answers.filter(isOpen).length;
  if (answers.length === 0) return "No objectives are described, so nothing is held against them.";
  if (breached > 0) {
    const text = `${counted(breached, "objective is", "objectives are")} breached`;
    return [{ text, as: "strong", tone: "bad" }, ` of ${answers.length}.`];
  }
  return open > 0
    ? [
        {
          text: `${counted(open, "objective", "objectives")} may not hold`,
          as: "strong",
          tone: "warn",
        },
        ` of ${answers.length}; none is breached.`,
      ]
    : [{ text: `All ${answers.length} objectives are met`, as: "strong", tone: "good" }, "."];
}

function isOpen(verdict: Verdict): boolean {
  return verdict === "at-risk" || verdict === "not-assessable";
}

function objectivesTile(answers: readonly Verdict[]): Tile {
  const count = (which: (verdict: Verdict) => boolean) => answers.filter(which).length;
  const [breached, open] = [count(isBreached), count(isOpen)];
  const met = answers.length - breached - open;
  const proven = count((verdict) => verdict === "met");
  return {
    label: "Objectives met",
    value: `${met} of ${answers.length}`,
    note: `${breached} breached, ${open} open; ${proven === 0 ? "none" : proven} proven by a drill`,
    tone: breached > 0 ? "bad" : open > 0 ? "warn" : "good",
  };
}

function regionTile(plans: readonly Plan[]): Tile[] {
  const [longest] = plans
    .filter(({ event }) => event === "region-loss")
    .toSorted((a, b) => lengthsOf(b).expected - lengthsOf(a).expected);
  if (!longest) {
    return [
      {
        ...{ label: "A region lost", value: "no way back", tone: "bad" },
        note: "no other region stands that could take over",
      },
    ];
  }
  const { best, expected, worst } = lengthsOf(longest);
  return [
    {
      ...{ label: "A region lost, all back", value: short(expected), tone: "plain" },
      note: `${longest.of}: ${short(best)} to ${short(worst)}, ${lossOf(longest)}`,
    },
  ];
}

function lossOf({ loss }: Plan): string {
  const all = Object.values(loss);
  if (all.some(({ seconds }) => seconds === "unknown")) return "data lost: unknown";
  const most = Math.max(
    0,
    ...all.map(({ seconds }) => (seconds === "unknown" ? 0 : seconds.worst)),
  );
  return most === 0 ? "no data lost" : `up to ${short(most)} of writes lost`;
}

function availabilityTile(system: Available | undefined): Tile[] {
  if (!system) return [];
  const { ceilings, objective } = system;
  const { modelled } = ceilings;
  const asked =
    objective === undefined ? "" : `; asked for ${Number((objective * 100).toPrecision(8))} %`;
  return [
    {
      ...{ label: "Available, as modelled", value: nines(modelled) },
      note: `${formatDuration(downtime(modelled, PERIODS.year))} down a year${asked}`,
      tone: objective === undefined ? "plain" : modelled < objective ? "bad" : "good",
    },
  ];
}

function capacityTile(all: readonly CapacityAfter[]): Tile {
  const zones = all.filter(({ loss }) => loss.is !== "region" && loss.is !== "slow");
  const names = new Set(
    zones.flatMap(({ services }) =>
      Object.entries(services).flatMap(([name, { verdict }]) =>
        verdict === "carries" || verdict === "unknown" ? [] : [name],
      ),
    ),
  );
  return {
    label: "Peak with a zone lost",
    value: names.size === 0 ? "carried" : "not carried",
    note: `and one instance out, by ${names.size === 0 ? "all whose load is described" : [...names].join(", ")}`,
    tone: names.size === 0 ? "good" : "bad",
  };
}

function riskTile(risks: readonly Risk[], objective: number | undefined): Tile[] {
  const [first] = risks;
  if (!first) return [];
  const minutes = first.badMinutes;
  const share =
    objective === undefined || minutes === undefined
      ? ""
      : `, ${percent(minutes / budgetMinutes(objective), 0)} of the budget`;
  const [tone]: [Tone] =
    first.cell.level === "high" || first.cell.level === "critical" ? ["bad"] : ["warn"];
  return [
    {
      ...{ label: "Largest risk", value: first.event, tone },
      note: `of ${first.of}: ${minutes === undefined ? "nobody knows how long" : `${minutes.toFixed(0)} minutes a year`}${share}`,
    },
  ];
}

function costTile({ modes, shapes }: Costs, described: string): Tile[] {
  const mode = modes.find((one) => one.mode === described);
  if (!mode) return [];
  const loss = shapes.find(({ name }) => name.endsWith(` ${described}`))?.lossPerYear;
  const down = loss === undefined ? "" : `; being down costs ${usd(loss, 0)} a year`;
  return [
    {
      ...{ label: "A month, USD", value: usd(mode.total, 0), tone: "plain" },
      note: `${usd(mode.premium, 0)} of it for the standby${down}`,
    },
  ];
}

function survivalTile({ survival }: Reported): Tile {
  const surprises = surprisesOf(survival).length;
  return {
    ...{
      label: "Single losses survived",
      value: `${survival.tried - survival.ends} of ${survival.tried}`,
    },
    note: surprises === 0 ? "the rest is accepted, with reasons" : `${surprises} surprises`,
    tone: surprises === 0 ? "good" : "bad",
  };
}

function breaches(answers: readonly Finding[], findings: readonly AvailabilityFinding[]): Block[] {
  const breached = [
    ...answers.filter(({ verdict }) => isBreached(verdict)).map(breachText),
    ...findings.filter(({ verdict }) => isBreached(verdict)).map(availabilityText),
  ];
  if (breached.length === 0) return [];
  const rest = breached.length - SHOWN;
  return [
    { is: "heading", title: "What is breached" },
    {
      is: "list",
      items: [
        ...breached.slice(0, SHOWN),
        ...(rest > 0 ? [`and ${rest} more, under Objectives and Availability`] : []),
      ],
    },
  ];
}

function breachText({ of, event, metric, objective, estimate }: Finding): Text {
  const asked = `${metric.toUpperCase()} of ${short(objective?.seconds ?? 0)}`;
  const said =
    estimate.is === "known"
      ? `: ${short(estimate.expected.seconds)} expected against an ${asked}. ${culpritText(estimate)}`
      : `, ${asked}: ${estimate.because}`;
  return [{ text: `${of} ${event}`, as: "strong" }, said];
}

function availabilityText({ of, asked, modelled }: AvailabilityFinding): Text {
  return [
    { text: `${of} availability`, as: "strong" },
    `: ${nines(modelled)} as modelled against ${Number((asked * 100).toPrecision(8))} %.`,
  ];
}

function smallest({ fixes }: Reported): Block[] {
  const [first] = fixes.fixes;
  if (!first) return [];
  return [
    { is: "heading", title: "The smallest change that meets what can be met" },
    {
      is: "text",
      text: [{ text: changesText(first.edits), as: "strong" }, `. ${priceOf(first)}`],
    },
  ];
}
