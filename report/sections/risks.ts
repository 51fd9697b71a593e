import {
  type Cell as Place,
  CONSEQUENCES,
  LIKELIHOODS,
  RANKED,
} from "../../assessment/risk/matrix";
import type { RiskRegister } from "../../assessment/risk/register";
import type { Risk } from "../../assessment/risk/risks";
import type { Block, Cell, Section, Text, Tone } from "../document/model";
import { stacked } from "../html/charts";
import { percent } from "../numbers";
import { short } from "../plan";

/** What the scale of a matrix means, as `assessment/risk/scale.ts` has it; a test compares. */
export const LIKELY = {
  A: "A: each quarter",
  B: "B: each year",
  C: "C: every five years",
  D: "D: every twenty",
  E: "E: less often",
} as const;
export const LONG = {
  1: "1: under 5 minutes",
  2: "2: under an hour",
  3: "3: under 4 hours",
  4: "4: under a day",
  5: "5: longer",
} as const;

/** Where the system's own risks stand, and what they take from the error budget. */
export function risksSection(register: RiskRegister): Section {
  return {
    ...{ id: "risks", title: "Risks" },
    content: [
      {
        is: "text",
        text: "How likely by how long users are without it: likelihood down, length across. Lengths come from the recovery plans, and numbers in the fields are those of the list below.",
      },
      matrixOf(register.risks),
      ...listOf(register),
    ],
  };
}

function matrixOf(risks: readonly Risk[]): Block {
  return {
    ...{ is: "matrix", caption: "Likelihood by consequence" },
    columns: CONSEQUENCES.map((consequence) => LONG[consequence]),
    rows: LIKELIHOODS.map((likelihood) => ({
      title: LIKELY[likelihood],
      fields: CONSEQUENCES.map((consequence) => ({
        ...RANKED[likelihood][consequence],
        names: risks.flatMap((risk, index) =>
          risk.likelihood === likelihood && risk.consequence === consequence
            ? [String(index + 1)]
            : [],
        ),
      })),
    })),
  };
}

function listOf({ risks, budget, tooMuch }: RiskRegister): Block[] {
  const most = Math.max(1, ...risks.map(({ badMinutes }) => badMinutes ?? 0));
  const unknown = risks.filter(({ badMinutes }) => badMinutes === undefined).length;
  const lead: Text = budget
    ? [
        `An objective of ${Number((budget.objective * 100).toPrecision(8))} % lets ${Math.round(budget.minutes)} minutes a year go wrong; the known risks take `,
        {
          ...{ text: `${Math.round(budget.taken)} of them`, as: "strong" },
          tone: budget.taken > budget.minutes ? "bad" : "good",
        },
        unknown > 0 ? `, and of ${unknown} nobody knows how much.` : ".",
        ...(tooMuch.length > 0 ? [` Too much for one alone: ${tooMuch.join(", ")}.`] : []),
      ]
    : "No availability is asked for, so there is no budget to hold them against.";
  return [{ is: "text", text: lead }, tableOf(risks, most, budget?.minutes)];
}

function tableOf(risks: readonly Risk[], most: number, minutes: number | undefined): Block {
  return {
    ...{ is: "table", caption: "The most minutes a year first", stacks: true },
    columns: [
      { title: "risk" },
      { title: "level" },
      { title: "times a year", is: "number" },
      { title: "lasts", is: "number" },
      { title: "share of users", is: "number" },
      { title: "minutes a year", is: "number" },
      { title: "beside the largest", is: "picture" },
      { title: "of the budget", is: "number" },
    ],
    rows: risks.map((risk, index) => rowOf(risk, index, most, minutes)),
  };
}

function rowOf(risk: Risk, index: number, most: number, budget: number | undefined): Cell[] {
  const { event, of, perYear, lasts, share, badMinutes, cell } = risk;
  const taken = badMinutes === undefined || budget === undefined ? undefined : badMinutes / budget;
  return [
    [{ text: `${index + 1}`, as: "badge" }, " ", { text: of, as: "strong" }, ` ${event}`],
    { text: levelOf(cell), as: "badge", tone: toneOf(cell) },
    `${Number(perYear.toPrecision(3))}`,
    lasts === undefined ? "nobody knows" : short(lasts),
    percent(share, 0),
    badMinutes === undefined ? "unknown" : badMinutes.toFixed(1),
    badMinutes === undefined
      ? ""
      : { picture: stacked([{ amount: badMinutes, kind: `fill ${toneOf(cell)}` }], most) },
    taken === undefined ? "" : budgetText(taken),
  ];
}

function budgetText(taken: number): string {
  return taken < 0.001 ? "under 0.1 %" : percent(taken, taken < 0.1 ? 1 : 0);
}

function levelOf({ level, score }: Place): string {
  return `${level} ${score ?? ""}`.trim();
}

function toneOf({ level }: Place): Tone {
  if (level === "critical" || level === "high") return "bad";
  return level === "medium" ? "warn" : "good";
}
