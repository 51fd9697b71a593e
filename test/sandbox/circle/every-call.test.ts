import { NOTHING } from "../../../engine/embedded/deploy/state";
import { PROJECT as DIRECTORY } from "../../stacks/runs";
import { Circle } from "./circle";
import {
  callsOf,
  differenceOf,
  disturbed,
  undisturbed,
  WAYS,
  type Beginning,
  type End,
  type Way,
} from "./cut-off";
import { up } from "./fork";
import { Recording } from "./recording";

jest.setTimeout(600_000);

// The bank's second stack, hot, from nothing: Google's replica, groups and disks are all in it.
describe("the other region's stack, whichever of its calls goes wrong", () => {
  const bank = new Circle("online-bank.yaml", { standby: "hot" });
  const recording = new Recording();
  let beginning: Beginning;
  let calls = 0;
  let expected: End;
  afterAll(() => {
    bank.remove();
    process.stdout.write(`every call: ${calls} calls, ${WAYS.length} ways\n`);
  });

  beforeAll(async () => {
    await up(bank, bank.home);
    const { stack, config } = bank.other;
    const program = { dir: DIRECTORY, stack, config };
    const runner = recording.play;
    beginning = { sandbox: bank.sandbox.fork(), state: NOTHING, runner };
    expected = await undisturbed(beginning, recording.record(program));
    calls = await callsOf(beginning);
  });

  it("is played back as the program itself did it", async () => {
    expect(calls).toBeGreaterThan(20);
    expect(await undisturbed(beginning)).toEqual(expected);
    expect(recording.strange).toEqual([]);
  });

  it.each(WAYS)("ends as if nothing had happened, with nothing twice: %s", async (way) => {
    const { wrong, twice } = await everyCall(way);
    expect(wrong).toEqual([]);
    // The provider asks again for what it had no answer to, and the service numbers each version.
    expect(twice).toEqual(way === "lost" ? ["online-bank-database-ca/3"] : []);
  });

  /** What ends otherwise, by the number of the call; and versions of secrets that are there twice. */
  async function everyCall(way: Way) {
    const wrong: unknown[] = [];
    const twice: string[] = [];
    for (let nth = 1; nth <= calls; nth++) {
      const { cloud, state } = differenceOf(await disturbed(beginning, way, nth), expected);
      const again = cloud.filter((id) => id.startsWith("secretmanager.SecretVersion:"));
      twice.push(...again.map((id) => id.split("/global/")[1] ?? ""));
      const others = cloud.filter((id) => !again.includes(id));
      const about = state.filter((urn) => again.length === 0 || !/:SecretVersion::/.test(urn));
      if (others.length + about.length > 0) wrong.push({ nth, others, about });
    }
    return { wrong, twice };
  }
});
