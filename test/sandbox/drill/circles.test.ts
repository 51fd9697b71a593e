import type { JsonObject } from "../../../sandbox/json";
import type { Stage } from "../../../sandbox/drill/stage";
import type { Topology } from "../../../topology/model";
import { differences, standing } from "../circle/same";
import { bringBack, carry, changes, lose, Stages } from "./carry";

jest.setTimeout(1_800_000);

const CASES = [
  ["online-bank", "hot"],
  ["online-bank", "warm"],
  ["click-travel", "hot"],
] as const;

/** Autoscalers take away slowly what isn't needed any more. */
const QUIET = 3 * 3_600_000;

// Description, state and cloud agree while the region is gone, once it is let in again, and at home.
// Cold has no circle: nothing is designated there, so the way home leads through warm.
describe.each(CASES)("round and home again: %s in %s", (system, standby) => {
  const stages = new Stages();
  let stood: Stage;
  let home = "";
  let other = "";
  beforeAll(async () => {
    stood = await stages.open(system, { standby });
    const { regions } = stood.topology();
    ({ home } = stood.topology());
    other = Object.keys(regions).find((name) => name !== home) ?? "";
  });
  afterAll(() => stages.remove());

  it("goes twice, and ends in the cloud and the description that it began with", async () => {
    const stage = stages.fork(stood);
    const before = { cloud: cloudOf(stage), text: stage.text };
    for (const round of [1, 2]) {
      await lose(stage, home);
      await carry(stage, { verb: "failover", region: other });
      expect([round, await changes(stage, [home])]).toEqual([round, []]);
      await bringBack(stage, home);
      // Its own stack could not be told that it is fenced: in place, and nothing goes.
      const own = await changes(stage);
      expect(own.filter((line) => !line.startsWith(`${home}: update `))).toEqual([]);
      await carry(stage, { verb: "rejoin" });
      expect([round, await changes(stage)]).toEqual([round, []]);
      await carry(stage, { verb: "switchover", region: home });
      expect([round, await changes(stage)]).toEqual([round, []]);
    }
    await stage.clock.sleep(QUIET);
    const [first, last] = [before.cloud, cloudOf(stage)].map((cloud) =>
      withoutGenerations(cloud, stage.topology()),
    );
    expect(first && last && differences(first, last)).toEqual([]);
    expect(asAtFirst(stage.text)).toBe(asAtFirst(before.text));
  });

  it("switches over and back, and is exactly what it was", async () => {
    const stage = stages.fork(stood);
    const before = { cloud: cloudOf(stage), text: stage.text };
    for (const region of [other, home]) {
      await carry(stage, { verb: "switchover", region });
      expect(await changes(stage)).toEqual([]);
    }
    await stage.clock.sleep(QUIET);
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
function withoutGenerations(
  cloud: ReadonlyMap<string, JsonObject>,
  { databases, regions, system }: Topology,
) {
  const stores = Object.keys(databases).join("|");
  const places = Object.keys(regions).join("|");
  const names = new RegExp(`(${system.name}-(?:${stores})-(?:${places}))-\\d+`, "g");
  const text = JSON.stringify([...cloud]).replaceAll(names, "$1");
  return new Map(JSON.parse(text) as [string, JsonObject][]); // what was written a line before
}

/** What says that it stands, and which generation it is, need not be written at first. */
function asAtFirst(text: string): string {
  return text.replaceAll(", state: standing }", " }").replaceAll(/^ +instances: .*\n/gm, "");
}
