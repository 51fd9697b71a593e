import { budgetOf } from "../../../assessment/risk/budget";
import { RANKED } from "../../../assessment/risk/matrix";
import { type Risk, risksOf } from "../../../assessment/risk/risks";
import { criticalPath } from "../../../recovery/plan/critical-path";
import { planFor } from "../../../recovery/plan/plan-for";
import { beliefs } from "../availability/beliefs";

const STANDING = { "regions.us-east1.state": "standing" };
const bank = beliefs("online-bank", STANDING);
const risks = risksOf(bank, ["web"], RANKED);
const at = (of: readonly Risk[], event: string, what: string) =>
  of.find((risk) => risk.event === event && risk.of === what);

describe("the risks of a system", () => {
  it("last as long as the plan says: a bad release of web", () => {
    const { plan } = planFor(bank, { event: "bad-release", of: "web" });
    const restores = plan!.steps.find(({ restores }) => restores?.includes("web"))!;
    const { seconds } = criticalPath(plan!, "expected", restores.id);
    // The first region is back after 39:08, the second after 50:08: half of the users wait for each.
    const mean = (2348 + 3008) / 2;
    expect(seconds).toBe(3008);
    expect(at(risks, "bad-release", "web")).toMatchObject({
      ...{ perYear: 2.5, lasts: seconds, likelihood: "B", consequence: 2 },
      share: expect.closeTo(mean / seconds, 12),
      ...{ cell: { level: "medium", score: 10 }, badMinutes: expect.closeTo((2.5 * mean) / 60, 9) },
    });
  });

  it("weigh what users only miss in part by the share that goes with it", () => {
    const { lasts, badMinutes } = at(risks, "bad-release", "accounts")!;
    expect(badMinutes).toBeCloseTo((1.25 * lasts! * 0.7) / 60, 9);
    // Losing the region stops web for seconds, and accounts until another region has taken over.
    const region = at(risks, "region-loss", "us-central1")!;
    expect(region.badMinutes).toBeLessThan((0.05 * region.lasts!) / 60);
    expect(region.badMinutes).toBeGreaterThan((0.05 * region.lasts! * 0.7) / 60);
  });

  it("come worst first", () => {
    const minutes = risks.map(({ badMinutes }) => badMinutes!);
    expect(minutes).toEqual([...minutes].sort((a, b) => b - a));
    expect(risks.length).toBeGreaterThan(12);
  });

  it("last as long as the region is gone where nothing takes over", () => {
    const alone = risksOf(beliefs("online-bank"), ["web"], RANKED);
    expect(at(alone, "region-loss", "us-central1")).toMatchObject({
      ...{ lasts: 8 * 3600, consequence: 4, likelihood: "D" },
      cell: { level: "medium", score: 14 },
    });
  });

  it("meet a canary's share of users alone", () => {
    const shop = beliefs("shop-smart", STANDING);
    const risk = at(risksOf(shop, ["checkout"], RANKED), "bad-release", "checkout")!;
    expect(risk.share).toBeCloseTo(0.1, 12);
    expect(risk.badMinutes).toBeCloseTo((5 * risk.lasts! * 0.1) / 60, 9);
  });
});

describe("the error budget", () => {
  it("is taken from by all of them, and by one too much", () => {
    const { minutes, taken, shares, unknown } = budgetOf(0.9995, risks);
    expect(minutes).toBeCloseTo(262.8, 9);
    expect(taken).toBeCloseTo(
      risks.reduce((sum, { badMinutes }) => sum + badMinutes!, 0),
      9,
    );
    expect(unknown).toEqual([]);
    const large = shares
      .filter(({ tooMuch }) => tooMuch)
      .map(({ risk }) => `${risk.event} ${risk.of}`);
    expect(large).toEqual(["bad-release web"]);
  });

  it("isn't known to hold while nobody knows how long one lasts", () => {
    const [first, ...others] = risks;
    const blind = budgetOf(0.999, [
      { ...first!, badMinutes: undefined, lasts: undefined },
      ...others,
    ]);
    expect(blind.unknown.map(({ of }) => of)).toEqual([first!.of]);
    expect(blind.taken).toBeLessThan(budgetOf(0.999, risks).taken);
  });
});
