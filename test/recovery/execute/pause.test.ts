import { nextPause, type Progress } from "../../../recovery/execute/pause";

const AT: Progress = { done: 3, failed: 1 };
const DONE: Progress = { done: 4, failed: 1 };

describe("nextPause", () => {
  it("looks again soon after something was done, then ever more rarely", () => {
    const pauses = [nextPause(5000, AT, DONE, 0)];
    while (pauses.length < 6) pauses.push(nextPause(pauses.at(-1) ?? 0, DONE, DONE, 0));
    expect(pauses).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });

  it("waits longest after a failure, whatever else was done", () => {
    expect(nextPause(500, AT, { done: 4, failed: 2 }, 0)).toBe(5000);
    expect(nextPause(500, AT, { done: 4, failed: 2 }, 0, 20_000)).toBe(20_000);
  });

  it("grows with what takes hours, and is no more than a 200th of it", () => {
    const hour = 3_600_000;
    expect(nextPause(5000, DONE, DONE, hour / 4)).toBe(5000);
    expect(nextPause(18_000, DONE, DONE, hour)).toBe(hour / 200);
    expect(nextPause(18_000, AT, DONE, hour)).toBe(500);
  });

  it("is never longer than asked for", () => {
    expect(nextPause(0, AT, DONE, 0, 100)).toBe(100);
  });
});
