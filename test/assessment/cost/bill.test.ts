import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { billOf, totalOf } from "../../../assessment/cost/bill";
import { assumedShare, byMode, missing, sumsBy } from "../../../assessment/cost/by-mode";
import { parsePrices } from "../../../assessment/cost/prices";
import { ruleFor } from "../../../assessment/cost/rules";
import type { Resource } from "../../../inventory/model";
import { bill, group, inventory, PRICES, resource, sql } from "./some-resources";

const plus = { tier: "db-perf-optimized-N-4", edition: "ENTERPRISE_PLUS", diskSize: 100 };

/** Something priced, several resources where one thing needs several. */
const thing = fc.oneof(
  fc
    .record({ least: fc.integer({ min: 0, max: 50 }), mode: fc.constantFrom("ON", "OFF") })
    .map((how) => (name: string) => group(name, how)),
  fc
    .constantFrom("ZONAL", "REGIONAL")
    .map((availabilityType) => (name: string) => [sql(name, { ...plus, availabilityType })]),
  fc.constant((name: string) => [resource("gcp:storage/bucket:Bucket", name, {})]),
);
const things = fc
  .array(thing, { maxLength: 6 })
  .map((made) => made.flatMap((one, index) => one(`thing-${index}`)));

const renamed = (of: readonly Resource[]): readonly Resource[] => {
  const other = (urn: string) => urn.replace("::thing-", "::something-else-");
  return of.map((one) => ({
    ...{ ...one, urn: other(one.urn), name: `something-else-${one.name}` },
    propertyDependencies: Object.fromEntries(
      Object.entries(one.propertyDependencies).map(([key, urns]) => [key, urns.map(other)]),
    ),
  }));
};

