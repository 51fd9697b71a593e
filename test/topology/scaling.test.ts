import * as fc from "fast-check";
import { roundsOf } from "../../topology/scaling";

const at = (target: number) => ({ scaling: { on: "cpu", target } }) as const;

describe("how often an autoscaler looks until all are there", () => {
  it.each([
    ["20 pods to 75 at 60 %: 34, 57, 75", at(0.6), 20, 75, 3],
    ["as many as one look asks for", at(0.6), 3, 5, 1],
    ["one more", at(0.6), 3, 6, 2],
    ["nothing to grow", at(0.6), 4, 4, 1],
    ["from none", at(0.5), 0, 8, 3],
    ["with no room left to be seen busier", at(1), 2, 9, 1],
    ["by the usual target where another signal is described", { scaling: undefined }, 3, 6, 2],
  ])("%s", (_, spec, least, most, rounds) => {
    expect(roundsOf(spec, { least, most })).toBe(rounds);
  });

  it("never gets there sooner with a higher target, nor with more to grow", () => {
    const sizes = fc.integer({ min: 1, max: 50 });
    const targets = fc.double({ min: 0.2, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(sizes, sizes, targets, targets, (least, more, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const rounds = (target: number, most: number) => roundsOf(at(target), { least, most });
        expect(rounds(high, least + more)).toBeGreaterThanOrEqual(rounds(low, least + more));
        expect(rounds(low, least + more)).toBeGreaterThanOrEqual(rounds(low, least));
      }),
    );
  });
});
