import type { Observed } from "../../../recovery/observed";
import { rejoin } from "../../../recovery/plan/rejoin";
import { primaryLoss } from "../../../recovery/plan/region-loss";
import { planForVerb } from "../../../recovery/plan/verb-plan";
import { retirement } from "../../../recovery/retire";
import { before, type Mode, setting, stepOf } from "./fixtures";

const [HOME, AWAY] = ["us-central1", "us-east1"];
const BOTH = { [HOME]: 1, [AWAY]: 1 };
const platform = (mode: Mode, more: Readonly<Record<string, unknown>> = {}) =>
  setting("api-platform", mode, more);

/** What a person who asks for a failover is told, with a snapshot that is so many seconds old. */
function asked(where: ReturnType<typeof platform>, to: string, age: number) {
  const observed: Pick<Observed, "backups" | "lease"> = { backups: { volume: age }, lease: "free" };
  // Nothing else of what is observed is read.
  return planForVerb(where, { verb: "failover", region: to }, observed as Observed);
}

describe("the disk of a region that is lost", () => {
  it.each(["cold", "warm"] as const)(
    "is made of its newest snapshot under the name that instances wait for, once the lost one is fenced, in %s",
    (mode) => {
      const plan = primaryLoss(platform(mode), AWAY);
      expect(stepOf(plan, "restore-volume").action).toEqual({
        ...{ kind: "disk.restore", store: "volume", region: AWAY },
        disk: "api-platform-volume-us-east1-1",
        from: { region: HOME, disk: "api-platform-volume-us-central1-1" },
      });
      expect(before(plan, "restore-volume")).toContain("fence");
      expect(stepOf(plan, "write-description").action).toMatchObject({
        edits: { "data.volume.instances": BOTH, "data.volume.restored": { [AWAY]: 1 } },
      });
    },
  );

  it("is there before the stack is deployed that reads it", () => {
    const cold = primaryLoss(platform("cold"), AWAY);
    expect(before(cold, `make-${AWAY}`)).toContain("restore-volume");
    for (const plan of [cold, primaryLoss(platform("warm"), AWAY)]) {
      expect(before(plan, `adopt-${AWAY}`)).toContain("restore-volume");
    }
  });

  it("is there before users are sent to what isn't ready without it", () => {
    const needs = (mode: Mode) =>
      before(primaryLoss(platform(mode), AWAY), `open-files-in-${AWAY}`);
    for (const mode of ["cold", "warm"] as const) expect(needs(mode)).toContain("restore-volume");
    expect(needs("hot")).toContain("promote-volume");
    // The one that does without a file for a while is not held up.
    const api = before(primaryLoss(platform("warm"), AWAY), `open-api-in-${AWAY}`);
    expect(api).not.toContain("restore-volume");
  });

  it("has a copy that is used as it is in hot, and wherever one goes on to follow", () => {
    const kept = { "data.volume.instances": BOTH };
    for (const where of [platform("hot"), platform("warm", kept)]) {
      const plan = primaryLoss(where, AWAY);
      expect(stepOf(plan, "promote-volume").action.kind).toBe("disk.promote");
      expect(JSON.stringify(stepOf(plan, "write-description"))).not.toContain("data.volume");
    }
  });

  it("states what is lost as the age of the newest snapshot, once that is known", () => {
    const { plan } = asked(platform("warm"), AWAY, 5400);
    expect(plan?.loss["volume"]).toMatchObject({
      seconds: { best: 0, expected: 5400, worst: 5400 },
      basis: "measured",
      why: "what was written since the newest snapshot, begun 1 hour 30 minutes ago",
    });
    const { loss } = primaryLoss(platform("warm"), AWAY);
    expect(loss["volume"]).toMatchObject({ basis: "assumed", seconds: { worst: 4 * 3600 + 5000 } });
  });

  it("is not brought to where a disk from before it would be used in its place", () => {
    const over = {
      primary: AWAY,
      "data.volume.instances": BOTH,
      "data.volume.restored": { [AWAY]: 1 },
    };
    const { problems } = asked(platform("warm", over), HOME, 60);
    expect(problems?.join()).toContain(`standby retire volume --region ${HOME}`);
  });

  it("is left to be looked through and retired when its region is back", () => {
    const over = {
      primary: AWAY,
      "data.volume.instances": BOTH,
      "data.volume.restored": { [AWAY]: 1 },
    };
    const lost = { ...over, [`regions.${HOME}.state`]: "lost" };
    const { obligations } = rejoin(platform("warm", lost), { region: HOME, diverged: [] });
    expect(obligations.map(({ title }) => title)).toEqual([
      `Look through the disk of volume in ${HOME} for what only it has, then: standby retire volume --region ${HOME}`,
    ]);
    const asked = { store: "volume", region: HOME };
    expect(retirement(platform("warm", over).topology, asked).problems).toBeUndefined();
    const home = { ...over, primary: HOME };
    expect(
      retirement(platform("warm", home).topology, { ...asked, region: AWAY }).problems?.join(),
    ).toContain("gcloud compute disks delete api-platform-volume-us-east1-1");
  });
});
