import * as fc from "fast-check";
import { dayAt, dayNumber, weekdayOf } from "../../system/days";

const DAY = 86_400_000;

describe("days", () => {
  it("are those of the machine's own calendar", () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (since1970) => {
        const date = new Date(since1970 * DAY);
        fc.pre(date.getUTCFullYear() > 0 && date.getUTCFullYear() < 10_000);
        const text = date.toISOString().slice(0, "2026-11-21".length);
        expect(dayNumber(text) - dayNumber("1970-01-01")).toBe(since1970);
        expect(dayAt(dayNumber(text))).toBe(text);
        expect(weekdayOf(dayNumber(text))).toBe(date.getUTCDay());
      }),
    );
  });
});
