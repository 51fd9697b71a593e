import * as fc from "fast-check";
import { costDifference } from "../../../assessment/cost/difference";
import type { Changes } from "../../../assessment/fix/option";
import { MOST_PRICED, priced, toBePriced } from "../../../assessment/fix/priced";
import type { Fix, Fixes } from "../../../assessment/fix/search";
import { inventory, PRICES, sql } from "../cost/some-resources";

const SMALL = { tier: "db-custom-2-7680", diskSize: 10, availabilityType: "ZONAL" };
const HA = { ...SMALL, availabilityType: "REGIONAL" };

const fix = (edits: Changes, billed: Changes = edits): Fix => ({
  edits,
  billed,
  holds: "at worst",
  mind: [],
});
const found = (...fixes: Fix[]): Fixes => ({ fixes, tried: 9, cut: false });
const PEOPLE = fix({ "escalation.decision": "5 minutes" }, {});
const WARM = fix({ standby: "warm" });
const BOTH = fix({ standby: "warm", "escalation.decision": "5 minutes" }, { standby: "warm" });
const HOT = fix({ standby: "hot" });

describe("the difference in cost of two descriptions", () => {
  const between = (before: object, after: object) =>
    costDifference(
      [inventory([sql("db", { ...before })])],
      [inventory([sql("db", { ...after })])],
      PRICES,
    );

  it("is what the second instance of HA costs, and the same backwards", () => {
    const vcpu = 2 * 730 * 0.0413;
    const memory = 7.5 * 730 * 0.007;
    const usd = Math.round((vcpu + memory + 10 * 0.17) * 100) / 100;
    expect(between(SMALL, HA)).toEqual({ usd, unpriced: [] });
    expect(between(HA, SMALL)).toEqual({ usd: -usd, unpriced: [] });
    expect(between(HA, HA)).toEqual({ usd: 0, unpriced: [] });
  });

  it("names what changes and has no price, and nothing that is the same on both sides", () => {
    const backed = { ...SMALL, backupConfiguration: { enabled: true } };
    expect(between(backed, backed).unpriced).toEqual([]);
    expect(between(SMALL, backed)).toEqual({
      usd: 0,
      unpriced: ["DatabaseInstance db: backups and logs"],
    });
  });

  it("adds up: what two steps cost is what both cost together", () => {
    const sizes = fc.integer({ min: 10, max: 4000 });
    fc.assert(
      fc.property(sizes, sizes, sizes, (one, two, three) => {
        const of = (diskSize: number) => [inventory([sql("db", { ...SMALL, diskSize })])];
        const cost = (from: number, to: number) => costDifference(of(from), of(to), PRICES).usd;
        expect(cost(one, two) + cost(two, three)).toBeCloseTo(cost(one, three), 1);
      }),
    );
  });
});

describe("fixes with their prices", () => {
  it("run the program for what is billed alone, once for each set of edits, and not for ever", () => {
    expect(toBePriced(found(PEOPLE, WARM, BOTH))).toEqual([{ standby: "warm" }]);
    const many = Array.from({ length: 9 }, (_, size) => fix({ "data.a.size": size }));
    expect(toBePriced(found(...many))).toHaveLength(MOST_PRICED);
  });

  it("tell the cheapest from the smallest", () => {
    const costs = new Map([
      [WARM.billed, { usd: -100, unpriced: [] }],
      [HOT.billed, { usd: 300, unpriced: ["x"] }],
    ]);
    const { fixes, cheapest } = priced(found(PEOPLE, HOT, BOTH), costs);
    expect(fixes.map(({ cost }) => cost)).toEqual([
      { usd: 0, unpriced: [] },
      { usd: 300, unpriced: ["x"] },
      { usd: -100, unpriced: [] },
    ]);
    expect(cheapest?.edits).toEqual(BOTH.edits);
  });

  it("never take an unknown price for none", () => {
    const costs = new Map([[WARM.billed, "it has 2 problems"]]);
    const { fixes, cheapest } = priced(found(HOT, WARM), costs);
    expect(fixes.map(({ cost }) => cost)).toEqual([
      { unknown: "it wasn't priced" },
      { unknown: "it has 2 problems" },
    ]);
    expect(cheapest).toBeUndefined();
  });

  it("prefer the smaller change where both cost the same", () => {
    expect(
      priced(found(PEOPLE, fix({ "escalation.diagnosis": "5 minutes" }, {})), new Map()),
    ).toMatchObject({ cheapest: { edits: PEOPLE.edits } });
  });
});
