import { amountLost } from "../../../assessment/objectives/data-loss";
import { type Known, none, timed } from "../../../assessment/objectives/estimate";
import { withMeasured } from "../../../assessment/objectives/proof";
import { verdictOf } from "../../../assessment/objectives/verdict";
import { untilUnhealthy } from "../../../recovery/plan/probes";
import { HOUR, MINUTE } from "../../../system/units";

/** Published results, told apart by number (O1 to O44). */
describe("how long noticing takes", () => {
  // O35: https://aws.amazon.com/blogs/aws/route-53-health-check-improvements-faster-interval-and-configurable-failover/
  it.each([
    ["O35, the default", { interval: 30, unhealthy: 3, timeout: 0 }, 60, 150],
    ["O35, fast", { interval: 10, unhealthy: 3, timeout: 0 }, 60, 90],
    // O36: https://leyaa.ai/codefly/learn/gcp/part-2/gcp-health-checks-configuration/challenge
    ["O36", { interval: 10, unhealthy: 3, timeout: 0 }, 0, 30],
  ])("%s", (_, probing, ttl, seconds) => {
    expect(untilUnhealthy(probing).worst + ttl).toBe(seconds);
  });
});

describe("O37: GitHub was out for 43 seconds on 2018-10-21, and degraded for 24 hours 11 minutes", () => {
  it("lets what was measured stand against what was predicted", () => {
    const predicted: Known = { ...none(""), worst: timed([]) };
    const measured = 24 * HOUR + 11 * MINUTE;
    const proof = { on: "2018-10-22", revision: "x", where: "cloud", measured } as const;
    const estimate = withMeasured(predicted, "mysql", proof);
    expect(estimate).toMatchObject({ expected: { seconds: 87_060 }, worst: { seconds: 87_060 } });
    expect(verdictOf(estimate, HOUR, { proven: false })).toMatch(/^breached/);
  });
});

describe("how much is lost", () => {
  // O38: https://codingace.net/hosting/rpo.html; O39: eyeseedata.com, how log backup frequency impacts RPO
  it.each([
    ["O38, GB", 12, 15 * MINUTE, 3],
    ["O38, GB", 4.5, 30 * MINUTE, 2.25],
    ["O38, GB", 20, HOUR, 20],
    ["O39, transactions", 500 * 60, 15 * MINUTE, 7_500],
    ["O39, transactions", 500 * 60, HOUR, 30_000],
  ])("%s: %d an hour for %d seconds", (_, perHour, seconds, lost) => {
    expect(amountLost(perHour, seconds)).toBe(lost);
  });
});
