import { ALONE, cold, designated, hot, counterexampleIn, TWO, warm } from "./model/keeps";

// The same as exhaustive.test.ts, within larger bounds.
describe("every state that a system can get into, further on", () => {
  it.each([hot, designated, warm, cold])(
    "keeps the rules with two regions lost, one after the other: %j",
    (world) => expect(counterexampleIn(world, { faults: 2 }, ALONE)).toBeUndefined(),
    600_000,
  );

  it.each([hot, designated, warm, cold])(
    "keeps them with a region lost and the executor killed twice: %j",
    (world) => expect(counterexampleIn(world, { faults: 1, kills: 2 }, ALONE)).toBeUndefined(),
    600_000,
  );

  it.each([hot, designated, warm, cold])(
    "keeps them with two operators, a region lost and a kill: %j",
    (world) => expect(counterexampleIn(world, { faults: 1, kills: 1 }, TWO)).toBeUndefined(),
    600_000,
  );

  it.each([hot, designated, warm, cold])(
    "keeps them with two databases and two operators: %j",
    (world) =>
      expect(counterexampleIn({ ...world, databases: 2 }, { faults: 1 }, TWO)).toBeUndefined(),
    600_000,
  );

  it.each([hot, designated, warm, cold])(
    "keeps them when answers are lost or late: %j",
    (world) =>
      expect(
        counterexampleIn(world, { faults: 1, mishaps: 2, pipelines: 1 }, ALONE),
      ).toBeUndefined(),
    600_000,
  );
});
