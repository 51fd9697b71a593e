import { EVENTS } from "../../system/schema/objective";
import { planFor } from "../../recovery/plan/plan-for";
import { plansOf } from "../../recovery/plan/plans-of";
import { primaryLoss } from "../../recovery/plan/region-loss";
import { lostWith, requires } from "../../recovery/requires";
import { MODES, setting } from "./plan/fixtures";

const bank = setting("online-bank", "hot");
const lost = primaryLoss(bank, "us-east1");

describe("what a recovery depends on itself", () => {
  it("names each with its place and the steps that stop without it", () => {
    const found = requires(lost, bank.topology);
    const places = found.map(({ means, where }) => `${means} ${where}`);
    expect(places).toEqual([
      "apis us-east1",
      "lease us",
      "deployments elsewhere",
      "state us",
      "registry us",
      "secrets global",
      "dns global",
    ]);
    expect(found.find(({ means }) => means === "dns")?.steps).toEqual(["point-accounts-db"]);
  });

  it("is only of steps that the plan has", () => {
    for (const { steps } of requires(lost, bank.topology)) {
      expect(lost.steps.map(({ id }) => id)).toEqual(expect.arrayContaining([...steps]));
    }
  });

  it.each(["online-bank", "click-travel", "shop-smart", "api-platform"])(
    "is never in the region that is lost, for %s in any mode",
    (system) => {
      for (const mode of MODES) {
        const { topology, durations } = setting(system, mode);
        const flaws = plansOf({ topology, durations }).flatMap((plan) =>
          lostWith(plan, topology).map(({ means, steps }) => [mode, plan.of, means, steps]),
        );
        expect(flaws).toEqual([]);
      }
    },
  );

  it("shows what would be lost along", () => {
    const stopped = { ...lost, of: "us-east1" };
    expect(lostWith(stopped, bank.topology).map(({ means }) => means)).toEqual(["apis"]);
  });

  it("has nothing to say of what nobody does", () => {
    const { plan } = planFor(bank, { event: "zone-loss" });
    expect(plan && requires(plan, bank.topology)).toEqual([]);
    expect(EVENTS).toContain("zone-loss");
  });
});
