import { afterOverload, scenarioOf } from "../../../assessment/simulation/overload";
import { setting } from "../../recovery/plan/fixtures";

const bank = (supposed: Record<string, unknown> = {}) =>
  setting("online-bank", "warm", supposed).topology;

describe("afterOverload", () => {
  it.each(["online-bank", "shop-smart", "click-travel", "api-platform"])(
    "%s comes back by itself as it is described, and arithmetic shows it",
    (system) => {
      const all = Object.values(afterOverload(setting(system, "warm").topology));
      expect(all.length).toBeGreaterThan(1);
      expect(new Set(all.map(({ outcome, by }) => `${outcome} by ${by}`))).toEqual(
        new Set(["recovers by arithmetic"]),
      );
    },
  );

  it("finds the web that four attempts without a budget keep down, and what brings it back", () => {
    const retries = { "services.web.retries": { attempts: 4, timeout: "2 seconds" } };
    const { web } = afterOverload(bank(retries), { seeds: [1] });
    expect(web).toMatchObject({ outcome: "metastable", by: "simulation" });
    // 14 instances carry 2800; 1200 with retries of up to 57 % of all calls fit.
    expect(web?.fixes?.budgetPercent).toBeGreaterThan(20);
    expect(web?.fixes?.budgetPercent).toBeLessThanOrEqual(60);
    // 24 of them carry 4800: all four attempts of each.
    expect(web?.fixes?.servers).toBeLessThanOrEqual(11);
  });

  it("keeps the described ratios when it scales rates down", () => {
    expect(scenarioOf(bank(), "web")).toMatchObject({
      load: 100,
      servers: 14,
      work: expect.closeTo(12 / 200, 9),
      timeout: 2,
      attempts: 2,
      budget: 0.1,
    });
  });
});
