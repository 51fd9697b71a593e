import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { changesOf } from "../../../sandbox/drill/drill";
import { Stage } from "../../../sandbox/drill/stage";
import { PROJECT } from "../../stacks/runs";
import { bringBack, carry, lose } from "./carry";

jest.setTimeout(900_000);

const [HOME, OTHER] = ["us-central1", "us-east1"];

/** The platform with nothing but its files and the disk that holds them. */
function files(): string {
  const text = readFileSync(path.join(PROJECT, "systems/api-platform.yaml"), "utf8");
  const whole = parse(text) as Record<string, Record<string, unknown>>;
  const { services, data, people, name, regions, home, primary, standby, domain, hostImage } =
    whole;
  return stringify({
    ...{ name, regions, home, primary, standby, domain, hostImage, people },
    services: { files: services?.["files"] },
    data: { volume: data?.["volume"] },
  });
}

// A service and its disk alone. The plan itself ends only when both previews are empty.
describe("a disk in hot", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-disk-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is used in the other region when its own is gone, and what is described agrees with it", async () => {
    const stage = await Stage.open({ dir: PROJECT, text: files(), folder, standby: "hot" });
    const states = () =>
      stage.sandbox.transact((cloud) =>
        [...cloud.all("compute.RegionDisk")].map(({ location, runtime }) => [
          location,
          runtime["left"] === true,
        ]),
      );
    expect(states()).toEqual([
      [HOME, false],
      [OTHER, false],
    ]);
    await lose(stage, HOME);
    const plan = await carry(stage, { verb: "failover", region: OTHER });
    expect(plan.steps.map(({ id }) => id)).toContain("promote-volume");
    expect(states()).toContainEqual([OTHER, true]);
    await bringBack(stage, HOME);
    const { obligations } = await carry(stage, { verb: "rejoin" });
    expect(obligations.map(({ title }) => title).join()).toContain(
      "standby mode warm, standby retire",
    );
    expect(Object.values(await changesOf(stage)).flat()).toEqual([]);
  });
});

// No copy follows: the disk is made of the newest snapshot, by API, and stays outside of all stacks.
describe.each(["cold", "warm"] as const)("a disk in %s", (standby) => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-disk-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is made of its newest snapshot in the other region, and nothing wants to replace or delete either", async () => {
    const stage = await Stage.open({ dir: PROJECT, text: files(), folder, standby });
    const changes = async (gone: readonly string[] = []) =>
      Object.values(await changesOf(stage, gone)).flat();
    await stage.clock.sleep(6 * 3_600_000);
    // A copy of what it held stands beside it, outside of all stacks, and changes nothing there.
    const at = new Date(stage.clock.now()).toISOString();
    await carry(stage, { verb: "restore", store: "volume", at });
    expect(await changes()).toEqual([]);
    await lose(stage, HOME);
    const { loss } = await carry(stage, { verb: "failover", region: OTHER });
    expect(loss["volume"]).toMatchObject({ basis: "measured" });
    const { data } = stage.topology().system;
    expect(data["volume"]).toMatchObject({
      instances: { [HOME]: 1, [OTHER]: 1 },
      restored: { [OTHER]: 1 },
    });
    expect(await changes([HOME])).toEqual([]);
    await bringBack(stage, HOME);
    const own = await changes();
    expect(own.filter((line) => /^(delete|replace|create).*RegionDisk::/.test(line))).toEqual([]);
    const { obligations } = await carry(stage, { verb: "rejoin" });
    expect(obligations.map(({ title }) => title).join()).toContain(
      `standby retire volume --region ${HOME}`,
    );
    expect(await changes()).toEqual([]);
    const names = stage.sandbox.transact((cloud) =>
      [...cloud.all("compute.RegionDisk")].map(({ name }) => name),
    );
    const [old, made] = [HOME, OTHER].map((region) => `api-platform-volume-${region}-1`);
    expect(names).toEqual([old, `api-platform-volume-${HOME}-copy-1`, made]);
  });
});
