import type { Stage } from "../../../../sandbox/drill/stage";
import { MODES } from "../../../recovery/plan/fixtures";
import { Stages } from "../carry";
import { numbersOf, refusalOf, wrongAfter } from "../events";
import { REHEARSED } from "../systems";

const MINUTE = 60_000;

/**
 * A shipped system is stood up once in every mode, and each event happens to a copy of it: under full
 * load, recovered by the executor. What is measured lies within what the plan has said, no objective is
 * missed that the plan has promised, and description, state and cloud agree: while a lost region is
 * gone, once it is back, and after it has rejoined.
 */
export function rehearse(system: keyof typeof REHEARSED): void {
  const { drilled, untold } = REHEARSED[system];
  describe.each(MODES)(`${system} in %s`, (mode) => {
    const stages = new Stages();
    let stood: Stage;
    beforeAll(async () => {
      stood = await stages.open(system, { standby: mode });
    }, 15 * MINUTE);
    afterAll(() => stages.remove());

    it.each(drilled)(
      "recovers from %s of %s as its plan says",
      async (event, of) => {
        const { wrong, drilled: shown } = await wrongAfter(stages, stood, [event, of]);
        expect(wrong.length === 0 ? [] : [...wrong, ...numbersOf(shown)]).toEqual([]);
      },
      15 * MINUTE,
    );

    it.each(untold)("says why %s of %s isn't rehearsed", (event, of, why) => {
      expect(refusalOf(stood.topology(), [event, of])).toMatch(why);
    });
  });
}
