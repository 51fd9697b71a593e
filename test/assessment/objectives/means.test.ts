import { lostMeans, needsOf } from "../../../assessment/objectives/means";
import { recoveryTime } from "../../../assessment/objectives/recovery-time";
import type { Plan } from "../../../recovery/model";
import { primaryLoss } from "../../../recovery/plan/region-loss";
import { setting } from "../../recovery/plan/fixtures";
import { assessed } from "./fixtures";

const bank = setting("online-bank", "hot");
const plan = primaryLoss(bank, "us-east1");
/** As if the region that takes over were the one that is lost: its own APIs are gone. */
const impossible: Plan = { ...plan, of: "us-east1" };

describe("what a recovery needs itself", () => {
  it("is said of the loss of each region", () => {
    const { needs } = assessed("online-bank", "hot");
    expect(needs.map(({ of }) => of)).toEqual(["us-central1", "us-east1"]);
    expect(needs[0]?.needs.map(({ means }) => means)).toContain("registry");
    expect(needsOf([], bank.topology)).toEqual([]);
  });

  it("ends a recovery where it is lost along with what it should bring back", () => {
    expect(lostMeans(impossible, bank.topology, ["accounts-db"])?.means).toBe("apis");
    expect(recoveryTime(impossible, bank.topology, ["accounts-db"])).toEqual({
      is: "never",
      because:
        "the recovery from region-loss of us-east1 needs Google's APIs of us-east1, which is in us-east1 alone",
    });
  });

  it("stands in nobody's way where it is elsewhere", () => {
    expect(lostMeans(plan, bank.topology, ["accounts-db"])).toBeUndefined();
    expect(recoveryTime(plan, bank.topology, ["accounts-db"]).is).toBe("known");
  });
});

describe("a way in that fails", () => {
  it("is an answer to the objective of a platform that has a way around it", () => {
    const found = assessed("api-platform", "hot").findings.filter(
      ({ of, event, metric }) => of === "system" && event === "dependency-loss" && metric === "rto",
    );
    expect(found.map(({ hit }) => hit)).toEqual([expect.stringMatching(/^(front|load-balancer)$/)]);
    expect(found[0]?.estimate.is).toBe("known");
  });

  it("is none for a system without another way", () => {
    const hits = assessed("online-bank", "hot").findings.flatMap(({ hit }) => hit ?? []);
    expect(hits).not.toContain("front");
  });
});
