import { finishes } from "../../../recovery/plan/critical-path";
import { zoneLoss } from "../../../recovery/plan/zone-loss";
import { setting } from "./fixtures";

describe("the loss of a zone", () => {
  const travel = zoneLoss(setting("click-travel", "hot"), "us-central1-a");

  it("needs nobody for what stands in several zones", () => {
    const restoring = travel.steps.filter(({ restores }) => restores);
    expect(restoring.every(({ automatic }) => automatic)).toBe(true);
    expect(finishes(travel, "worst").get("serves-ui")).toBe(18);
    expect(finishes(travel, "worst").get("ha-orders-db")).toBe(180);
    expect(travel.loss["orders-db"]).toMatchObject({ seconds: { worst: 0 } });
  });

  it("says that what is in the one zone waits for it, and what to do about that", () => {
    const analytics = travel.steps.find(({ restores }) => restores?.includes("analytics"));
    expect(analytics?.id).toBe("waits-analytics");
    expect(travel.obligations.map(({ title }) => title)).toEqual([
      "Consider more zones for analytics",
    ]);
  });

  it("concerns nothing where nothing stands", () => {
    expect(zoneLoss(setting("online-bank", "hot"), "us-west1-a").steps.map(({ id }) => id)).toEqual(
      ["report"],
    );
  });
});