describe("a bill", () => {
  it("adds: what two stacks cost is what they cost one by one", () => {
    fc.assert(
      fc.property(things, things, (some, others) => {
        const stacks = [inventory(some, "prod"), inventory(others, "dr")];
        const [first, second] = stacks.map((one) => totalOf(billOf([one], ruleFor, PRICES)));
        const both = billOf(stacks, ruleFor, PRICES);
        expect(totalOf(both)).toBeCloseTo(first! + second!, 6);
        const byStack = Object.values(sumsBy(both, "stack"));
        expect(byStack.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(totalOf(both), 6);
      }),
    );
  });

  it("is the same in any order, and under any name", () => {
    fc.assert(
      fc.property(things, (some) => {
        const asIs = bill(...some);
        expect(bill(...[...some].reverse())).toEqual(asIs);
        expect(totalOf(bill(...renamed(some)))).toBeCloseTo(totalOf(asIs), 6);
      }),
    );
  });

  it("never forgets: every resource is priced, free or named as unpriced", () => {
    const strange = resource("gcp:redis/instance:Instance", "cache", { memorySizeGb: 5 });
    expect(bill(strange)).toEqual({
      items: [],
      unpriced: [
        expect.objectContaining({
          what: "gcp:redis/instance:Instance",
          because: "there is no rule for what it costs",
        }),
      ],
    });
    const elsewhere = bill(sql("x", plus, "asia-east1"));
    expect(totalOf(elsewhere)).toBe(0);
    expect(missing(elsewhere).map(({ because }) => because)).toContain(
      "the file of prices has no sql.plus.vcpu in asia-east1",
    );
  });

  it("has a rule for every kind that the bank's stacks hold", () => {
    const folder = path.join(__dirname, "../../golden/online-bank");
    const types = readdirSync(folder).flatMap((file) =>
      [...readFileSync(path.join(folder, file), "utf8").matchAll(/^  type: (\S+)$/gm)].map(
        ([, type = ""]) => type,
      ),
    );
    const custom = types.filter(
      (type) => !type.startsWith("standby:") && !type.startsWith("pulumi:"),
    );
    expect(new Set(custom).size).toBeGreaterThan(50);
    expect([...new Set(custom)].filter((type) => !ruleFor(type))).toEqual([]);
  });

  it("doubles for HA, whatever the tier", () => {
    const cost = (availabilityType: string) =>
      totalOf(bill(sql("x", { ...plus, availabilityType })));
    expect(cost("REGIONAL")).toBeCloseTo(2 * cost("ZONAL"), 9);
    expect(cost("ZONAL")).toBeCloseTo(730 * (4 * 0.0537 + 32 * 0.0091) + 17, 9);
  });

  it("has no machines where the autoscaler waits", () => {
    expect(totalOf(bill(...group("x", { least: 6, mode: "OFF" })))).toBe(0);
    expect(totalOf(bill(...group("x", { least: 6 })))).toBeCloseTo(6 * (24.4592 + 3.4), 2);
  });

  it("names a tier and a machine type that it doesn't know", () => {
    const said = [
      ...missing(bill(sql("x", { tier: "db-perf-optimized-N-128", diskSize: 10 }))),
      ...missing(bill(...group("x", { least: 2, type: "n2-highcpu-8" }))),
    ].map(({ what, because }) => `${what}, ${because}`);
    expect(said).toEqual([
      "DatabaseInstance: db-perf-optimized-N-128, it is no tier whose parts are known",
      "RegionInstanceGroupManager: 2 × n2-highcpu-8, it is no machine type whose parts are known",
    ]);
  });

  it("says how much of it rests on prices that nobody could confirm", () => {
    const ca = "gcp:certificateauthority";
    const of = bill(
      resource(`${ca}/caPool:CaPool`, "x", { tier: "DEVOPS" }),
      resource(
        `${ca}/authority:Authority`,
        "x",
        {},
        { pool: [`urn:pulumi:prod::standby::${ca}/caPool:CaPool::x`] },
      ),
      resource("gcp:compute/forwardingRule:ForwardingRule", "x", {}),
    );
    expect(assumedShare(of)).toBeCloseTo(20 / 27.3, 9);
  });
});

describe("modes side by side", () => {
  it("cost more than one region by what the standby holds", () => {
    const alone = bill(sql("home", plus));
    const hot = bill(
      sql("home", plus),
      sql("away", plus, "us-east1"),
      ...group("web", { least: 6 }),
    );
    const cold = bill(sql("home", plus), ...group("web", { least: 6, mode: "OFF" }));
    const [first, second] = byMode(
      [
        ["cold", cold],
        ["hot", hot],
      ],
      alone,
    );
    expect(first).toMatchObject({ mode: "cold", premium: 0 });
    expect(second!.premium).toBeCloseTo(totalOf(hot) - totalOf(alone), 9);
    expect(second!.premium).toBeGreaterThan(totalOf(alone));
  });
});

describe("the file of prices", () => {
  const line = (cells: readonly string[]) => cells.join("\t");
  const good = ["x", "hour", "any", "1", "vendor", "2026-11-21", "https://example.com"];
  const wrong = (index: number, cell: string) =>
    line(good.map((as, at) => (at === index ? cell : as)));

  it.each<[string, string]>([
    [wrong(1, "day"), 'line 1: "day" is not one of hour, GB-hour, GB-month, month, GB, TiB'],
    [wrong(2, ""), "line 1: names no place"],
    [wrong(3, "0"), 'line 1: "0" is not a price above 0'],
    [wrong(3, ""), 'line 1: "" is not a price above 0'],
    [wrong(4, "guessed"), 'line 1: "guessed" is not vendor or assumed'],
    [wrong(5, "today"), 'line 1: "today" is not a day'],
    [wrong(6, ""), "line 1: names no source"],
    [`${line(good)}\n${line(good)}`, 'line 2: "x" has a price in any already'],
  ])("names the line that is wrong: %j", (text, message) => {
    expect(() => parsePrices(text)).toThrow(message);
  });

  it("prefers a place's own price", () => {
    const prices = parsePrices(`${line(good)}\n${wrong(2, "us-east1").replace("\t1\t", "\t2\t")}`);
    expect([prices("x", "us-east1")?.usd, prices("x", "us-west1")?.usd]).toEqual([2, 1]);
    expect(prices("y", "us-east1")).toBeUndefined();
  });
});
