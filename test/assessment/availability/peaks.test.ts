import { readIncidents } from "../../../assessment/availability/incident-log";
import { pastPeaks } from "../../../assessment/availability/peaks";
import { there } from "../../topology/fixtures";
import { beliefs } from "./beliefs";

const { system } = beliefs("shop-smart").topology;
const incidents = there(
  readIncidents("- { at: 2025-11-28, lasts: 12 hours, what: too much for the database }").incidents,
);

describe("known peaks that have passed", () => {
  const peaks = pastPeaks(system, incidents, "2025-11-01", "2026-11-21");

  it("are the runs of days of their schedule, the newest first", () => {
    const holidays = peaks.map(({ name, from, to }) => [name, from, to]);
    expect(holidays).toEqual([
      ["holidays", "2026-11-20", "2026-11-21"],
      ["holidays", "2025-12-20", "2025-12-31"],
      ["holidays", "2025-11-20", "2025-11-30"],
    ]);
    expect(peaks[0]?.services).toEqual({ checkout: 1800, catalogue: 9000 });
  });

  it("are measured over their days", () => {
    expect(peaks.map(({ availability }) => availability)).toEqual([
      ...[1, 1],
      expect.closeTo(1 - 12 / (11 * 24), 12),
    ]);
    expect(peaks[2]?.incidents).toHaveLength(1);
  });
});
