import {
  badMinutes,
  budgetMinutes,
  budgetShare,
  errorsSeen,
} from "../../../assessment/risk/bad-minutes";
import {
  cellOf,
  CONSEQUENCES,
  type Level,
  LIKELIHOODS,
  PRODUCT,
  RANKED,
  table,
} from "../../../assessment/risk/matrix";
import { consequenceOf, likelihoodOf } from "../../../assessment/risk/scale";
import { DAY, HOUR, MINUTE } from "../../../system/units";

describe("published risks", () => {
  it.each([
    ["O25: 3 minutes a week", { perYear: 52, detect: 0, mend: 3 * MINUTE, share: 1 }, 156],
    ["O25: 2 h of 2 %, 17 times", { perYear: 17, detect: HOUR, mend: HOUR, share: 0.02 }, 40.8],
  ])("%s", (_, taking, minutes) => {
    expect(badMinutes(taking)).toBeCloseTo(minutes, 9);
  });

  it("O42: a twentieth of the users on a version that fails a fifth is a hundredth overall", () => {
    expect(errorsSeen(0.05, 0.2)).toBeCloseTo(0.01, 12);
    const budget = { availability: 0.999, window: 30 * DAY };
    const outage = (share: number) => ({ lasts: 30 * MINUTE, share });
    expect(100 * budgetShare(outage(errorsSeen(0.05, 0.2)), budget)).toBeCloseTo(0.69, 2);
    expect(100 * budgetShare(outage(0.2), budget)).toBeCloseTo(13.9, 1);
  });

  it("counts the minutes that an objective lets go wrong", () => {
    expect(budgetMinutes(0.9999)).toBeCloseTo(52.56, 9);
  });

  it("O43: a product has 25 fields: low to 4, medium to 10, high from 12", () => {
    const levels = LIKELIHOODS.map((likelihood) =>
      CONSEQUENCES.map((consequence) => cellOf(PRODUCT, likelihood, consequence)),
    );
    expect(levels.map((row) => row.map(({ score }) => score))).toEqual([
      [5, 10, 15, 20, 25],
      [4, 8, 12, 16, 20],
      [3, 6, 9, 12, 15],
      [2, 4, 6, 8, 10],
      [1, 2, 3, 4, 5],
    ]);
    expect(levels.map((row) => row.map(({ level }) => level[0]).join(""))).toEqual([
      ...["mmhhh", "lmhhh", "lmmhh", "llmmm", "llllm"],
    ]);
  });

  it("O44: a look-up is no product", () => {
    // Fields that were published; the others are only filled up.
    const looked = table({
      A: "high, high, high, high, high",
      B: "medium, medium, high, high, high",
      C: "low, medium, medium, high, high",
      D: "low, low, medium, medium, medium",
      E: "low, low, low, medium, medium",
    });
    const published: readonly (readonly [string, Level])[] = [
      ...[["A2", "high"] as const, ["B2", "medium"] as const, ["C4", "high"] as const],
      ...[["C3", "medium"] as const, ["D5", "medium"] as const],
      ...[["E5", "medium"] as const, ["E3", "low"] as const],
    ];
    const level = (at: string) =>
      cellOf(
        looked,
        LIKELIHOODS.find((one) => one === at[0])!,
        CONSEQUENCES.find((one) => String(one) === at[1])!,
      ).level;
    expect(published.map(([at]) => level(at))).toEqual(published.map(([, as]) => as));
    expect(() => table({ ...ROWS, C: "low, low" })).toThrow("row C needs five fields");
    expect(() => table({ ...ROWS, C: "low, low, low, low, fatal" })).toThrow("row C");
  });
});

const ROWS = {
  ...{
    A: "low, low, low, low, low",
    B: "low, low, low, low, low",
    C: "",
    D: "low, low, low, low, low",
  },
  E: "low, low, low, low, low",
};

describe("the matrix of the source documents", () => {
  const cells = LIKELIHOODS.flatMap((likelihood) =>
    CONSEQUENCES.map((consequence) => ({
      likelihood,
      consequence,
      ...RANKED[likelihood][consequence],
    })),
  );

  it("ranks all 25 fields, none like another", () => {
    expect(cells.map(({ score }) => score!).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
    expect(RANKED.A[4]).toEqual({ level: "critical", score: 23 });
    expect(RANKED.C[1]).toEqual({ level: "low", score: 3 });
    expect(RANKED.E[5]).toEqual({ level: "medium", score: 15 });
  });

  it("is never less for what is likelier or worse", () => {
    const worse = cells.flatMap((one) =>
      cells.filter(
        (other) =>
          other.likelihood <= one.likelihood &&
          other.consequence >= one.consequence &&
          other.score! < one.score!,
      ),
    );
    expect(worse).toEqual([]);
  });
});

describe("the scales", () => {
  it.each([
    ...([
      [12, "A"],
      [4, "A"],
      [3.9, "B"],
      [1, "B"],
      [0.5, "C"],
      [0.2, "C"],
    ] as const),
    ...([
      [0.05, "D"],
      [0.049, "E"],
      [0, "E"],
    ] as const),
  ])("puts %d times a year at %s", (perYear, likelihood) => {
    expect(likelihoodOf(perYear)).toBe(likelihood);
  });

  it.each([
    ...([
      [0, 1],
      [299, 1],
      [300, 2],
      [3599, 2],
      [HOUR, 3],
      [4 * HOUR, 4],
      [DAY, 5],
    ] as const),
    [undefined, 5] as const,
  ])("puts %p seconds at %d", (lasts, consequence) => {
    expect(consequenceOf(lasts)).toBe(consequence);
  });
});
