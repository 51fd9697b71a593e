import * as fc from "fast-check";
import { isRhythm } from "../../system/relations/rhythm";
import { cron, rhythm, type Rhythm } from "../../topology/schedule";

const HOUR = 3600;
const DAY = 24 * HOUR;

describe("rhythms", () => {
  it.each<[number, Rhythm, string]>([
    [HOUR, { kind: "hourly", hours: 1 }, "17 */1 * * *"],
    [6 * HOUR, { kind: "hourly", hours: 6 }, "17 */6 * * *"],
    [12 * HOUR, { kind: "hourly", hours: 12 }, "17 */12 * * *"],
    [DAY, { kind: "daily" }, "17 2 * * *"],
    [7 * DAY, { kind: "weekly" }, "17 2 * * SUN"],
  ])("of %i seconds are known to cron", (every, expected, line) => {
    expect(rhythm(every)).toEqual(expected);
    expect(cron(expected)).toBe(line);
  });

  it.each([
    ["5 hours, which don't divide the day", 5 * HOUR],
    ["2 days, which don't divide the month", 2 * DAY],
    ["half an hour", HOUR / 2],
    ["a second more than an hour", HOUR + 1],
    ["no time at all", 0],
  ])("are none of %s", (_, every) => {
    expect(rhythm(every)).toBeUndefined();
  });

  it("come round in exactly the time they were asked for", () => {
    const hours = [1, 2, 3, 4, 6, 8, 12];
    for (const each of hours) {
      const [, step] = /^17 \*\/(\d+) \* \* \*$/.exec(cron({ kind: "hourly", hours: each })) ?? [];
      expect(24 % Number(step)).toBe(0);
      expect(rhythm(each * HOUR)).toEqual({ kind: "hourly", hours: Number(step) });
    }
  });

  it("are the ones that the description accepts, no more and no fewer", () => {
    const intervals = fc.oneof(
      fc.integer({ min: 1, max: 400 }).map((n) => n * HOUR),
      fc.nat(8 * DAY),
    );
    fc.assert(
      fc.property(intervals, (every) => {
        expect(rhythm(every) !== undefined).toBe(isRhythm(every));
      }),
      { numRuns: 1000 },
    );
  });
});
