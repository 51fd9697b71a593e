import * as fc from "fast-check";
import {
  availabilityOf,
  Diagram,
  naiveAvailabilityOf,
} from "../../../assessment/availability/diagram";
import { withSoft } from "../../../assessment/availability/downtime";
import {
  all,
  any,
  atLeast,
  part,
  type Structure,
  withCommonCause,
} from "../../../assessment/availability/structure";

const LETTERS = ["a", "b", "c", "d", "e", "f"] as const;
const share = fc.double({ min: 0, max: 1, noNaN: true });
const shares = fc.array(share, { minLength: LETTERS.length, maxLength: LETTERS.length });

/** Shapes over six parts that may stand in several places. */
const shape = fc.letrec<{ any: Shape; leaf: Shape; node: Shape }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, tie("leaf"), tie("node")),
  leaf: fc.constantFrom(...LETTERS),
  node: fc.record({
    count: fc.integer({ min: 0, max: 3 }),
    of: fc.array(tie("any"), { minLength: 1, maxLength: 4 }),
  }),
})).any;
type Shape = (typeof LETTERS)[number] | { readonly count: number; readonly of: readonly Shape[] };

function structure(one: Shape, values: readonly number[]): Structure {
  if (typeof one === "string") return part(one, values[LETTERS.indexOf(one)]!);
  const of = one.of.map((inner) => structure(inner, values));
  return atLeast(Math.min(one.count, of.length), of);
}

function works(one: Structure, up: ReadonlySet<string>): boolean {
  if (one.is === "part") return up.has(one.id);
  return one.of.filter((inner) => works(inner, up)).length >= one.count;
}

/** Every case, one by one: slow, and hard to get wrong. */
function enumerated(one: Structure, values: readonly number[]): number {
  let sum = 0;
  for (let bits = 0; bits < 2 ** LETTERS.length; bits++) {
    const isUp = (index: number) => (bits >> index) % 2 === 1;
    const up = new Set(LETTERS.filter((_, index) => isUp(index)));
    const chance = values.reduce((p, value, index) => p * (isUp(index) ? value : 1 - value), 1);
    if (works(one, up)) sum += chance;
  }
  return sum;
}

describe("the exact availability", () => {
  it("is that of counting all cases", () => {
    fc.assert(
      fc.property(shape, shares, (one, values) => {
        const asked = structure(one, values);
        expect(availabilityOf(asked)).toBeCloseTo(enumerated(asked, values), 9);
      }),
    );
  });

  it("gains from each part what it would gain if that never failed", () => {
    fc.assert(
      fc.property(shape, shares, (one, values) => {
        const asked = structure(one, values);
        const now = availabilityOf(asked);
        for (const [id, gain] of new Diagram(asked).gains()) {
          const perfect = values.map((value, at) => (LETTERS[at] === id ? 1 : value));
          expect(gain).toBeCloseTo(availabilityOf(structure(one, perfect)) - now, 9);
        }
      }),
    );
  });

  it("is no worse with another way, and no better with another need", () => {
    fc.assert(
      fc.property(shape, shape, shares, (one, other, values) => {
        const [first, second] = [structure(one, values), structure(other, values)];
        const alone = availabilityOf(first);
        expect(availabilityOf(any(first, second))).toBeGreaterThanOrEqual(alone - 1e-12);
        expect(availabilityOf(all(first, second))).toBeLessThanOrEqual(alone + 1e-12);
      }),
    );
  });

  it("doesn't depend on order, nor on saying a need twice", () => {
    fc.assert(
      fc.property(shape, shape, shares, (one, other, values) => {
        const [a, b] = [structure(one, values), structure(other, values)];
        expect(availabilityOf(all(a, b))).toBeCloseTo(availabilityOf(all(b, a, b)), 12);
      }),
    );
  });

  it("is the naive one where nothing is shared", () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 0, max: 6 }), (values, count) => {
        const asked = atLeast(
          count,
          values.map((value, index) => part(LETTERS[index]!, value)),
        );
        expect(availabilityOf(asked)).toBeCloseTo(naiveAvailabilityOf(asked), 12);
      }),
    );
  });

  it("takes beta from independence to one unit, and a soft need never to less than a hard one", () => {
    fc.assert(
      fc.property(share, share, share, (q, p, loses) => {
        expect(availabilityOf(withCommonCause("x", 2, 1, q, 0))).toBeCloseTo(1 - q * q, 12);
        expect(availabilityOf(withCommonCause("x", 2, 1, q, 1))).toBeCloseTo(1 - q, 12);
        expect(withSoft(p, 1 - q, loses)).toBeGreaterThanOrEqual(p * (1 - q) - 1e-12);
      }),
    );
  });

  it("refuses a part with two availabilities", () => {
    expect(() => availabilityOf(any(part("a", 0.9), part("a", 0.8)))).toThrow("two availabilities");
  });
});
