import { overload } from "../../../recovery/plan/overload";
import { backAfter } from "../../../recovery/plan/back";
import { primaryLoss } from "../../../recovery/plan/region-loss";
import { switchover } from "../../../recovery/plan/switchover";
import { planForVerb } from "../../../recovery/plan/verb-plan";
import type { Observed } from "../../../recovery/observed";
import { before, MODES, setting, stepOf } from "./fixtures";

const EAST = "us-east1";
const PODS = ["checkout", "catalogue", "reviews"];

describe("the loss of a region of pods", () => {
  it.each(MODES)("has a way back for each of them, in %s", (mode) => {
    const shop = setting("shop-smart", mode);
    const plan = primaryLoss(shop, EAST);
    for (const name of PODS) {
      expect([name, backAfter(plan, shop.topology, [name], "worst")]).toEqual([
        name,
        expect.objectContaining({ path: expect.anything() }),
      ]);
    }
  });

  it("raises the least of the pods that stand in warm, waits for them, and opens then", () => {
    const plan = primaryLoss(setting("shop-smart", "warm"), EAST);
    expect(stepOf(plan, "grow-checkout-in-us-east1")).toMatchObject({
      needs: ["fence"],
      action: { kind: "pods.scale", service: "checkout", region: EAST },
      reversal: { by: { kind: "pods.scale", least: 3 } },
    });
    expect([...before(plan, "open-checkout-in-us-east1")]).toEqual(
      expect.arrayContaining(["grow-checkout-in-us-east1", "healthy-checkout-in-us-east1"]),
    );
    expect(stepOf(plan, "open-reviews-in-us-east1").needs).toContain("point-ratings");
  });

  it("makes a cluster in cold, lists its pods by what is global, and keeps the old one", () => {
    const plan = primaryLoss(setting("shop-smart", "cold"), EAST);
    expect(stepOf(plan, "list-pods-in-us-east1")).toMatchObject({
      action: { kind: "pulumi.up", region: "us-central1", global: true },
      needs: ["make-us-east1", "point-ratings"],
    });
    expect(stepOf(plan, "write-description").action).toMatchObject({
      edits: { "kubernetes.clusters": ["us-central1", EAST] },
    });
    expect(plan.steps.map(({ id }) => id)).not.toContain("close-checkout-in-us-central1");
  });
});

describe("a switchover of pods", () => {
  it("grows those that stand, before the writer moves to them", () => {
    const plan = switchover(setting("shop-smart", "warm"), EAST);
    expect(stepOf(plan, "switch-ratings").needs).toContain("healthy-reviews-in-us-east1");
  });

  it("is no plan where no cluster stands", () => {
    const wanted = { verb: "switchover", region: EAST } as const;
    // What is observed plays no part in a switchover's plan.
    expect(planForVerb(setting("shop-smart", "cold"), wanted, {} as Observed).problems).toEqual([
      "checkout, catalogue, reviews can't run in us-east1, where no cluster stands; go warm first: standby mode warm",
    ]);
  });
});

describe("too many requests for pods", () => {
  it("can be met beyond their limits, too", () => {
    const plan = overload(setting("shop-smart", "warm"), "checkout");
    expect(stepOf(plan, "raise-checkout-in-us-central1").action.kind).toBe("pods.scale");
  });
});
