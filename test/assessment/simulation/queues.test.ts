import { meanWait } from "../../../assessment/capacity/queue";
import { SEEDS } from "../../../assessment/simulation/outcome";
import { type Scenario, simulate } from "../../../assessment/simulation/simulate";

const patient = { slots: 1, work: 1, timeout: Infinity, attempts: 1, until: 2500 } as const;

/** Mean wait over 20 runs, and how far it may be off: Student's t exceeds 4.9 once in 10,000 times. */
function measured(scenario: Scenario): { readonly mean: number; readonly error: number } {
  const means = SEEDS.map((seed) => {
    const { waited, begun } = simulate(scenario, seed);
    return waited / begun;
  });
  const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
  const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (means.length - 1);
  return { mean, error: 4.9 * Math.sqrt(variance / means.length) };
}

describe("the simulation against queues in closed form", () => {
  it.each([
    ["M/M/1", 1, 0.5],
    ["M/M/1, busy", 1, 0.8],
    ["M/M/2", 2, 1.5],
    ["M/M/3", 3, 2],
    ["M/M/10", 10, 8],
  ])("%s: waits as long as Erlang's formula says", (_, servers, load) => {
    const { mean, error } = measured({ ...patient, servers, load });
    const expected = meanWait(servers, load);
    expect(Math.abs(mean - expected)).toBeLessThan(error);
    // An interval that holds anything would prove nothing.
    expect(error / expected).toBeLessThan(0.35);
  });

  it("sees slots of one server as so many servers", () => {
    const { mean, error } = measured({ ...patient, servers: 1, slots: 3, load: 2 });
    expect(Math.abs(mean - meanWait(3, 2))).toBeLessThan(error);
  });

  it("offers as much as is asked for, and answers it", () => {
    const { offered, answered } = simulate({ ...patient, servers: 3, load: 2 }, 1);
    const [asked, done] = [offered, answered].map((all) => all.reduce((sum, one) => sum + one, 0));
    expect(asked! / 2500).toBeCloseTo(2, 1);
    expect(done! / asked!).toBeGreaterThan(0.99);
  });

  it("gives the same run for the same seed, and another for another", () => {
    const scenario = { ...patient, servers: 2, load: 1.5, until: 500 };
    expect(simulate(scenario, 7)).toEqual(simulate(scenario, 7));
    expect(simulate(scenario, 8).events).not.toBe(simulate(scenario, 7).events);
  });
});
