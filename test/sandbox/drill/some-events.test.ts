import type { Stage } from "../../../sandbox/drill/stage";
import { Stages } from "./carry";
import { type Happening, wrongAfter } from "./events";

type Mode = "cold" | "warm" | "hot";

// A sample of every-event.test.ts, which takes the rest at night: each system, each mode, each event.
const SAMPLE: readonly (readonly [system: string, mode: Mode, happenings: readonly Happening[]])[] =
  [
    [
      "online-bank",
      "hot",
      [
        ["zone-loss", "us-central1-a"],
        ["overload", "web"],
        ["dependency-loss", "accounts"],
      ],
    ],
    [
      "click-travel",
      "warm",
      [
        ["region-loss", "us-central1"],
        ["bad-release", "ui"],
      ],
    ],
    [
      "shop-smart",
      "cold",
      [
        ["zone-loss", "us-central1-a"],
        ["data-deletion", "ratings"],
      ],
    ],
    ["api-platform", "hot", [["region-loss", "us-east1"]]],
  ];

describe.each(SAMPLE)("%s in %s", (system, standby, happenings) => {
  const stages = new Stages();
  let stood: Stage;
  beforeAll(async () => {
    stood = await stages.open(system, { standby });
  }, 900_000);
  afterAll(() => stages.remove());

  it.each(happenings)(
    "recovers from %s of %s as its plan says",
    async (event, of) => {
      const { wrong } = await wrongAfter(stages, stood, [event, of]);
      expect(wrong).toEqual([]);
    },
    900_000,
  );
});
