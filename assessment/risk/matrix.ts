/** How likely something is: A almost certain, E rare. */
export const LIKELIHOODS = ["A", "B", "C", "D", "E"] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

/** How bad it is: 1 hardly noticed, 5 ruinous. */
export const CONSEQUENCES = [1, 2, 3, 4, 5] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

export type Level = "low" | "medium" | "high" | "critical";

/** One field of a matrix. A look-up may have no number, only a level. */
export interface Cell {
  readonly level: Level;
  readonly score?: number;
}

/** What each pair of likelihood and consequence means, as somebody has decided: a table, no formula. */
export type Matrix = Readonly<Record<Likelihood, Readonly<Record<Consequence, Cell>>>>;

/**
 * The matrix of the source documents: 1 to 25, each once, so that no two fields tie. Its rows are
 * level and score of the consequences 1 to 5.
 */
export const RANKED: Matrix = table({
  A: "medium 8, high 16, high 18, critical 23, critical 25",
  B: "medium 7, medium 10, high 17, high 20, critical 24",
  C: "low 3, medium 9, medium 12, high 19, high 22",
  D: "low 2, low 5, medium 11, medium 14, high 21",
  E: "low 1, low 4, low 6, medium 13, medium 15",
});

/**
 * Likelihood times consequence: low to 4, medium to 10, high from 12 on.
 * Source: https://issuu.com/public-it/docs/pims-doc-05-2_risk_assessment_and_treatment_proces/s/13310996
 */
export const PRODUCT: Matrix = made((likelihood, consequence) => {
  const score = (5 - LIKELIHOODS.indexOf(likelihood)) * consequence;
  return { score, level: score >= 12 ? "high" : score >= 5 ? "medium" : "low" };
});

/** Where something stands in a matrix. */
export function cellOf(matrix: Matrix, likelihood: Likelihood, consequence: Consequence): Cell {
  return matrix[likelihood][consequence];
}

function made(cell: (likelihood: Likelihood, consequence: Consequence) => Cell): Matrix {
  const row = (likelihood: Likelihood) => ({
    ...{ 1: cell(likelihood, 1), 2: cell(likelihood, 2), 3: cell(likelihood, 3) },
    ...{ 4: cell(likelihood, 4), 5: cell(likelihood, 5) },
  });
  return { A: row("A"), B: row("B"), C: row("C"), D: row("D"), E: row("E") };
}

/**
 * A matrix from rows of words: `low 1, low 4, low 6, medium 13, medium 15`, or levels alone.
 * @throws Error for a row that hasn't five fields, or a word that is no level
 */
export function table(rows: Readonly<Record<Likelihood, string>>): Matrix {
  return made((likelihood, consequence) => {
    const fields = rows[likelihood].split(", ");
    const [, level, score] =
      /^(low|medium|high|critical)(?: (\d+))?$/.exec(fields[consequence - 1] ?? "") ?? [];
    if (fields.length !== CONSEQUENCES.length || !isLevel(level)) {
      throw new Error(
        `row ${likelihood} needs five fields such as "low 1"; it is "${rows[likelihood]}"`,
      );
    }
    return score === undefined ? { level } : { level, score: Number(score) };
  });
}

function isLevel(text: string | undefined): text is Level {
  return text === "low" || text === "medium" || text === "high" || text === "critical";
}
