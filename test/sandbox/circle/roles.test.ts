import { changesOf, errorsOf, type Deployed } from "../../../engine/deployer";
import { retirement } from "../../../recovery/retire";
import { changed, Circle } from "./circle";
import { deployBoth, forkOf, switchOver, topologyOf, up } from "./fork";

jest.setTimeout(900_000);

const BANK = "online-bank.yaml";
const STORE = "accounts-db";

describe("roles and copies, on what is really deployed", () => {
  const bank = new Circle(BANK, { standby: "hot" });
  afterAll(() => bank.remove());
  beforeAll(() => deployBoth(bank));

  async function forked(work: (circle: Circle) => Promise<void>): Promise<void> {
    const circle = forkOf(bank, BANK);
    await work(circle).finally(() => circle.remove());
  }

  function instanceIn(circle: Circle, region: string): string {
    return topologyOf(circle).regions[region]?.instances[STORE]?.name ?? "";
  }

  it("moves the primary by the order of the plan without a replacement", () =>
    forked(async (circle) => {
      const { deployer, home, other } = circle;
      await switchOver(circle, instanceIn(circle, other.region));
      circle.edit({ primary: other.region });
      for (const run of [other, home]) {
        expect(errorsOf(await deployer.refresh(run))).toEqual([]);
        expect(gone(await up(circle, run))).toEqual([]);
      }
      expect(changed(await deployer.preview(home))).toEqual([]);
      expect(changed(await deployer.preview(other))).toEqual([]);
    }));

  it("would have the old primary replaced without the refresh", () =>
    forked(async (circle) => {
      const { deployer, home, other } = circle;
      const old = instanceIn(circle, home.region);
      await switchOver(circle, instanceIn(circle, other.region));
      circle.edit({ primary: other.region });
      await deployer.refresh(other);
      await up(circle, other);
      const trap = await deployer.preview(home);
      expect(trap.failed).toBe(true);
      const wanted = gone(trap).filter(([, urn]) => String(urn).endsWith(`::${old}`));
      const said = errorsOf(trap).filter((line) => line.includes(old));
      expect([...wanted, ...said].length).toBeGreaterThan(0);
    }));

  it("retires a copy in two stages, and refuses to do it in one", () =>
    forked(async (circle) => {
      const { deployer, home, other } = circle;
      circle.edit({ [`data.${STORE}.instances`]: { [home.region]: 1, [other.region]: 1 } });
      circle.edit({ standby: "cold" });
      await up(circle, home);
      await up(circle, other);
      const asked = { store: STORE, region: other.region };
      const { retirement: found, problems } = retirement(topologyOf(circle), asked);
      expect(problems).toBeUndefined();
      circle.edit(found!.edits);
      expect(errorsOf(await deployer.preview(other)).join()).toContain(found!.instance);

      circle.edit({ [`data.${STORE}.instances`]: { [home.region]: 1, [other.region]: 1 } });
      const open = { ...other, config: { ...other.config, "standby:unprotect": found!.instance } };
      const first = await up(circle, open);
      expect(changesOf(first).map(({ op, urn }) => [op, urn.split("::").at(-1)])).toEqual([
        ["update", found!.instance],
      ]);
      circle.edit(found!.edits);
      const second = await up(circle, other);
      await up(circle, home);
      const deleted = changesOf(second).filter(({ op }) => op === "delete");
      expect(deleted.map(({ urn }) => urn.split("::").at(-1))).toContain(found!.instance);
      expect(changed(await deployer.preview(home))).toEqual([]);
      expect(changed(await deployer.preview(other))).toEqual([]);
    }));

  it("destroys nothing while protected, and all of it in order once protection is off", () =>
    forked(async (circle) => {
      const { deployer, home, other } = circle;
      const before = await deployer.state(other);
      expect((await deployer.destroy(other)).failed).toBe(true);
      expect(await deployer.state(other)).toEqual(before);
      // The load balancers let go of its groups first.
      circle.edit({ [`regions.${other.region}.state`]: "planned" });
      await up(circle, home);
      await up(circle, {
        ...other,
        config: { ...other.config, "standby:unprotect": "everything" },
      });
      expect(errorsOf(await deployer.destroy(other))).toEqual([]);
      expect(await deployer.state(other)).toEqual([]);
    }));
});

function gone(deployed: Deployed): readonly unknown[][] {
  return changesOf(deployed)
    .filter(({ op }) => /delete|replace/.test(op))
    .map(({ op, urn, replaceReasons }) => [op, urn, replaceReasons]);
}
