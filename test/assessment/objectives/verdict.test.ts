import * as fc from "fast-check";
import { type Estimate, type Known, timed } from "../../../assessment/objectives/estimate";
import { verdictOf } from "../../../assessment/objectives/verdict";

function estimate([best, expected, worst]: readonly number[], open: string[] = []): Known {
  const at = (seconds = 0) =>
    timed([{ resource: "web", what: "all of it", seconds, basis: "assumed", source: "a test" }]);
  return { is: "known", best: at(best), expected: at(expected), worst: at(worst), open };
}

describe("a verdict", () => {
  it.each([
    ["met", [1, 2, 60], true],
    ["met-unproven", [1, 2, 60], false],
    ["at-risk", [1, 60, 61], true],
    ["breached-can-be-met", [60, 61, 99], true],
    ["breached-unattainable", [61, 62, 99], true],
  ])("is %s for %j of 60 seconds", (verdict, range, proven) => {
    expect(verdictOf(estimate(range), 60, { proven })).toBe(verdict);
  });

  it("is none without an objective", () => {
    expect(verdictOf(estimate([1, 2, 3]), undefined, { proven: true })).toBe("no-objective");
  });

  it("takes the word of who has looked for a way", () => {
    const asked = (attainable: boolean) =>
      verdictOf(estimate([61, 62, 99]), 60, { proven: false, attainable });
    expect([asked(true), asked(false)]).toEqual(["breached-can-be-met", "breached-unattainable"]);
  });

  it("knows that what is too much already won't become less by what is unknown", () => {
    const open = ["its size is not described"];
    expect(verdictOf(estimate([1, 61, 62], open), 60, { proven: false })).toMatch(/^breached/);
    expect(verdictOf(estimate([1, 2, 3], open), 60, { proven: true })).toBe("not-assessable");
  });

  it("never calls met what is unknown", () => {
    const unknown = fc.record({ is: fc.constantFrom("unknown", "never"), because: fc.string() });
    fc.assert(
      fc.property(unknown, fc.nat(), fc.boolean(), (one, objective, proven) => {
        expect(verdictOf(one as Estimate, objective, { proven })).not.toMatch(/^met|at-risk/);
      }),
    );
  });

  it("never gets better by taking longer", () => {
    const order = ["met", "at-risk", "breached-can-be-met", "breached-unattainable"];
    const range = fc
      .array(fc.nat(100), { minLength: 3, maxLength: 3 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(range, fc.nat(50), fc.nat(100), (lengths, more, objective) => {
        const rank = (lengths: readonly number[]) =>
          order.indexOf(verdictOf(estimate(lengths), objective, { proven: true }));
        expect(rank(lengths.map((one) => one + more))).toBeGreaterThanOrEqual(rank(lengths));
      }),
    );
  });
});
