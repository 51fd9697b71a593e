import type { Colors } from "picocolors/types";
import { CONSEQUENCES, LIKELIHOODS, RANKED } from "../assessment/risk/matrix";
import { nameOf, type RiskRegister } from "../assessment/risk/register";
import type { Risk } from "../assessment/risk/risks";
import { columns } from "./columns";
import { percent } from "./availability";
import { short } from "./plan";
import { wrapped } from "./wrap";

const WIDTH = 100;
/** Smaller ones are in the data. */
const SHOWN = 8;

/** The matrix with how many risks stand where, the largest of them, and what they take of the budget. */
export function riskText(register: RiskRegister, colors: Colors): readonly string[] {
  const { risks } = register;
  const shown = risks.slice(0, SHOWN);
  return [
    "",
    colors.bold("risk") + ": likelihood A almost certain to E rare, consequence 1 to 5 by length",
    ...columns(matrixRows(risks)).map((line) => `  ${line}`),
    ...columns([
      ["risk", "", "a year", "lasts", "bad minutes a year"],
      ...shown.map((risk) => riskRow(risk)),
    ]).map((line) => `  ${line}`),
    ...(risks.length > shown.length ? [`  and ${risks.length - shown.length} smaller ones`] : []),
    ...budgetLines(register).flatMap((line) => wrapped(`  ${line}`, WIDTH, "    ")),
  ];
}

/** Rows of levels, each with how many risks are there. */
export function matrixRows(risks: readonly Risk[]): readonly (readonly string[])[] {
  return [
    ["", ...CONSEQUENCES.map(String)],
    ...LIKELIHOODS.map((likelihood) => [
      likelihood,
      ...CONSEQUENCES.map((consequence) => {
        const { level, score = 0 } = RANKED[likelihood][consequence];
        const here = risks.filter(
          (risk) => risk.likelihood === likelihood && risk.consequence === consequence,
        ).length;
        return `${level} ${score}${here === 0 ? "" : ` (${here})`}`;
      }),
    ]),
  ];
}

export function riskRow(risk: Risk): readonly string[] {
  const { likelihood, consequence, cell, perYear, lasts, badMinutes } = risk;
  return [
    nameOf(risk),
    `${likelihood}${consequence} ${cell.level}`,
    `${Number(perYear.toPrecision(3))}`,
    lasts === undefined ? "nobody knows" : short(lasts),
    badMinutes === undefined ? "unknown" : badMinutes.toFixed(1),
  ];
}

/** What the risks take of what may go wrong in a year. */
export function budgetLines({ budget, tooMuch, risks }: RiskRegister): readonly string[] {
  if (!budget) return ["no availability is asked of the system, so there is no error budget"];
  const { minutes, taken, path, objective } = budget;
  const unknown = risks.filter(({ badMinutes }) => badMinutes === undefined).map(nameOf);
  return [
    `${path}  ${percent(objective)} lets ${minutes.toFixed(0)} minutes a year go wrong; known risks take ${taken.toFixed(0)}, ${Math.round((100 * taken) / minutes)} %`,
    ...(tooMuch.length === 0 ? [] : [`more than a quarter of it alone: ${tooMuch.join(", ")}`]),
    ...(unknown.length === 0
      ? []
      : [`the budget isn't known to hold: nobody knows how long ${unknown.join(", ")} lasts`]),
  ];
}
