import { ceilingsOf } from "../../../assessment/availability/ceilings";
import { availabilityOf } from "../../../assessment/availability/diagram";
import { modelOf } from "../../../assessment/availability/of-system";
import { RANKED } from "../../../assessment/risk/matrix";
import { risksOf } from "../../../assessment/risk/risks";
import { beliefs } from "./beliefs";

const STANDING = { "regions.us-east1.state": "standing" };
const YEAR = 365 * 86_400;
const withShare = (common?: string) =>
  beliefs("online-bank", {
    ...STANDING,
    ...(common === undefined ? {} : { "services.web.release.common": common }),
  });
const modelled = (common?: string) => ceilingsOf(withShare(common), ["web"]).modelled;
const partsOf = (common?: string) =>
  modelOf(withShare(common), ["web"]).parts.filter(({ id }) => id.startsWith("bad releases"));

/**
 * What bad releases of web take: 50 a year, each twentieth bad; users of the first region wait 39:08,
 * those of the second 50:08.
 */
const Q = (50 * 0.05 * ((2348 + 3008) / 2)) / YEAR;

describe("bad releases as a common cause (beta factor)", () => {
  it("strike all regions at once unless something else is described: one image is in all", () => {
    expect(partsOf().map(({ id }) => id)).toEqual(["bad releases of web"]);
    expect(partsOf()[0]!.availability).toBeCloseTo(1 - Q, 12);
    expect(modelled("100 %")).toBe(modelled());
  });

  it("are split into what all share and what each region has alone, each a term of the model", () => {
    const parts = Object.fromEntries(
      partsOf("30 %").map(({ id, availability }) => [id, availability]),
    );
    expect(parts).toEqual({
      "bad releases of web in us-central1 alone": expect.closeTo(1 - 0.7 * Q, 12),
      "bad releases of web in us-east1 alone": expect.closeTo(1 - 0.7 * Q, 12),
      "bad releases of web in all regions at once": expect.closeTo(1 - 0.3 * Q, 12),
    });
    // (1 - bQ) times a pair of which each fails for (1 - b)Q, the rest of the model beside it.
    const shared = availabilityOf(modelOf(withShare("30 %"), ["web"]).structure);
    const none = availabilityOf(modelOf(withShare("0 %"), ["web"]).structure);
    const loneliest = 1 - none;
    expect(1 - shared).toBeGreaterThan(0.3 * Q);
    expect(1 - shared).toBeLessThan(0.3 * Q + loneliest + Q * Q);
  });

  it("never do better the more of them is shared", () => {
    const shares = ["0 %", "10 %", "50 %", "90 %", "100 %"].map(modelled);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares[0]! - shares[4]!).toBeCloseTo(Q, 5);
  });

  it("mean nothing where one region serves", () => {
    const alone = (common: string) =>
      ceilingsOf(beliefs("online-bank", { "services.web.release.common": common }), ["web"])
        .modelled;
    expect(alone("10 %")).toBe(alone("100 %"));
    const writers = { ...STANDING, "services.accounts.release.common": "10 %" };
    const parts = modelOf(beliefs("online-bank", writers), ["accounts"]).parts;
    expect(parts.map(({ id }) => id)).toContain("bad releases of accounts");
  });

  it("hit that share of the users in the risk register", () => {
    const risk = risksOf(withShare("30 %"), ["web"], RANKED).find(
      ({ event, of }) => event === "bad-release" && of === "web",
    );
    expect(risk?.badMinutes).toBeCloseTo((Q * YEAR * 0.3) / 60, 9);
    expect(risk!.share * risk!.lasts!).toBeCloseTo(((2348 + 3008) / 2) * 0.3, 9);
  });

  it("are refused as more than all", () => {
    expect(() => withShare("130 %")).toThrow("130 %");
  });
});
