import {
  AUTOHEALING_CHECK,
  autohealingDelay,
  detectionTime,
  TRAFFIC_CHECK,
} from "../../topology/health";

describe("health checks", () => {
  it("take an instance out of traffic sooner than they replace it", () => {
    // 3 probes 5 s apart and the last one's 3 s; 4 probes 15 s apart and 5 s.
    expect(detectionTime(TRAFFIC_CHECK)).toBe(18);
    expect(detectionTime(AUTOHEALING_CHECK)).toBe(65);
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
