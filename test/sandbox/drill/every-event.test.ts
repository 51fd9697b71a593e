import { MODES } from "../../recovery/plan/fixtures";
import type { Stage } from "../../../sandbox/drill/stage";
import { Stages } from "./carry";
import { numbersOf, refusalOf, wrongAfter } from "./events";
import { REHEARSED } from "./systems";

jest.setTimeout(1_800_000);

const CASES = Object.entries(REHEARSED).flatMap(([system, rehearsed]) =>
  MODES.map((mode) => [system, mode, rehearsed] as const),
);

// Every shipped system in every mode is stood up once, and each event happens to a copy of it: under
// full load, recovered by the executor. What is measured lies within what the plan has said, no
// objective is missed that the plan has promised, and description, state and cloud agree: while a
// lost region is gone, once it is back, and after it has rejoined.
describe.each(CASES)("%s in %s", (system, mode, { drilled, untold }) => {
  const stages = new Stages();
  let stood: Stage;
  beforeAll(async () => {
    stood = await stages.open(system, { standby: mode });
  });
  afterAll(() => stages.remove());

  it.each(drilled)("recovers from %s of %s as its plan says", async (event, of) => {
    const { wrong, drilled: shown } = await wrongAfter(stages, stood, [event, of]);
    const lines = [...numbersOf(shown), ...wrong].map((line) => `      ${line}\n`);
    process.stdout.write(`      ${system} in ${mode}, ${event} of ${of}\n${lines.join("")}`);
    expect(wrong).toEqual([]);
  });

  it.each(untold)("says why %s of %s isn't rehearsed", (event, of, why) => {
    expect(refusalOf(stood.topology(), [event, of])).toMatch(why);
  });
});
