import { cascade } from "../../../assessment/capacity/cascade";
import { leastServers, meanWait, waits } from "../../../assessment/capacity/queue";
import {
  callsPerRequest,
  comingAgain,
  fanOut,
  heldBack,
} from "../../../assessment/capacity/retries";
import { extraShare, instancesFor, safeUse } from "../../../assessment/capacity/zones";

// Published results, told apart by number (O1 to O44).
describe("published capacities", () => {
  it.each([
    [2, 20],
    [3, 15],
  ])("O27: 10 needed while one of %i zones is lost takes %i", (zones, expected) => {
    expect(instancesFor(10, zones)).toBe(expected);
  });

  it("O28: three zones, half as much again, two thirds of the tested load each", () => {
    expect(extraShare(3)).toBeCloseTo(0.5, 9);
    expect(Math.floor(100 * safeUse(3))).toBe(66); // published cut off
  });

  it("O29: one of two fails, and the other gets all 1200", () => {
    expect(cascade({ count: 2, load: 1200, most: 1000 }, 1)[0]).toEqual({
      left: 1,
      each: 1200,
      holds: false,
    });
  });

  it("O30: 100 too many, and again 100 more each second", () => {
    const arriving = comingAgain(10_100, 10_000, 4);
    expect(arriving).toEqual([10_100, 10_200, 10_300, 10_400]);
    expect(arriving.map((all) => all - 10_000)).toEqual([100, 200, 300, 400]);
  });

  it("O31: three layers with four attempts each make 64 calls", () => {
    expect(fanOut([4, 4, 4])).toBe(64);
  });

  it("O32: the chance to wait, and the fewest servers", () => {
    expect(waits(3, 2)).toBeCloseTo(0.4444, 4);
    expect(waits(2, 1.5)).toBeCloseTo(0.642857, 6);
    expect(leastServers(2.5, 0.9)).toBe(6);
    expect(1 - waits(5, 2.5)).toBeLessThan(0.9);
  });

  it("O33: a client holds a fifth of its requests back", () => {
    expect(heldBack(1000, 400, 2)).toBeCloseTo(0.1998, 4);
    expect(heldBack(1000, 600, 2)).toBe(0);
  });
});

describe("a load balancer before two servers, or four", () => {
  it("loses both of two that get 600 each and bear 1000", () => {
    expect(cascade({ count: 2, load: 2 * 600, most: 1000 }, 1)).toEqual([
      { left: 1, each: 1200, holds: false },
      { left: 0, each: 0, holds: false },
    ]);
  });

  it("loses one of four, and the rest bear it", () => {
    expect(cascade({ count: 4, load: 4 * 600, most: 1000 }, 1)).toEqual([
      { left: 3, each: 800, holds: true },
    ]);
  });

  it("loses all of three, one after the other, once one too many is gone", () => {
    const waves = cascade({ count: 3, load: 2400, most: 1000 }, 1);
    expect(waves.map(({ left }) => left)).toEqual([2, 1, 0]);
  });
});

describe("queues", () => {
  it("agree with the textbook's for one server", () => {
    // M/M/1: waits with chance rho, for rho / (1 - rho).
    for (const busy of [0.1, 0.5, 0.9]) {
      expect(waits(1, busy)).toBeCloseTo(busy, 12);
      expect(meanWait(1, busy)).toBeCloseTo(busy / (1 - busy), 12);
    }
  });

  it("have no end where more comes than can be done", () => {
    expect([waits(2, 2), meanWait(2, 2.5)]).toEqual([1, Infinity]);
  });
});

describe("retries", () => {
  it.each([
    [{ attempts: 1 }, 1, 1],
    [{ attempts: 4 }, 1, 4],
    [{ attempts: 4 }, 0, 1],
    [{ attempts: 3 }, 0.5, 1.75],
    [{ attempts: 4, budget: 0.1 }, 1, 1 / 0.9],
    [{ attempts: 4, budget: 0.1 }, 0.05, 1.052625],
  ])("%j, failing with chance %d: %d calls", (tries, failing, expected) => {
    expect(callsPerRequest(tries, failing)).toBeCloseTo(expected, 9);
  });
});
