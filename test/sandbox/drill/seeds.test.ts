import type { Stage } from "../../../sandbox/drill/stage";
import { Stages } from "./carry";
import { type Case, momentBefore, surprises, withSeed } from "./seeds";

jest.setTimeout(3_600_000);

const SEEDS = 200;

const CASES: readonly Case[] = [
  { event: "region-loss", of: "us-central1" },
  { event: "zone-loss", of: "us-central1-a" },
  { event: "overload", of: "web" },
  { event: "data-deletion", of: "accounts-db" },
  { event: "data-deletion", of: "products-db" },
  { event: "dependency-loss", of: "accounts" },
  { event: "bad-release", of: "web" },
];

// One deployed bank; each seed is a copy of it at the moment before the event. What is measured has to
// lie between the best and the worst that the plan predicts, whatever the luck.
describe("whatever the luck, in hot", () => {
  const stages = new Stages();
  let stood: Stage;
  beforeAll(async () => {
    stood = await stages.open("online-bank", { standby: "hot" });
  });
  afterAll(() => stages.remove());

  it.each(CASES)(`ends within what was predicted, ${SEEDS} times: %j`, async (happened) => {
    const moment = await momentBefore(stages, stood, happened);
    const found: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const outcome = await withSeed(stages, moment, happened, seed);
      found.push(...surprises(outcome).map((one) => `seed ${seed}: ${one}`));
    }
    expect(found).toEqual([]);
  });
});
