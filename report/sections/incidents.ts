import { downtime } from "../../assessment/availability/downtime";
import {
  type Incident,
  lengthOfMonth,
  measuredByMonth,
} from "../../assessment/availability/incident-log";
import type { PastPeak } from "../../assessment/availability/peaks";
import type { Risk } from "../../assessment/risk/risks";
import { counted } from "../../system/text/counted";
import { formatDuration } from "../../system/units";
import type { Block, Cell, Section, Text } from "../document/model";
import { ninesOf } from "../html/charts";
import { percent } from "../numbers";
import { nines } from "./availability";

/** What a log is held against. */
export interface Beside {
  /** What the model says of the system. */
  readonly modelled: number;
  readonly objective?: number;
  readonly risks: readonly Risk[];
  /** Described peaks that have passed since the log began. */
  readonly peaks: readonly PastPeak[];
}

/** What was measured beside the model, and a review of each incident. */
export function incidentsSection(incidents: readonly Incident[], beside: Beside): Section {
  const newest = incidents.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return {
    ...{ id: "incidents", title: "Incidents" },
    content: [
      {
        is: "text",
        text: `${counted(incidents.length, "outage")} in the log. The model says ${nines(beside.modelled)}; months without an entry are not shown.`,
      },
      monthsTable(incidents, beside),
      { is: "heading", title: "Reviews, the newest first" },
      ...newest.map((incident) => reviewOf(incident, beside)),
      ...peakBlocks(beside),
    ],
  };
}

function monthsTable(incidents: readonly Incident[], { objective }: Beside): Block {
  return {
    ...{ is: "table", caption: "Measured, planned outages counted as outages", stacks: true },
    columns: [
      { title: "month" },
      { title: "measured", is: "number" },
      { title: "99 % to 99.9999 %", is: "picture" },
      { title: "down", is: "number" },
      { title: "of the budget", is: "number" },
    ],
    rows: measuredByMonth(incidents).map(({ month, availability }): Cell[] => {
      const down = downtime(availability, lengthOfMonth(month));
      return [
        { text: month, as: "strong" },
        {
          text: nines(availability),
          ...(objective === undefined ? {} : { tone: availability < objective ? "bad" : "good" }),
        },
        { picture: ninesOf(availability, objective) },
        formatDuration(Math.round(down)),
        objective === undefined ? "" : percent(budgetTaken(down, month, objective), 0),
      ];
    }),
  };
}

function budgetTaken(down: number, month: string, objective: number): number {
  return down / downtime(objective, lengthOfMonth(month));
}

/** A review after each peak: what was measured, beside what was to be ready for. */
function peakBlocks({ peaks, objective }: Beside): Block[] {
  if (peaks.length === 0) return [];
  return [
    { is: "heading", title: "Reviews of known peaks" },
    ...peaks.map(({ name, services, from, to, incidents, availability }): Block => {
      const asked =
        objective === undefined || availability >= objective ? "" : ", less than is asked for";
      const ready = Object.entries(services).map(
        ([service, rate]) => `${service} was to be ready for ${Math.round(rate)} rps.`,
      );
      const met = incidents.map(
        ({ at, what, lasts }) => `${at}: ${what}, ${formatDuration(lasts)}.`,
      );
      return {
        ...{ is: "fold", title: [{ text: `${from} to ${to}`, as: "strong" }, `: ${name}`] },
        content: [
          {
            is: "list",
            items: [
              `Measured over these days: ${nines(availability)}${asked}.`,
              ...ready,
              ...(met.length === 0 ? ["The log has no outage of these days."] : met),
            ],
          },
          { is: "text", text: "To be answered by whoever was there:", as: "dim" },
          { is: "list", items: PEAK_QUESTIONS },
        ],
      };
    }),
  ];
}

const PEAK_QUESTIONS: readonly string[] = [
  "How large was the load at its highest, and was the described peak enough?",
  "Did the capacity stand before the load came?",
  "What was degraded on purpose, what was refused, and who noticed?",
  "What is described otherwise before the next one?",
];

/** What the log and the model know of one incident, and what people have to answer. */
function reviewOf(incident: Incident, { objective, risks }: Beside): Block {
  const { at, what, lasts, share = 1, of, planned } = incident;
  const month = at.slice(0, "2026-04".length);
  const title: Text = [{ text: at, as: "strong" }, `: ${what}`];
  const concerned = of === undefined ? risks : risks.filter((risk) => risk.of === of);
  const facts = [
    `It lasted ${formatDuration(lasts)}, for ${percent(share, 0)} of users${of === undefined ? "" : `, of ${of}`}; ${planned ? "announced" : "not announced"}.`,
    ...(objective === undefined
      ? []
      : [
          `It took ${percent(budgetTaken(lasts * share, month, objective), 0)} of what ${month} lets go wrong.`,
        ]),
    expectedOf(lasts, concerned),
  ];
  return {
    ...{ is: "fold", title },
    content: [
      { is: "list", items: facts },
      { is: "text", text: "To be answered by whoever was there:", as: "dim" },
      { is: "list", items: QUESTIONS },
    ],
  };
}

function expectedOf(lasts: number, risks: readonly Risk[]): string {
  const longest = Math.max(...risks.flatMap(({ lasts: expected }) => expected ?? []));
  if (!Number.isFinite(longest)) {
    return "The model knows nothing that would do that: describe it, or it will surprise again.";
  }
  const expected = formatDuration(Math.round(longest));
  return lasts > longest
    ? `Longer than anything that the model expects there (${expected}): a time of the plan is too short, or something is not described.`
    : `Within what the model expects there, ${expected} at the longest.`;
}

const QUESTIONS: readonly string[] = [
  "What noticed it, and after how long?",
  "Which event of the description was it, and did the runbook fit?",
  "Which step took longer than planned? Its time belongs into a drill's evidence.",
  "What is changed so that it lasts shorter, or hits fewer, and who does that until when?",
];
