import { fixes } from "../../../assessment/simulation/fix";
import { outcomeOf, SEEDS } from "../../../assessment/simulation/outcome";
import { type Scenario, simulate } from "../../../assessment/simulation/simulate";

/** O34: the configuration that marcbrooker/stability-sim publishes as `metastable-retry`. */
const published: Scenario = {
  load: 70,
  servers: 2,
  slots: 5,
  work: 0.1,
  timeout: 1,
  attempts: 4,
  outage: { from: 5, to: 10, servers: 2 },
  until: 60,
};

/** All 20 take too long for each of these; that they agree is looked at once. */
const few = { seeds: [1, 2, 3, 4, 5] };

const answeredAtTheEnd = (scenario: Scenario, seed: number) =>
  simulate(scenario, seed)
    .answered.slice(-10)
    .reduce((sum, second) => sum + second, 0) / 10;

describe("O34: retries that keep a service down", () => {
  it.each([1, 2, 3, 4, 5, 6])("answers nothing at the end, seed %i", (seed) => {
    expect(answeredAtTheEnd(published, seed)).toBe(0);
    expect(outcomeOf(published, { seeds: [seed] })).toBe("metastable");
  });

  it.each<[string, Partial<Scenario>]>([
    ["no retries", { attempts: 1 }],
    ["a budget of 10 %", { budget: 0.1 }],
    ["shedding at 50", { shedAt: 50 }],
  ])("comes back with %s", (_, change) => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const answered = answeredAtTheEnd({ ...published, ...change }, seed);
      expect(answered).toBeGreaterThanOrEqual(63);
      expect(answered).toBeLessThanOrEqual(76);
    }
    expect(outcomeOf({ ...published, ...change }, few)).toBe("recovers");
  });

  it("doesn't go down without a cause", () => {
    const { outage: _, ...calm } = published;
    expect(outcomeOf(calm, few)).toBe("recovers");
  });

  it("O29: answers far less than it could with a fifth too much", () => {
    const scenario = { load: 1200, servers: 1, slots: 10, work: 0.01, timeout: 1, attempts: 1 };
    expect(answeredAtTheEnd({ ...scenario, until: 30 }, 1)).toBeLessThan(100);
    expect(answeredAtTheEnd({ ...scenario, load: 600, until: 30 }, 1)).toBeGreaterThan(550);
  });

  it("answers no more with more retries, once there is too much", () => {
    const many = [1, 2, 3, 4].map((attempts) =>
      answeredAtTheEnd({ ...published, attempts, load: 110 }, 1),
    );
    expect(many[3]).toBeLessThanOrEqual(many[0]! + 5);
  });
});

describe("fixes", () => {
  const found = fixes(published, few);
  const outcome = (change: Partial<Scenario>) => outcomeOf({ ...published, ...change }, few);

  it("are the least of each: one step less doesn't hold", () => {
    expect(found.budgetPercent).toBeGreaterThanOrEqual(10);
    expect(found.shedAt).toBeGreaterThanOrEqual(50);
    expect(outcome({ budget: found.budgetPercent! / 100 })).toBe("recovers");
    expect(outcome({ budget: (found.budgetPercent! + 1) / 100 })).not.toBe("recovers");
    expect(outcome({ shedAt: found.shedAt! })).toBe("recovers");
    expect(outcome({ shedAt: found.shedAt! + 1 })).not.toBe("recovers");
    expect(outcome({ servers: 2 + found.servers! })).toBe("recovers");
    expect(outcome({ servers: 1 + found.servers! })).not.toBe("recovers");
  });

  it("finds none where even nothing helps", () => {
    const hopeless = { ...published, load: 2000, until: 20 };
    expect(fixes(hopeless, { seeds: [1] })).toEqual({});
  });

  it("says that it doesn't know where seeds disagree", () => {
    // Just more retries than it bears: some seeds come back, some don't.
    const edge = { ...published, budget: (found.budgetPercent! + 1) / 100 };
    const alone = new Set(SEEDS.map((seed) => outcomeOf(edge, { seeds: [seed] })));
    expect(alone.size).toBeGreaterThan(1);
    expect(outcomeOf(edge)).toBe("inconclusive");
  });
});
