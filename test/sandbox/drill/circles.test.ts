import type { JsonObject } from "../../../sandbox/json";
import { changesOf } from "../../../sandbox/drill/drill";
import type { Stage } from "../../../sandbox/drill/stage";
import { differences, standing } from "../circle/same";
import { bringBack, carry, lose, Stages } from "./carry";

jest.setTimeout(1_800_000);

const HOME = "us-central1";
const OTHER = "us-east1";
const AGREED = { [HOME]: [], [OTHER]: [] };

// Description, state and cloud agree while the region is gone, once it is let in again, and at home.
describe("round and home again, in hot", () => {
  const stages = new Stages();
  let stood: Stage;
  beforeAll(async () => {
    stood = await stages.open("online-bank", { standby: "hot" });
  });
  afterAll(() => stages.remove());

  it("goes twice, and ends in the cloud and the description that it began with", async () => {
    const stage = stages.fork(stood);
    const before = { cloud: cloudOf(stage), text: stage.text };
    for (const round of [1, 2]) {
      await lose(stage, HOME);
      await carry(stage, { verb: "failover", region: OTHER });
      expect([round, await changesOf(stage, [HOME])]).toEqual([round, AGREED]);
      await bringBack(stage, HOME);
      // Its own stack could not be told that it is fenced: in place, and nothing goes.
      const { [HOME]: own = [], ...others } = await changesOf(stage);
      expect([own.filter((line) => !line.startsWith("update ")), others]).toEqual([
        [],
        { [OTHER]: [] },
      ]);
      await carry(stage, { verb: "rejoin" });
      expect([round, await changesOf(stage)]).toEqual([round, AGREED]);
      await carry(stage, { verb: "switchover", region: HOME });
      expect([round, await changesOf(stage)]).toEqual([round, AGREED]);
    }
    expect(
      differences(withoutGenerations(before.cloud), withoutGenerations(cloudOf(stage))),
    ).toEqual([]);
    expect(asAtFirst(stage.text)).toBe(asAtFirst(before.text));
  });

  it("switches over and back, and is exactly what it was", async () => {
    const stage = stages.fork(stood);
    const before = { cloud: cloudOf(stage), text: stage.text };
    for (const region of [OTHER, HOME]) {
      await carry(stage, { verb: "switchover", region });
      expect(await changesOf(stage)).toEqual(AGREED);
    }
    expect(differences(before.cloud, cloudOf(stage))).toEqual([]);
    expect(stage.text).toBe(before.text);
  });
});

function cloudOf({ sandbox }: Stage) {
  return sandbox.transact((cloud) => {
    cloud.settle();
    return standing(cloud);
  });
}

/** A rebuilt instance has a new name; what was kept aside of the old one is an obligation of the rejoin. */
function withoutGenerations(cloud: ReadonlyMap<string, JsonObject>) {
  const text = JSON.stringify([...cloud]).replaceAll(/(accounts-db-us-[a-z]+1)-\d+/g, "$1");
  return new Map(JSON.parse(text) as [string, JsonObject][]); // what was written a line before
}

/** What says that it stands, and which generation it is, need not be written at first. */
function asAtFirst(text: string): string {
  return text.replaceAll(", state: standing }", " }").replaceAll(/^ +instances: .*\n/gm, "");
}
