import * as fc from "fast-check";
import { type Called, flow } from "../../../assessment/capacity/flow";
import { callsPerRequest } from "../../../assessment/capacity/retries";

const service = (changes: Partial<Called>): Called => ({
  demand: 100,
  capacity: 200,
  tries: { attempts: 1 },
  calls: [],
  hard: [],
  ...changes,
});

describe("flow", () => {
  it("multiplies the attempts of all layers where the last answers nothing", () => {
    const tries = { attempts: 4 };
    const layer = (name: string[]) => service({ tries, calls: name, hard: name, capacity: 10_000 });
    const flowing = flow(
      { front: layer(["middle"]), middle: layer(["back"]), back: layer([]) },
      new Set(["back"]),
    );
    expect(flowing.front?.arriving).toBeCloseTo(400, 6);
    expect(flowing.back?.arriving).toBeCloseTo(6400, 6); // 64 calls for each of 100
    expect(flowing.front?.failing).toBe(1);
  });

  it("lets a soft dependency fail alone", () => {
    const front = service({ calls: ["back"] });
    const flowing = flow({ front, back: service({ capacity: 0 }) });
    expect(flowing.front).toEqual({ arriving: 100, callFails: 0, failing: 0 });
    expect(flowing.back?.failing).toBe(1);
  });

  it("makes a small shortage a large one with each attempt more", () => {
    const arriving = [1, 2, 3, 4].map(
      (attempts) => flow({ a: service({ capacity: 80, tries: { attempts } }) }).a?.arriving ?? 0,
    );
    expect(arriving[0]).toBe(100);
    expect(arriving[3]).toBeGreaterThan(1.5 * 100);
    expect(arriving).toEqual([...arriving].sort((a, b) => a - b));
  });

  it("fails exactly what can't be served, however often it is tried", () => {
    const tried = fc.record({
      capacity: fc.integer({ min: 1, max: 200 }),
      attempts: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(tried, ({ capacity, attempts }) => {
        const { a } = flow({ a: service({ capacity, tries: { attempts } }) });
        // What is answered is what can be: retries never add to it, and cost none of it here.
        expect(1 - (a?.failing ?? 0)).toBeCloseTo(Math.min(1, capacity / 100), 2);
        const calls = callsPerRequest({ attempts }, a?.callFails ?? 0);
        expect(a?.arriving).toBeCloseTo(100 * calls, 0);
      }),
    );
  });

  it("comes to an end where services call in a circle", () => {
    const around = (calls: string) =>
      service({ calls: [calls], capacity: 10, tries: { attempts: 3 } });
    const flowing = flow({ a: around("b"), b: around("a") });
    expect(flowing.a?.arriving).toBeLessThan(Infinity);
    expect(flowing.a?.failing).toBeGreaterThan(0.8);
  });
});
