import type { Stage } from "../../../sandbox/drill/stage";
import { Stages } from "./carry";
import { wrongAfter } from "./events";

// A sample of every-event.test.ts, which takes all systems and modes at night.
describe("the bank in hot", () => {
  const stages = new Stages();
  let stood: Stage;
  beforeAll(async () => {
    stood = await stages.open("online-bank", { standby: "hot" });
  }, 300_000);
  afterAll(() => stages.remove());

  it.each([
    ["zone-loss", "us-central1-a"],
    ["overload", "web"],
    ["dependency-loss", "accounts"],
  ] as const)(
    "recovers from %s of %s as its plan says",
    async (event, of) => {
      const { wrong } = await wrongAfter(stages, stood, [event, of]);
      expect(wrong).toEqual([]);
    },
    300_000,
  );
});
