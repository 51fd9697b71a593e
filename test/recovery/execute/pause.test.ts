import { nextPause, type Progress } from "../../../recovery/execute/pause";

const AT: Progress = { done: 3, failed: 1 };
const DONE: Progress = { done: 4, failed: 1 };

describe("nextPause", () => {
  it("looks again soon after something was done, then ever more rarely", () => {
    const pauses = [nextPause(5000, AT, DONE)];
    while (pauses.length < 6) pauses.push(nextPause(pauses.at(-1) ?? 0, DONE, DONE));
    expect(pauses).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });

  it("waits longest after a failure, whatever else was done", () => {
    expect(nextPause(500, AT, { done: 4, failed: 2 })).toBe(5000);
    expect(nextPause(500, AT, { done: 4, failed: 2 }, 20_000)).toBe(20_000);
  });

  it("is never longer than asked for", () => {
    expect(nextPause(0, AT, DONE, 100)).toBe(100);
  });
});
