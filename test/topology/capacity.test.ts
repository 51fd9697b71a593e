import * as fc from "fast-check";
import { capacity, left, lostWithZone } from "../../topology/capacity";

const loads = fc.integer({ min: 1, max: 50_000 });
const zones = fc.integer({ min: 1, max: 4 });
const demands = fc.record({ load: loads, perInstance: fc.integer({ min: 1, max: 500 }), zones });

describe("capacity", () => {
  // Each by hand: needed = ⌈load / perInstance⌉; the least size with size - ⌈size / zones⌉ - 1 ≥ needed.
  it.each([
    // 14 - 7 - 1 = 6; 13 - 7 - 1 = 5 is too few
    { load: 1200, perInstance: 200, zones: 2, needed: 6, size: 14, most: 21 },
    // 11 - 4 - 1 = 6; 10 - 4 - 1 = 5
    { load: 1200, perInstance: 200, zones: 3, needed: 6, size: 11, most: 15 },
    // 10 - 3 - 1 = 6; 9 - 3 - 1 = 5
    { load: 1200, perInstance: 200, zones: 4, needed: 6, size: 10, most: 13 },
    // in one zone only the upgrade counts: 7 - 0 - 1 = 6
    { load: 1200, perInstance: 200, zones: 1, needed: 6, size: 7, most: 7 },
    // one request more takes one instance more, and with two zones that is two
    { load: 1201, perInstance: 200, zones: 2, needed: 7, size: 16, most: 24 },
    // 4 - 2 - 1 = 1
    { load: 1, perInstance: 200, zones: 2, needed: 1, size: 4, most: 6 },
    { load: 600, perInstance: 150, zones: 2, needed: 4, size: 10, most: 15 },
    { load: 600, perInstance: 150, zones: 3, needed: 4, size: 8, most: 11 },
  ])(
    "of $load rps at $perInstance rps over $zones zones is $size",
    ({ needed, size, most, ...demand }) => {
      expect(capacity(demand)).toMatchObject({ needed, size, most });
    },
  );

  it("says the sum in words", () => {
    const words = (load: number, zones: number) =>
      capacity({ load, perInstance: 200, zones }).arithmetic;
    expect(words(1200, 2)).toBe(
      "1200 rps / 200 rps = 6 needed + 7 lost with one of 2 zones + 1 out for an upgrade",
    );
    expect(words(1200, 3)).toBe(
      "1200 rps / 200 rps = 6 needed + 4 lost with one of 3 zones + 1 out for an upgrade",
    );
    expect(words(1200, 1)).toBe("1200 rps / 200 rps = 6 needed + 1 out for an upgrade");
  });

  it("adds up to the size in words", () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const { arithmetic, size } = capacity(demand);
        const [, sum = ""] = arithmetic.split(" = ");
        const parts = [...sum.matchAll(/(?:^| \+ )(\d+)/g)].map(([, digits]) => Number(digits));
        expect(parts.reduce((total, part) => total + part, 0)).toBe(size);
      }),
    );
  });

  it("leaves enough with one zone lost and one instance out, and not one more than that takes", () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const { needed, size } = capacity(demand);
        expect(left(size, demand.zones)).toBeGreaterThanOrEqual(needed);
        expect(left(size - 1, demand.zones)).toBeLessThan(needed);
      }),
    );
  });

  it("never falls when the load rises", () => {
    fc.assert(
      fc.property(demands, loads, (demand, more) => {
        const before = capacity(demand);
        const after = capacity({ ...demand, load: demand.load + more });
        expect(after.size).toBeGreaterThanOrEqual(before.size);
        expect(after.most).toBeGreaterThanOrEqual(before.most);
      }),
    );
  });

  it("can grow back to its size in the zones that are left", () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const { size, most } = capacity(demand);
        expect(most - lostWithZone(size, demand.zones)).toBe(size);
      }),
    );
  });

  it("divides decimal fractions as people do", () => {
    const steps = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(steps, steps, (tenths, count) => {
        const load = Number(((tenths * count) / 10).toFixed(1));
        expect(capacity({ load, perInstance: tenths / 10, zones: 2 }).needed).toBe(count);
      }),
    );
    expect(capacity({ load: 1.1, perInstance: 0.1, zones: 1 }).needed).toBe(11);
  });

  it("is there at once for a load that somebody mistyped", () => {
    // needed 10^12; 2 * (10^12 + 1)
    expect(capacity({ load: 1e12, perInstance: 1, zones: 2 }).size).toBe(2_000_000_000_002);
  });
});

describe("what a failure takes", () => {
  it("is half of what was serving, of three machines with one upgrading and one failing", () => {
    // https://sre.google/sre-book/service-best-practices/: one planned and one unplanned outage.
    const machines = 3;
    const serving = machines - 1;
    expect(lostWithZone(machines, 3)).toBe(1);
    expect(left(machines, 3)).toBe(serving / 2);
    expect(capacity({ load: 100, perInstance: 100, zones: 3 }).size).toBe(machines);
  });

  it.each([
    // AWS, "Availability and Beyond": 10 during the loss of a zone are 20 in two zones or 15 in three.
    { zones: 2, size: 20 },
    { zones: 3, size: 15 },
  ])("leaves 10 of $size instances over $zones zones", ({ zones, size }) => {
    expect(size - lostWithZone(size, zones)).toBe(10);
    // Ours also has one out for an upgrade, so it takes a zone's worth of one instance more.
    expect(left(size, zones)).toBe(9);
    expect(capacity({ load: 10, perInstance: 1, zones }).size).toBe(size + 2);
  });

  it("is rounded up where instances don't spread evenly", () => {
    expect(lostWithZone(7, 2)).toBe(4);
    expect(lostWithZone(7, 3)).toBe(3);
    expect(lostWithZone(7, 1)).toBe(0);
  });
});
