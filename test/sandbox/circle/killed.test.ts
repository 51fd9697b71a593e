import path from "node:path";
import { Rehearsal, shareOf } from "./killed";

const NO_CLI = path.dirname(process.execPath);
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

jest.setTimeout(300_000);

describe("standby up, killed at a random moment", () => {
  const clean = new Rehearsal(NO_CLI);
  let took = 0;
  let killed = 0;
  let states: Readonly<Record<string, unknown>>;
  afterAll(() => {
    clean.remove();
    process.stdout.write(`killed: ${killed} of ${SEEDS.length}, a run takes ${took} ms\n`);
  });

  beforeAll(async () => {
    const begun = performance.now();
    expect(await clean.up()).toBe(0);
    took = Math.round(performance.now() - begun);
    states = await clean.states();
  });

  it.each(SEEDS)("goes on where it was, and ends in the same store: seed %d", async (seed) => {
    const rehearsal = new Rehearsal(NO_CLI);
    try {
      if ((await rehearsal.up({ afterMs: shareOf(seed) * took })) === null) killed += 1;
      expect(await rehearsal.up()).toBe(0);
      expect(rehearsal.cloud()).toEqual(clean.cloud());
      expect(withoutFolder(await rehearsal.states(), rehearsal)).toEqual(
        withoutFolder(states, clean),
      );
    } finally {
      rehearsal.remove();
    }
  });

  it("was really killed, most of the time", () => {
    expect(killed).toBeGreaterThan(SEEDS.length / 2);
  });
});

/** The state of a stack names the description that it was read from. */
function withoutFolder(states: Readonly<Record<string, unknown>>, { folder }: Rehearsal): unknown {
  return JSON.parse(JSON.stringify(states).replaceAll(path.basename(folder), "FOLDER"));
}
