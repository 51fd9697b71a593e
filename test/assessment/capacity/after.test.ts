import { type CapacityAfter, capacityAfter, type Loss } from "../../../assessment/capacity/after";
import { type Mode, setting } from "../../recovery/plan/fixtures";

const assessed = (system: string, mode: Mode, supposed: Record<string, unknown> = {}) =>
  capacityAfter(setting(system, mode, supposed).topology);

function find(all: readonly CapacityAfter[], loss: Loss): CapacityAfter {
  const found = all.find((one) => JSON.stringify(one.loss) === JSON.stringify(loss));
  if (!found) throw new Error(`no ${JSON.stringify(loss)}`);
  return found;
}

const verdicts = ({ services }: CapacityAfter) =>
  Object.fromEntries(Object.entries(services).map(([name, { verdict }]) => [name, verdict]));

const US_CENTRAL1_A = { zone: "us-central1-a", region: "us-central1" } as const;

describe("capacityAfter", () => {
  it("finds that the bank carries its peak with a zone lost and an instance out", () => {
    const after = find(assessed("online-bank", "hot"), {
      is: "zone and instance",
      ...US_CENTRAL1_A,
    });
    expect(verdicts(after)).toEqual({ web: "carries", accounts: "carries", products: "carries" });
    // 600 / 150 = 4 needed; 10 in 2 zones: 5 lost, 1 out, 4 left.
    expect(after.services.accounts).toEqual({
      verdict: "carries",
      demand: 600,
      arriving: 600,
      capacity: 600,
      failing: 0,
      afterwards: 1500,
      arithmetic: "600 rps against 600 rps",
    });
  });

  it("counts both regions of a service that is open in both", () => {
    const [hot, warm] = (["hot", "warm"] as const).map(
      (mode) => find(assessed("online-bank", mode), { is: "instance" }).services.web,
    );
    expect(warm?.capacity).toBe((14 - 1) * 200);
    expect(hot?.capacity).toBe((14 - 1 + (11 - 1)) * 200);
  });

  it.each([
    ["hot", "carries"],
    ["warm", "gone"],
    ["cold", "gone"],
  ] as const)("of web in %s, says that without the primary region it %s", (mode, expected) => {
    const after = find(assessed("online-bank", mode), { is: "region", region: "us-central1" });
    expect(verdicts(after)).toEqual({ web: expected, accounts: "gone", products: "gone" });
    // Once the other region has taken over, in whatever mode, it is complete.
    expect(after.services.web?.afterwards).toBe(11 * 200);
    expect(after.services.accounts?.afterwards).toBe(8 * 150);
  });

  it("says that nothing comes afterwards where no other region stands", () => {
    const planned = { "regions.us-east1.state": "planned" };
    const after = find(assessed("online-bank", "hot", planned), {
      is: "region",
      region: "us-central1",
    });
    expect(after.services.web).toMatchObject({ verdict: "gone", afterwards: 0 });
  });

  it("sees that a service in one zone is gone with it", () => {
    const after = find(assessed("click-travel", "hot"), { is: "zone", ...US_CENTRAL1_A });
    expect(after.services.analytics).toMatchObject({ verdict: "gone", capacity: 0, failing: 1 });
  });

  it("draws in what can't do without something slow, and adds the retries to it", () => {
    const all = assessed("shop-smart", "hot");
    const after = find(all, { is: "slow", of: "orders" });
    expect(after.services.checkout).toMatchObject({
      verdict: "drawn in",
      arriving: expect.closeTo(1800 / 0.9, 6),
      failing: 1,
      arithmetic: "1800 rps + 200 rps of retries against 5600 rps",
    });
  });

  it("finds the retries that a service can't bear: no budget, four attempts", () => {
    const retries = { "services.web.retries": { attempts: 4, timeout: "2 seconds" } };
    const after = find(assessed("online-bank", "warm", retries), { is: "slow", of: "web" });
    expect(after.services.web).toMatchObject({
      verdict: "overloaded",
      arriving: 4800,
      capacity: 2800,
    });
    // 14 instances are sized for 200 rps each: none is left that could bear it.
    expect(after.services.web?.waves).toHaveLength(14 + 1);
    expect(after.services.web?.waves?.slice(0, 2)).toEqual([
      { left: 14, each: 4800 / 14, holds: false },
      { left: 13, each: 4800 / 13, holds: false },
    ]);
    const calm = find(assessed("online-bank", "warm"), { is: "slow", of: "web" });
    expect(calm.services.web?.verdict).toBe("carries");
  });

  it("takes the highest known peak, with what stands ready for it", () => {
    const peak = { name: "sale", cron: "0 8 * * *", lasts: "2 hours", peak: "2400 rps" };
    const after = find(assessed("online-bank", "warm", { "services.web.schedules": [peak] }), {
      is: "zone and instance",
      ...US_CENTRAL1_A,
    });
    // 12 needed; 26 in 2 zones: 13 lost, 1 out, 12 left.
    expect(after.services.web).toMatchObject({ verdict: "carries", demand: 2400, capacity: 2400 });
  });
});
