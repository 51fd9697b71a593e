import { AUTOHEALING_CHECK, autohealingDelay, TRAFFIC_CHECK } from "../../topology/health";

describe("health checks", () => {
  it("take an instance out of traffic sooner than they replace it", () => {
    // As long as failing probes are waited for: 3 of them 5 s apart, 4 of them 15 s apart.
    expect(TRAFFIC_CHECK.interval * TRAFFIC_CHECK.unhealthy).toBe(15);
    expect(AUTOHEALING_CHECK.interval * AUTOHEALING_CHECK.unhealthy).toBe(60);
  });

  it("never overlap their own probes, which Google refuses", () => {
    const overlapping = [TRAFFIC_CHECK, AUTOHEALING_CHECK].filter((c) => c.timeout > c.interval);
    expect(overlapping).toEqual([]);
  });

  it.each([
    ["a minute and a half", 90, 150],
    ["a second", 1, 17],
    ["most of an hour, as long as Google waits", 2390, 3600],
    ["an hour", 3600, 3600],
  ])("wait for a boot of %s until it is surely over", (_, bootTime, delay) => {
    expect(autohealingDelay(bootTime)).toBe(delay);
  });
});
